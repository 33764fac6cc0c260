"""The till's bench: a real till with a real server, real key events, and probes around its parts."""
