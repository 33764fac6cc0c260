"""HTTP: reading requests within bounds, knowing the till, answering in JSON."""
