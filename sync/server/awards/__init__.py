"""What the programme gives outside purchases, posted by the server itself."""
