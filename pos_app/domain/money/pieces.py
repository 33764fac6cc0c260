"""A sum over whole pieces: A over n is r pieces at q + 1 kopecks and n − r at q (q = A div n, r = A mod n)."""

from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks


class PieceCountError(ValueError):
    """The number of pieces does not fit the line: ``count`` of ``of_count`` was asked for."""

    def __init__(self, count: int, of_count: int) -> None:
        super().__init__(f"expected 0 to {of_count} pieces of at least 1, got {count}")
        self.key = "piece_count"
        self.count = count
        self.of_count = of_count


@dataclass(frozen=True, slots=True)
class PieceSpread:
    """``dear_count`` pieces at ``price_kopecks`` + 1 and ``cheap_count`` pieces at ``price_kopecks``."""

    price_kopecks: Kopecks
    cheap_count: int
    dear_count: int


def spread_over_pieces(amount_kopecks: Kopecks, count: int) -> PieceSpread:
    """The even spread of a sum over ``count`` pieces. Raises :class:`PieceCountError` unless ``count`` > 0."""
    if count <= 0:
        raise PieceCountError(count, count)
    price, dear = divmod(amount_kopecks, count)
    return PieceSpread(price, count - dear, dear)


def dearest_pieces(amount_kopecks: Kopecks, count: int, chosen: int) -> Kopecks:
    """What the ``chosen`` dearest of ``count`` pieces cost together.

    Raises :class:`PieceCountError` unless 0 <= ``chosen`` <= ``count`` and ``count`` > 0.
    """
    if not 0 <= chosen <= count:
        raise PieceCountError(chosen, count)
    spread = spread_over_pieces(amount_kopecks, count)
    return chosen * spread.price_kopecks + min(chosen, spread.dear_count)
