"""One file per step, named by number and what it brings."""
