"""Orders that wait in the shop to be picked up: what was ordered, prepaid and handed out."""
