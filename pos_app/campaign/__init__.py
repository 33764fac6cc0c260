"""Long searches for what must never happen: `./till campaign`."""
