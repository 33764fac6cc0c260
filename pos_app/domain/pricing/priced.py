"""The priced basket: what every line costs, and the reason of every kopeck and every point."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.money.units import Kopecks, Points, Quantity

__all__ = ["EarnTake", "PricedBasket", "PricedLine", "PrintedCoupon", "Stage", "Take", "TraceEntry", "TraceOutcome"]


@dataclass(frozen=True, slots=True)
class Take:
    """What one rule took off one line: ``amount_kopecks`` > 0."""

    stage: Stage
    rule_id: str
    amount_kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class EarnTake:
    """What one rule added to the points that a line earns, hundredths; the line's ``earned`` is their sum."""

    rule_id: str
    points: Points


@dataclass(frozen=True, slots=True)
class PrintedCoupon:
    """A coupon that the receipt prints for the next visit: a number of the series ``coupon``, valid on local days."""

    rule_id: str
    coupon: str
    from_day: date
    until_day: date


class TraceOutcome(StrEnum):
    """What became of a rule in this basket."""

    APPLIED = "applied"
    NOT_APPLIED = "not_applied"


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """One rule and its outcome. ``reason`` is a key the screen translates; ``params`` fill its sentence, as pairs.

    ``amount_kopecks``: what it took off the sum to pay; ``points``: hundredths that it gave (earning).
    """

    stage: str
    rule_id: str
    outcome: TraceOutcome
    reason: str
    amount_kopecks: Kopecks = 0
    params: tuple[tuple[str, str], ...] = ()
    points: Points = 0


@dataclass(frozen=True, slots=True)
class PricedLine:
    """list − Σ takes = net; net − points_kopecks = money.

    ``points_cap_kopecks``: most that this line may take in points alone. ``points_refusal``: a reason key where it
    is 0. ``points`` and ``earned`` are hundredths of a point.
    """

    line_id: str
    quantity: Quantity
    list_kopecks: Kopecks
    takes: tuple[Take, ...]
    net_kopecks: Kopecks
    floor_kopecks: Kopecks
    points_cap_kopecks: Kopecks
    points_refusal: str | None
    points: Points
    points_kopecks: Kopecks
    money_kopecks: Kopecks
    earned: Points
    points_pieces: int | None = None
    """k where k of n pieces were chosen to be paid with points."""
    earnings: tuple[EarnTake, ...] = ()

    @property
    def discount_kopecks(self) -> Kopecks:
        """All that the rules took off, without points."""
        return self.list_kopecks - self.net_kopecks


@dataclass(frozen=True, slots=True)
class PricedBasket:
    """Totals are the sums of the lines. ``points_limit_kopecks``: most that may be paid with points on this receipt,

    after balance, programme share, line shares and floors; ``points_refusal`` a reason key where it is 0.
    """

    lines: tuple[PricedLine, ...]
    list_kopecks: Kopecks
    net_kopecks: Kopecks
    points: Points
    points_kopecks: Kopecks
    money_kopecks: Kopecks
    earned: Points
    points_limit_kopecks: Kopecks
    points_refusal: str | None
    programme_id: str
    programme_version: int
    priced_at: datetime
    trace: tuple[TraceEntry, ...]
    coupon_prints: tuple[PrintedCoupon, ...] = ()

    @property
    def discount_kopecks(self) -> Kopecks:
        """All that the rules took off, without points."""
        return self.list_kopecks - self.net_kopecks
