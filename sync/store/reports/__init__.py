"""Reports of the till's own shop: a file beside the books that can be made anew from them at any time."""
