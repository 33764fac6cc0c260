"""Fonts that are shipped: Golos Text for all text, and a small face of our own for the signs it lacks."""
