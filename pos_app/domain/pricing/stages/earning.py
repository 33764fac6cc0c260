"""Stage 9: earning. The base is the money part of each line; the receipt's points are floored once, then split."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.pricing.earning.claims import Claims
from pos_app.domain.pricing.earning.coupon_prints import coupon_prints
from pos_app.domain.pricing.earning.tally import Tally, tally
from pos_app.domain.pricing.earning.told import entries_of
from pos_app.domain.pricing.priced import EarnTake, PrintedCoupon, TraceEntry


@dataclass(frozen=True, slots=True)
class Earned:
    """By line of the sheet: hundredths of a point, and which rule gave how many of them. ``printed``: coupons."""

    points: tuple[Points, ...]
    takes: tuple[tuple[EarnTake, ...], ...]
    entries: tuple[TraceEntry, ...]
    printed: tuple[PrintedCoupon, ...]


def earn(claims: Claims, money_kopecks: Sequence[Kopecks], points_kopecks: Kopecks) -> Earned:
    """Points for the money paid by line, when ``points_kopecks`` of the receipt are paid with points.

    ``base`` kopecks at r % are ``base × r / 100`` hundredths of a point. The sum is split by largest remainder of the
    raw amounts: over the lines, then of each line over the rules.
    """
    counted = tally(claims, money_kopecks, points_kopecks)
    points, takes = _split(counted)
    prints = coupon_prints(claims, counted, money_kopecks)
    entries = entries_of(claims, counted, takes, money_kopecks)
    return Earned(points, takes, (*entries, *prints.entries), prints.coupons)


def _split(counted: Tally) -> tuple[tuple[Points, ...], tuple[tuple[EarnTake, ...], ...]]:
    points = allocate(counted.total, [sum([figure for _, figure in line]) for line in counted.parts])
    takes: list[tuple[EarnTake, ...]] = []
    for total, parts in zip(points, counted.parts, strict=True):
        if total == 0:
            takes.append(())
        elif len(parts) == 1:
            takes.append((EarnTake(parts[0][0], total),))
        else:
            shares = allocate(total, [figure for _, figure in parts])
            takes.append(
                tuple([EarnTake(rule_id, share) for (rule_id, _), share in zip(parts, shares, strict=True) if share])
            )
    return points, tuple(takes)
