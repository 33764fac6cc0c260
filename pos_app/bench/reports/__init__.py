"""How fast reports open: a year of a shop on a till's disk, and a chain's receipts on the server."""
