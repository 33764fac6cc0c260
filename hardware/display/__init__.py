"""Two-line customer displays, and their simulated twin."""
