"""What reports are made of: the shapes that both a till's own file and the server's database answer with.

Money in kopecks, points in hundredths of a point, instants UTC, days local days of the shop. A shift counts, with all
that happened in it, on the day on which it was opened: so every report of a period ties to every other.
"""

from dataclasses import dataclass
from datetime import date, datetime

from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.people.deed import Deed
from pos_app.domain.report.beside_figure import BesideRecord
from pos_app.domain.report.discount_part import DiscountReason, DiscountSums
from pos_app.domain.report.receipt_line import ReceiptLine
from pos_app.domain.report.shift_sums import ShiftSums
from pos_app.domain.report.ties import Finding
from pos_app.domain.shift.shift import CashMovement


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report counts. ``shop_ids`` None: every shop; both days included. It is a part of every query."""

    shop_ids: frozenset[str] | None
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A person with the right looked at a Z report and signed it off; there is one for a Z report, for ever."""

    accepted_at: datetime
    operator_id: str
    operator_name: str
    note: str
    at_office: bool


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """A shift with its sums. What stands behind ``closed_at`` is None (""): while it is open.

    ``over_short_kopecks``: counted − expected, short is negative, as the Z report says it. ``findings_count``: what did
    not tie when it was last folded; ``expected_cash_kopecks`` from the sums, also of an open shift.
    """

    shift_id: str
    shop_id: str
    till_id: str
    till_code: str
    number: int
    day: date
    operator_id: str
    opened_at: datetime
    float_kopecks: Kopecks
    sums: ShiftSums
    expected_cash_kopecks: Kopecks
    closed_at: datetime | None = None
    closed_by: str = ""
    z_id: str = ""
    z_number: int | None = None
    counted_cash_kopecks: Kopecks | None = None
    over_short_kopecks: Kopecks | None = None
    over_short_reason: str = ""
    unsent_operations: int = 0
    first_number: str | None = None
    last_number: str | None = None
    acceptance: Acceptance | None = None
    findings_count: int = 0


@dataclass(frozen=True, slots=True)
class ShiftList:
    """A page of shifts, those with a difference first (largest first), then the newest; sums and counts are of all.

    ``over_kopecks`` ≥ 0 and ``short_kopecks`` ≤ 0 sum the differences; ``waiting_count``: closed and not accepted.
    """

    lines: tuple[ShiftLine, ...]
    shifts_count: int
    differences_count: int
    waiting_count: int
    over_kopecks: Kopecks
    short_kopecks: Kopecks
    sums: ShiftSums


@dataclass(frozen=True, slots=True)
class PartLine:
    """What one person did in one hour (0–23, by the shop's clock)."""

    operator_id: str
    hour: int
    sums: ShiftSums


@dataclass(frozen=True, slots=True)
class DiscountLine:
    """What one reason took off."""

    reason: DiscountReason
    sums: DiscountSums


@dataclass(frozen=True, slots=True)
class ShiftDetail:
    """One shift, whole. ``findings``: what does not tie, looked at now; empty means 0.00 of difference.

    ``sold``: which of the receipts that deeds speak of became receipts.
    """

    line: ShiftLine
    parts: tuple[PartLine, ...]
    discounts: tuple[DiscountLine, ...]
    movements: tuple[CashMovement, ...]
    deeds: tuple[Deed, ...]
    findings: tuple[Finding, ...]
    sold: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HourLine:
    """One hour of the day, all days of the scope together."""

    hour: int
    sums: ShiftSums


@dataclass(frozen=True, slots=True)
class CashierLine:
    """One person. ``shifts_count``: in how many shifts he worked; ``over_short_kopecks`` of those that he closed."""

    operator_id: str
    sums: ShiftSums
    shifts_count: int = 0
    over_short_kopecks: Kopecks = 0
    differences_count: int = 0


