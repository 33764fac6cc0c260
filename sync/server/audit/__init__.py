"""The audit: whether what is kept equals what was posted, and what was posted equals what the tills reported."""
