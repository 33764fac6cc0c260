"""Points for a customer, with the reason and the days of the lot that they become."""

from dataclasses import dataclass
from datetime import date, timedelta

from pos_app.domain.loyalty.holding.holding import HeldLot
from pos_app.domain.loyalty.rules.points_rules import PointsRules
from pos_app.domain.money.units import Points


@dataclass(frozen=True, slots=True)
class LotTerms:
    """``pending_days`` until points may be spent (0: at once), then alive ``lot_days`` more, that day included."""

    pending_days: int
    lot_days: int

    def active_day(self, day: date) -> date:
        """First day on which points of ``day`` may be spent."""
        return day + timedelta(days=self.pending_days)

    def expires_day(self, day: date) -> date:
        """Last day on which points of ``day`` may be spent."""
        return day + timedelta(days=self.pending_days + self.lot_days)


def lot_terms(points: PointsRules, lot_days: int | None, pending_days: int | None) -> LotTerms:
    """A rule's own days where it states them, else the programme's."""
    return LotTerms(
        points.pending_days if pending_days is None else pending_days,
        points.lot_days if lot_days is None else lot_days,
    )


@dataclass(frozen=True, slots=True)
class Accrual:
    """``points`` > 0 (hundredths) for ``customer_id`` by a rule. ``source`` names what for: given once for each.

    So whoever stores accruals makes (rule, source) unique and no retry gives twice.
    """

    customer_id: str
    rule_id: str
    source: str
    reason: str
    points: Points
    active_day: date
    expires_day: date

    @property
    def lot(self) -> HeldLot:
        """The lot that the points become."""
        return HeldLot(f"{self.rule_id}/{self.source}", self.active_day, self.expires_day, self.points)


def accrual(
    customer_id: str, rule_id: str, source: str, reason: str, points: Points, day: date, terms: LotTerms
) -> Accrual:
    """Points given on a local day, on these terms."""
    return Accrual(customer_id, rule_id, source, reason, points, terms.active_day(day), terms.expires_day(day))
