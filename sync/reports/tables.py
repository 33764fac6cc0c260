"""The derived tables. All of them can be made anew from facts; nothing else reads or writes them.

Kopecks, hundredths of a point, counts; ``*_ms`` milliseconds since 1970 UTC, ``day`` the local day on which the shift
was opened. Sums stand per shift, person and hour, and rolled up by day and month, so that no report looks at receipts.
"""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, LargeBinary, MetaData, String, Table, Text

from pos_app.domain.report.shift_sums import FIGURES
from pos_app.domain.suspicion.operator_sums import OPERATOR_FIGURES

REPORTS = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_ID = String(40)
_REASON = String(200)
DAY, MONTH = "d", "m"
"""Spans of rolled-up sums; ``start`` is their first day."""
ALL_SHOPS = ""
"""Stands for the shop in rolled-up sums of all shops together; see ``spans.rolled_up_of``."""


def _figures() -> list[Column[int]]:
    """The columns of ``ShiftSums``."""
    return [Column(name, BigInteger, nullable=False) for name in FIGURES]


def _discount_figures() -> list[Column[int]]:
    return [Column(name, BigInteger, nullable=False) for name in ("kopecks", "lines_count", "receipts_count")]


def _span() -> list[Column[str]]:
    return [Column("span", String(1), primary_key=True)]


