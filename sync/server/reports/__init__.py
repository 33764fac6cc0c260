"""Reports of the server: its operations folded into the derived tables, and the questions answered for all shops."""
