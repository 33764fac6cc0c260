"""Keyboard scanners against the till's key filter: thousands of scans among a person's typing, on a real X server."""
