"""Colours, sizes and fonts of the screen."""
