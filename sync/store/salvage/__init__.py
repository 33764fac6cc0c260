"""Damaged books made anew: operations that still carry their hash, and receipts that can still be read."""
