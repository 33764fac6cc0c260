"""How long a search may go on, counted in steps: the same on every machine, unlike time."""


class TooManyStepsError(Exception):
    """Sharing the goods out takes more steps than it may."""


class Steps:
    """How many steps searches may still take together."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, count: int = 1) -> None:
        """So many steps. Raises :class:`TooManyStepsError` when there are no more."""
        self.left -= count
        if self.left < 0:
            raise TooManyStepsError
