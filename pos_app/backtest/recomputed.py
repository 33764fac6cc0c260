"""Sales computed again with the very programme version that they were made with: what a till charged can be checked.

The standing of a customer is rebuilt from his receipts and from what each of them tells (see this folder's README), so
a receipt that comes out otherwise is one to look at, not proof that it is wrong.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from pos_app.domain.backtest.outcome import outcome_of
from pos_app.domain.backtest.trial import Trial
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.transaction.sale import Sale

Figures = tuple[Kopecks, Kopecks, Points, Points]
"""Discount, money, points spent, points earned."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A receipt that comes out with other figures."""

    number: str
    version: int
    stored: Figures
    computed: Figures


@dataclass(frozen=True, slots=True)
class Recomputed:
    """``unknown``: sales of versions that cannot be read here, or that were made without a programme."""

    same: int
    unknown: int
    otherwise: tuple[Otherwise, ...]


def recompute(sales: Callable[[], Iterable[Sale]], programmes: Sequence[Programme], zone: tzinfo) -> Recomputed:
    """``sales`` gives all of them, oldest first, each time it is called: once for each version."""
    versions: Mapping[tuple[str, int], Programme] = {(each.programme_id, each.version): each for each in programmes}
    same, unknown = 0, sum((sale.programme_id, sale.programme_version) not in versions for sale in sales())
    otherwise: list[Otherwise] = []
    for key, programme in sorted(versions.items(), key=lambda item: item[0]):
        trial = Trial(programme, {}, zone)
        for sale in sales():
            computed = trial.outcome(sale).figures  # of other versions' sales too: they make the customer's history
            if (sale.programme_id, sale.programme_version) != key:
                continue
            stored = outcome_of(sale).figures
            if stored == computed:
                same += 1
            else:
                otherwise.append(Otherwise(sale.number, sale.programme_version, stored, computed))
    return Recomputed(same, unknown, tuple(otherwise))
