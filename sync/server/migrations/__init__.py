"""Steps from any earlier shape of the server's database to the present one; a step that was released never changes."""
