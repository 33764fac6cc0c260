"""Planted faults: defects that a tired programmer could make, each patched into the running code for one world only.

They prove that the checkers bite. No line of the product knows of them.
"""
