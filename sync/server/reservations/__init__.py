"""Promises to tills: holds and leases, from the grant to the closing."""
