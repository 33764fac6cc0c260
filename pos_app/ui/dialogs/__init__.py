"""What the scan line is asked to do besides scanning: non-modal, one at a time."""
