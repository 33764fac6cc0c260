"""Receipts as a fiscal registrar takes them, whoever made it."""
