"""Templates, style and script of the server's pages; nothing in them comes from elsewhere."""
