"""What happens to a till's operations: order first, then what each one means for the books."""
