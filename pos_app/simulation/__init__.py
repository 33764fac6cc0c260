"""A shop in one process on virtual time: the real till and server code, and every fault that one seed can think of."""
