"""What became of parked operations."""