REPORT_SHIFT = Table(
    "report_shift",
    REPORTS,
    Column("shift_id", _ID, primary_key=True),
    Column("shop_id", _ID, nullable=False),
    Column("till_id", _ID, nullable=False),
    Column("till_code", String(20), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("operator_id", _ID, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("float_kopecks", BigInteger, nullable=False),
    Column("first_epoch", Integer, nullable=False),
    Column("first_seq", BigInteger, nullable=False),
    Column("last_epoch", Integer, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("receipts_count", BigInteger, nullable=False),
    Column("first_number", _ID),
    Column("last_number", _ID),
    Column("closed_ms", BigInteger),
    Column("closed_by", _ID),
    Column("z_id", _ID),
    Column("z_number", BigInteger),
    Column("z_body", LargeBinary),
    Column("counted_kopecks", BigInteger),
    Column("over_short_kopecks", BigInteger),
    Column("off_kopecks", BigInteger, nullable=False),
    Column("over_short_reason", Text),
    Column("unsent_operations", BigInteger, nullable=False),
    Column("accepted_ms", BigInteger),
    Column("accepted_by", _ID),
    Column("accepted_name", Text),
    Column("accepted_note", Text),
    Column("accepted_at_office", Boolean),
    Column("findings_count", BigInteger, nullable=False),
    *_figures(),
    Index("ix_report_shift_listed", "day", "shop_id", "off_kopecks", "opened_ms", "shift_id"),
)
"""Shifts with their sums. ``first_*`` and ``last_*``: the range of its till's operations (0: its till keeps none).

``off_kopecks``: the difference without its sign, 0 for none and while open. ``findings_count``: what did not tie when
it was folded last."""

REPORT_PART = Table(
    "report_part",
    REPORTS,
    Column("shift_id", _ID, primary_key=True),
    Column("operator_id", _ID, primary_key=True),
    Column("hour", Integer, primary_key=True),
    *_figures(),
    sqlite_with_rowid=False,
)
"""What one person did in one hour of a shift (0–23, by the shop's clock)."""

REPORT_DISCOUNT = Table(
    "report_discount",
    REPORTS,
    Column("shift_id", _ID, primary_key=True),
    Column("stage", String(40), primary_key=True),
    Column("rule_id", String(80), primary_key=True),
    Column("reason", _REASON, primary_key=True),
    *_discount_figures(),
    sqlite_with_rowid=False,
)
"""What each reason took off in a shift."""

REPORT_RECEIPT = Table(
    "report_receipt",
    REPORTS,
    Column("shift_id", _ID, primary_key=True),
    Column("running", BigInteger, primary_key=True),
    Column("receipt_id", _ID, primary_key=True),
    Column("number", _ID, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("business_day", Date, nullable=False),
    Column("operator_id", _ID, nullable=False),
    Column("customer_id", _ID),
    Column("traits", Integer, nullable=False),
    Column("list_kopecks", BigInteger, nullable=False),
    Column("net_kopecks", BigInteger, nullable=False),
    Column("money_kopecks", BigInteger, nullable=False),
    Column("paid_kopecks", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("points_kopecks", BigInteger, nullable=False),
    Column("earned", BigInteger, nullable=False),
    Column("reasons", Text),
    sqlite_with_rowid=False,
)
"""Receipts of a shift in the order of their numbers, with what a figure may lead to: ``Trait``, and in ``reasons`` the
keys of what took something off (``reason_key``)."""

REPORT_MOVEMENT = Table(
    "report_movement",
    REPORTS,
    Column("shift_id", _ID, primary_key=True),
    Column("movement_id", _ID, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Cash in and out, as told."""

REPORT_DEED = Table(
    "report_deed",
    REPORTS,
    Column("deed_id", _ID, primary_key=True),
    Column("shift_id", _ID, nullable=False),
    Column("shop_id", _ID, nullable=False),
    Column("till_code", String(20), nullable=False),
    Column("day", Date, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("at_office", Boolean, nullable=False),
    Column("kind", String(40)),
    Column("operator_id", _ID),
    Column("approved", Boolean),
    Column("body", LargeBinary, nullable=False),
    Index("ix_report_deed_of_shift", "shift_id", "at_ms"),
    Index("ix_report_deed_listed", "day", "at_ms", "shop_id"),
)
"""Deeds as told, in the shift that was open ("": none was); an acceptance in the shift that it names. ``approved``:
counted among what a second person approved."""

REPORT_SUM = Table(
    "report_sum",
    REPORTS,
    *_span(),
    Column("start", Date, primary_key=True),
    Column("shop_id", _ID, primary_key=True),
    Column("shifts_count", BigInteger, nullable=False),
    Column("closed_count", BigInteger, nullable=False),
    Column("accepted_count", BigInteger, nullable=False),
    Column("differences_count", BigInteger, nullable=False),
    Column("over_kopecks", BigInteger, nullable=False),
    Column("short_kopecks", BigInteger, nullable=False),
    *_figures(),
    sqlite_with_rowid=False,
)
"""Everything of a shop's day or month."""

REPORT_HOUR_SUM = Table(
    "report_hour_sum",
    REPORTS,
    *_span(),
    Column("start", Date, primary_key=True),
    Column("shop_id", _ID, primary_key=True),
    Column("hour", Integer, primary_key=True),
    *_figures(),
    sqlite_with_rowid=False,
)

REPORT_CASHIER_SUM = Table(
    "report_cashier_sum",
    REPORTS,
    *_span(),
    Column("start", Date, primary_key=True),
    Column("shop_id", _ID, primary_key=True),
    Column("operator_id", _ID, primary_key=True),
    Column("shifts_count", BigInteger, nullable=False),
    Column("over_short_kopecks", BigInteger, nullable=False),
    Column("differences_count", BigInteger, nullable=False),
    *_figures(),
    sqlite_with_rowid=False,
)
"""``over_short_kopecks``, ``differences_count``: of the shifts that this person closed."""

REPORT_DISCOUNT_SUM = Table(
    "report_discount_sum",
    REPORTS,
    *_span(),
    Column("start", Date, primary_key=True),
    Column("shop_id", _ID, primary_key=True),
    Column("stage", String(40), primary_key=True),
    Column("rule_id", String(80), primary_key=True),
    Column("reason", _REASON, primary_key=True),
    *_discount_figures(),
    sqlite_with_rowid=False,
)

REPORT_LEDGER_DAY = Table(
    "report_ledger_day",
    REPORTS,
    Column("day", Date, primary_key=True),
    Column("awarded", BigInteger, nullable=False),
    Column("burnt", BigInteger, nullable=False),
    Column("charity", BigInteger, nullable=False),
    Column("corrected", BigInteger, nullable=False),
)
"""Points that moved beside receipts, whole programme; the server's alone."""

REPORT_OWED = Table(
    "report_owed",
    REPORTS,
    Column("day", Date, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("points", BigInteger, nullable=False),
    Column("debt", BigInteger, nullable=False),
)
"""What the programme owed at the last look of a day; the server's alone."""

REPORT_CURSOR = Table(
    "report_cursor",
    REPORTS,
    Column("source", _ID, primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("open_shift_id", _ID, nullable=False),
)
"""How far each source is folded. The row "" is locked by whoever folds: one at a time."""

SUSPICION_SHIFT = Table(
    "suspicion_shift",
    REPORTS,
    Column("shift_id", _ID, primary_key=True),
    Column("shop_id", _ID, nullable=False),
    Column("day", Date, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Index("ix_suspicion_shift_listed", "day", "shop_id"),
)
"""Shifts that were looked at for suspicious use, and how far their operations reached then."""

SUSPICION_OPERATOR = Table(
    "suspicion_operator",
    REPORTS,
    Column("shift_id", _ID, primary_key=True),
    Column("operator_id", _ID, primary_key=True),
    Column("shop_id", _ID, nullable=False),
    Column("day", Date, nullable=False),
    *(Column(name, Integer, nullable=False) for name in OPERATOR_FIGURES),
    Index("ix_suspicion_operator_usual", "shop_id", "day"),
    sqlite_with_rowid=False,
)
"""What each person did in a shift, to know what is usual (``domain/suspicion/operator_sums.py``)."""

SUSPICION_CARD = Table(
    "suspicion_card",
    REPORTS,
    Column("shop_id", _ID, primary_key=True),
    Column("customer_id", _ID, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("shift_id", _ID, primary_key=True),
    Column("operator_id", _ID, primary_key=True),
    Column("receipts", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("again", Integer, nullable=False),
    Column("proved", Integer, nullable=False),
    Index("ix_suspicion_card_of_shift", "shift_id"),
    Index("ix_suspicion_card_by_day", "day"),
    sqlite_with_rowid=False,
)
"""How often each account came to whom; kept for as many days as are looked back."""

SUSPICION_ALARM = Table(
    "suspicion_alarm",
    REPORTS,
    Column("shift_id", _ID, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("shop_id", _ID, nullable=False),
    Column("day", Date, nullable=False),
    Column("pattern", String(40), nullable=False),
    Column("one_in", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_suspicion_alarm_listed", "day", "one_in", "shop_id", "pattern"),
    sqlite_with_rowid=False,
)
"""What should be looked at in a shift, the least likely first; ``body``: the alarm, JSON."""

DERIVED = (
    REPORT_SHIFT,
    REPORT_PART,
    REPORT_DISCOUNT,
    REPORT_RECEIPT,
    REPORT_MOVEMENT,
    REPORT_DEED,
    REPORT_SUM,
    REPORT_HOUR_SUM,
    REPORT_CASHIER_SUM,
    REPORT_DISCOUNT_SUM,
    REPORT_CURSOR,
)
"""What a rebuilding empties. What was seen in shifts stays: it came from the facts, some of them out of reach now."""