@dataclass(frozen=True, slots=True)
class CashierList:
    """Most net sales first; ``left_out`` others, who sold less."""

    lines: tuple[CashierLine, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the scope: for shares of receipts with a customer and for points."""

    day: date
    sums: ShiftSums


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """Points that moved beside receipts on a day, whole programme; hundredths, each ≥ 0 but ``corrected``.

    ``awarded``: birthdays, invitations and other awards; ``burnt``: less what was called back; ``charity``: given away.
    """

    day: date
    awarded: Points = 0
    burnt: Points = 0
    charity: Points = 0
    corrected: Points = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """What the programme owes its customers: hundredths of a point, taken at ``at``. ``debt``: what customers owe."""

    at: datetime
    points: Points
    debt: Points


@dataclass(frozen=True, slots=True)
class PointsFlow:
    """Points of a period. ``days`` from receipts of the scope's shops; ``ledger`` and ``owed`` of the whole programme.

    ``ledger`` and ``owed`` are None (empty) where only the server knows them. ``point_value_kopecks``: the worth of one
    whole point now, for points that never stood on a receipt. ``heard_at``: at a till, when the office told the last
    two; None where they are known at first hand.
    """

    days: tuple[DayLine, ...]
    ledger: tuple[LedgerDay, ...] | None
    owed: Owed | None
    point_value_kopecks: Kopecks
    heard_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """Over and short of one closed shift."""

    shift_id: str
    shop_id: str
    till_code: str
    number: int
    z_number: int
    day: date
    closed_at: datetime
    closed_by: str
    over_short_kopecks: Kopecks
    reason: str
    acceptance: Acceptance | None


@dataclass(frozen=True, slots=True)
class DifferenceDay:
    """All differences of one day: ``over_kopecks`` ≥ 0, ``short_kopecks`` ≤ 0."""

    day: date
    over_kopecks: Kopecks
    short_kopecks: Kopecks
    shifts_count: int


@dataclass(frozen=True, slots=True)
class DifferenceHistory:
    """``days`` of the whole scope; ``lines`` the largest differences first, ``left_out`` how many more there are."""

    days: tuple[DifferenceDay, ...]
    lines: tuple[DifferenceLine, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class DeedLine:
    """A void, override or discount by hand, with both names in the deed. ``shift_id`` "": between shifts."""

    shift_id: str
    shop_id: str
    till_code: str
    deed: Deed


@dataclass(frozen=True, slots=True)
class DeedList:
    """Newest first; ``left_out`` older ones. ``sold``: which of the receipts that they speak of became receipts."""

    lines: tuple[DeedLine, ...]
    left_out: int
    sold: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BesideLine:
    """Points for a typed sum, or a reward that was handed over, with what it adds to its figure."""

    shift_id: str
    shop_id: str
    record: BesideRecord
    points: Points


@dataclass(frozen=True, slots=True)
class BesidePage:
    """Newest days first; ``count`` and ``points`` of all of them, as the figure has it.

    ``gone_count``: on the last page, how many are counted and not kept here any longer.
    """

    lines: tuple[BesideLine, ...]
    count: int
    points: Points
    next_after: str | None
    gone_count: int = 0


@dataclass(frozen=True, slots=True)
class DeedPage:
    """Deeds behind a figure, newest first; ``count`` of all of them. ``sold`` and ``next_after`` as elsewhere."""

    lines: tuple[DeedLine, ...]
    count: int
    sold: frozenset[str]
    next_after: str | None


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Receipts behind a figure, oldest first. ``amounts``: what each line adds to the figure, None where it is unknown;

    ``shop_ids``: the shop of each.
    ``count`` (None: nobody counts these receipts apart) and ``amount`` are of all of them, from the sums that the
    figure itself was made of. ``next_after``: give it back to go on; None at the end.
    """

    lines: tuple[ReceiptLine, ...]
    amounts: tuple[int | None, ...]
    shop_ids: tuple[str, ...]
    count: int | None
    amount: int
    next_after: str | None


@dataclass(frozen=True, slots=True)
class PointsLine:
    """A posting of the points ledger, or an account as it is now. ``points``: hundredths, as the figure counts them.

    ``posted_at`` None, ``words`` "" of an account. ``words``: the reason that somebody gave with a correction.
    """

    customer_id: str
    customer: str
    posted_at: datetime | None
    points: Points
    words: str = ""


@dataclass(frozen=True, slots=True)
class PointsPage:
    """A page of them; ``points`` of all. ``next_after`` as in ``ReceiptPage``."""

    lines: tuple[PointsLine, ...]
    points: Points
    next_after: str | None
