"""Devices that are unplugged at random for as long as one likes: no code, no receipt, no thread is lost."""
