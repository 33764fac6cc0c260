"""Who owes whom: partners pay the pool for the points they issue and are paid for those they accept.

Each partner settles with the operator, who keeps the pool. Figures are rounded once for each partner and local day, so
that both sides of a pair see the same sum and longer periods are sums of days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pos_app.domain.coalition.points_flow import FlowKind, PointsFlow
from pos_app.domain.ledger.accounts import PARTNER_SETTLEMENT
from pos_app.domain.ledger.entry import Book, Entry, Leg
from pos_app.domain.loyalty.rules.coalition import Breakage, Clearing, ClearingPeriod
from pos_app.domain.money.points import WHOLE_POINT
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_half_up
from pos_app.domain.money.units import BasisPoints, Kopecks, Points

SETTLED = "partner.settled"


@dataclass(frozen=True, slots=True)
class PartnerDay:
    """What a partner did on a local day (hundredths of a point), and what that is in money.

    ``owes_kopecks``: for points issued; ``is_owed_kopecks``: for those accepted, and for the breakage if it is his.
    """

    day: date
    partner: str
    issued: Points
    accepted: Points
    burnt: Points
    owes_kopecks: Kopecks
    is_owed_kopecks: Kopecks

    @property
    def net_kopecks(self) -> Kopecks:
        """Plus: the operator pays the partner; minus: the partner pays."""
        return self.is_owed_kopecks - self.owes_kopecks


@dataclass(frozen=True, slots=True)
class Owed:
    """``debtor`` pays ``creditor`` so much for the days from ``first_day`` to ``last_day``; > 0."""

    first_day: date
    last_day: date
    debtor: str
    creditor: str
    kopecks: Kopecks


def partner_days(
    clearing: Clearing, point_value_kopecks: Kopecks, flows: Iterable[PointsFlow]
) -> tuple[PartnerDay, ...]:
    """The figures of every partner and day on which something moved, by day and partner."""
    sums: dict[tuple[date, str], dict[FlowKind, Points]] = {}
    for flow in flows:
        kinds = sums.setdefault((flow.day, flow.partner), dict.fromkeys(FlowKind, 0))
        kinds[flow.kind] += flow.points
    made = []
    for (day, partner), kinds in sorted(sums.items()):
        burnt = kinds[FlowKind.BURNT] if clearing.breakage is Breakage.ISSUER else 0
        made.append(
            PartnerDay(
                day=day,
                partner=partner,
                issued=kinds[FlowKind.ISSUED],
                accepted=kinds[FlowKind.ACCEPTED],
                burnt=kinds[FlowKind.BURNT],
                owes_kopecks=_worth(kinds[FlowKind.ISSUED], point_value_kopecks, clearing.issue_bp),
                is_owed_kopecks=_worth(kinds[FlowKind.ACCEPTED], point_value_kopecks, clearing.accept_bp)
                + _worth(burnt, point_value_kopecks, clearing.issue_bp),
            )
        )
    return tuple(made)


def who_owes_whom(clearing: Clearing, days: Sequence[PartnerDay]) -> tuple[Owed, ...]:
    """The net of every pair (partner, operator) for each clearing period, by period and partner; nothing where it is 0.

    The operator's own points need no payment.
    """
    sums: dict[tuple[date, date, str], Kopecks] = {}
    for one in days:
        if one.partner != clearing.operator:
            first, last = period_of(clearing.period, one.day)
            key = (first, last, one.partner)
            sums[key] = sums.get(key, 0) + one.net_kopecks
    made = []
    for (first, last, partner), net in sorted(sums.items()):
        if net > 0:
            made.append(Owed(first, last, clearing.operator, partner, net))
        elif net < 0:
            made.append(Owed(first, last, partner, clearing.operator, -net))
    return tuple(made)


def settlement_entry(owed: Owed, posted_at: datetime) -> Entry:
    """The debt as a balanced entry: what is owed stands with plus at the creditor, with minus at the debtor."""
    operation = f"settlement/{owed.first_day.isoformat()}/{owed.last_day.isoformat()}/{owed.debtor}/{owed.creditor}"
    return Entry(
        entry_id=f"{operation}/{SETTLED}",
        operation_id=operation,
        book=Book.MONEY,
        kind=SETTLED,
        posted_at=posted_at,
        legs=(
            Leg(PARTNER_SETTLEMENT, owed.creditor, owed.kopecks),
            Leg(PARTNER_SETTLEMENT, owed.debtor, -owed.kopecks),
        ),
    )


def period_of(period: ClearingPeriod, day: date) -> tuple[date, date]:
    """First and last day of the clearing period in which a local day lies; weeks begin on Monday."""
    if period is ClearingPeriod.DAY:
        return day, day
    if period is ClearingPeriod.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)


def _worth(points: Points, point_value_kopecks: Kopecks, rate_bp: BasisPoints) -> Kopecks:
    """Half up by size, so that a return takes back exactly what its sale gave on a day of its own."""
    size = div_half_up(abs(points) * point_value_kopecks * rate_bp, WHOLE_POINT * WHOLE_BP)
    return size if points >= 0 else -size
