"""Names the concrete classes and wires them; nothing else does."""
