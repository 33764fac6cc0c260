"""Backups of the server and putting them back: the books, and the keys without which they cannot be read."""
