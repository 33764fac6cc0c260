"""A programme tried on past receipts before it is published: what it would have given away, and to whom."""
