"""A cashier's hour on a real disk: killed, failed and cut off at every system call that touches the till's files."""
