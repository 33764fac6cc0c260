"""The till's side of sync: a step machine without IO, the HTTP door to the server, and the thread that drives both."""
