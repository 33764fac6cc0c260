"""What the tables show, as cached strings."""
