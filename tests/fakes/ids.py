"""Ids in the shape of UUIDv7, counted from 1."""


class CountedIds:
    """Each call gives the next id; the same test gets the same ids."""

    def __init__(self, start: int = 1) -> None:
        self._next = start

    def new_id(self) -> str:
        number, self._next = self._next, self._next + 1
        return counted_id(number)


def counted_id(number: int) -> str:
    """The ``number``-th id."""
    return f"01958000-0000-7000-8000-{number:012x}"
