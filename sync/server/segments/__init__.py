"""Segments of the chain's customers, looked at once a day; offers to a segment, and what came of them."""
