"""Suspicious use of cards, points and discounts: found from the records of a shift, each with its receipts."""
