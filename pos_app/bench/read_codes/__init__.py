"""How many codes are read from pictures, how many wrongly, and how long it takes: our chain beside single libraries."""
