"""How till and server keep what must stay private, and the guard of the SQLite that both keep books with."""
