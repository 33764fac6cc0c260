"""Readers of codes: keyboard scanners, serial scanners, cameras; pure decoders beside thin device files."""

import os

# NumPy's matrix library would take every core for products of a few thousand numbers, and be slower: one worker is
# enough for a camera, the other cores are the till's. Read when NumPy is loaded, which only this package does.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
