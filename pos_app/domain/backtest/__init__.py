"""A past receipt under another programme: its basket, what the programme would have known, what it comes to."""
