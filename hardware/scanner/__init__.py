"""Readers of codes: keyboard scanners, serial scanners, cameras; pure decoders beside thin device files."""
