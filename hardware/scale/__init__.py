"""Counter scales, and their simulated twin."""
