"""Weeks of trade with thieves in them, and how well they are found. The generator knows nothing of the detectors."""
