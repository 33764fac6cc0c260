"""Lives of tills and of the server: new epochs, what was promised in a life that is lost, tills that are lost."""
