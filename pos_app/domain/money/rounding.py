"""Division of integers: the only file of the house that rounds. Everything else calls these by name."""


class RoundingError(ValueError):
    """A divisor or a step is not positive: a defect in the caller, never bad input."""

    def __init__(self, divisor: int) -> None:
        super().__init__(f"a divisor must be a positive integer, got {divisor}")
        self.key = "divisor_not_positive"
        self.divisor = divisor


def div_floor(dividend: int, divisor: int) -> int:
    """``dividend / divisor`` rounded down. Raises :class:`RoundingError` unless ``divisor`` > 0."""
    if divisor <= 0:
        raise RoundingError(divisor)
    return dividend // divisor


def div_ceil(dividend: int, divisor: int) -> int:
    """``dividend / divisor`` rounded up. Raises :class:`RoundingError` unless ``divisor`` > 0."""
    if divisor <= 0:
        raise RoundingError(divisor)
    return -(-dividend // divisor)


def div_half_up(dividend: int, divisor: int) -> int:
    """``dividend / divisor`` to the nearest integer, halves up (towards plus infinity, never away from zero).

    The rule of loyalty-rules where nothing else is said. Raises :class:`RoundingError` unless ``divisor`` > 0.
    """
    if divisor <= 0:
        raise RoundingError(divisor)
    return (2 * dividend + divisor) // (2 * divisor)


def floor_to_step(value: int, step: int) -> int:
    """The greatest multiple of ``step`` not above ``value``. Raises :class:`RoundingError` unless ``step`` > 0."""
    if step <= 0:
        raise RoundingError(step)
    return value // step * step
