"""Stage 8: the sum in cash rounded down («скидка на мелочь»). It belongs to the cash tender, never to goods.

Each line still knows its part of it, so that a return gives back what was really paid.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.loyalty.rules.cash_rounding import CashRounding
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.rounding import floor_to_step
from pos_app.domain.money.units import Kopecks


@dataclass(frozen=True, slots=True)
class RoundedCash:
    """``pay_kopecks`` + ``off_kopecks`` is the sum in cash; ``line_off_kopecks[i]`` is line i's part of what is off."""

    pay_kopecks: Kopecks
    off_kopecks: Kopecks
    line_off_kopecks: tuple[Kopecks, ...]


def round_cash(line_cash_kopecks: Sequence[Kopecks], rounding: CashRounding | None) -> RoundedCash:
    """Round down what the lines pay in cash together, split in proportion to what each pays in cash.

    Nothing is taken off without a ``rounding``, where it would be more than ``most_kopecks``, or where nothing would
    be left to pay. Raises ``AllocationError`` for a negative sum.
    """
    total = sum(line_cash_kopecks)
    off = 0
    if rounding is not None:
        over = total - floor_to_step(total, rounding.step_kopecks)
        if over < total and (rounding.most_kopecks is None or over <= rounding.most_kopecks):
            off = over
    return RoundedCash(total - off, off, allocate(off, line_cash_kopecks, line_cash_kopecks))
