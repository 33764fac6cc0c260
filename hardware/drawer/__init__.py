"""Cash drawers, and their simulated twin."""
