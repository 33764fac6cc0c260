"""What an order is called where it was made: each program has names of its own, and so has the office."""

import hashlib


def kept_name(program: str, name: str) -> str:
    """As it stands in the books, at most 80 characters. ``program`` "": the office's, whose names stand as they are.

    A program's name and its order's are one hash: no other program, and no file of the office, can name its orders.
    """
    return name if not program else hashlib.sha256(f"{program}\0{name}".encode()).hexdigest()
