"""The derived tables of reports: shifts with their sums, rolled up by day and month; filled from the operations."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_FIGURES = (
    "sales_count",
    "returns_count",
    "customer_receipts_count",
    "positions_count",
    "list_kopecks",
    "net_sales_kopecks",
    "customer_net_kopecks",
    "net_returns_kopecks",
    "cash_sales_kopecks",
    "cash_sales_count",
    "cash_returns_kopecks",
    "cash_returns_count",
    "card_sales_kopecks",
    "card_sales_count",
    "card_returns_kopecks",
    "card_returns_count",
    "money_account_sales_kopecks",
    "money_account_sales_count",
    "money_account_returns_kopecks",
    "money_account_returns_count",
    "certificate_sales_kopecks",
    "certificate_sales_count",
    "certificate_returns_kopecks",
    "certificate_returns_count",
    "prepaid_sales_kopecks",
    "prepaid_sales_count",
    "prepaid_returns_kopecks",
    "prepaid_returns_count",
    "points_spent",
    "points_spent_kopecks",
    "points_spent_count",
    "points_returned",
    "points_returned_kopecks",
    "earned",
    "earned_taken_back",
    "rounding_kopecks",
    "rounding_returned_kopecks",
    "change_kept_kopecks",
    "withheld_kopecks",
    "withheld_points",
    "certificates_sold_kopecks",
    "certificates_sold_count",
    "accounts_topped_up_kopecks",
    "accounts_topped_up_count",
    "cash_in_kopecks",
    "cash_out_kopecks",
    "voids_count",
    "voids_kopecks",
    "without_receipt_count",
    "without_receipt_kopecks",
    "line_voids_count",
    "line_voids_kopecks",
    "basket_voids_count",
    "basket_voids_kopecks",
    "discounts_by_hand_count",
    "prices_set_count",
    "overrides_count",
    "credited",
    "credits_count",
    "rewarded",
    "rewards_count",
)
_DISCOUNT = ("kopecks", "lines_count", "receipts_count")
_SHOP_COUNTS = (
    "shifts_count",
    "closed_count",
    "accepted_count",
    "differences_count",
    "over_kopecks",
    "short_kopecks",
)


def _figures(names: Sequence[str] = _FIGURES) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _id(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=40), nullable=nullable)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _big(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=False)


def _shifts() -> None:
    op.create_table(
        "report_shift",
        _id("shift_id"),
        _id("shop_id"),
        _id("till_id"),
        _text("till_code", 20),
        _big("number"),
        _day("day"),
        _id("operator_id"),
        _big("opened_ms"),
        _big("float_kopecks"),
        sa.Column("first_epoch", sa.Integer(), nullable=False),
        _big("first_seq"),
        sa.Column("last_epoch", sa.Integer(), nullable=False),
        _big("last_seq"),
        _big("receipts_count"),
        _id("first_number", nullable=True),
        _id("last_number", nullable=True),
        _big("closed_ms", nullable=True),
        _id("closed_by", nullable=True),
        _id("z_id", nullable=True),
        _big("z_number", nullable=True),
        sa.Column("z_body", sa.LargeBinary()),
        _big("counted_kopecks", nullable=True),
        _big("over_short_kopecks", nullable=True),
        _big("off_kopecks"),
        sa.Column("over_short_reason", sa.Text()),
        _big("unsent_operations"),
        _big("accepted_ms", nullable=True),
        _id("accepted_by", nullable=True),
        sa.Column("accepted_name", sa.Text()),
        sa.Column("accepted_note", sa.Text()),
        sa.Column("accepted_at_office", sa.Boolean()),
        _big("findings_count"),
        *_figures(),
        _key("report_shift", "shift_id"),
    )
    columns = ["day", "shop_id", "off_kopecks", "opened_ms", "shift_id"]
    op.create_index("ix_report_shift_listed", "report_shift", columns)


def _records() -> None:
    op.create_table(
        "report_receipt",
        _id("shift_id"),
        _big("running"),
        _id("receipt_id"),
        _id("number"),
        _big("at_ms"),
        sa.Column("hour", sa.Integer(), nullable=False),
        _day("business_day"),
        _id("operator_id"),
        _id("customer_id", nullable=True),
        sa.Column("traits", sa.Integer(), nullable=False),
        *_figures(["list_kopecks", "net_kopecks", "money_kopecks", "paid_kopecks"]),
        *_figures(["points", "points_kopecks", "earned"]),
        _key("report_receipt", "shift_id", "running", "receipt_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report_movement",
        _id("shift_id"),
        _id("movement_id"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _key("report_movement", "shift_id", "movement_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report_deed",
        _id("deed_id"),
        _id("shift_id"),
        _id("shop_id"),
        _text("till_code", 20),
        _day("day"),
        _big("at_ms"),
        sa.Column("at_office", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _key("report_deed", "deed_id"),
    )
    op.create_index("ix_report_deed_of_shift", "report_deed", ["shift_id", "at_ms"])
    op.create_index("ix_report_deed_listed", "report_deed", ["day", "at_ms", "shop_id"])


def _sums() -> None:
    reason = (_text("stage", 40), _text("rule_id", 80), _text("reason", 200))
    op.create_table(
        "report_part",
        _id("shift_id"),
        _id("operator_id"),
        sa.Column("hour", sa.Integer(), nullable=False),
        *_figures(),
        _key("report_part", "shift_id", "operator_id", "hour"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report_discount",
        _id("shift_id"),
        *(sa.Column(column.name, column.type, nullable=False) for column in reason),
        *_figures(_DISCOUNT),
        _key("report_discount", "shift_id", "stage", "rule_id", "reason"),
        sqlite_with_rowid=False,
    )
    _rolled_up("report_sum", [], [*_figures(_SHOP_COUNTS), *_figures()])
    _rolled_up("report_hour_sum", [sa.Column("hour", sa.Integer(), nullable=False)], _figures())
    counts = _figures(("shifts_count", "over_short_kopecks", "differences_count"))
    _rolled_up("report_cashier_sum", [_id("operator_id")], counts + _figures())
    _rolled_up("report_discount_sum", list(reason), _figures(_DISCOUNT))


def _rolled_up(name: str, keys: Sequence[sa.Column[Any]], figures: Sequence[sa.Column[Any]]) -> None:
    op.create_table(
        name,
        _text("span", 1),
        _day("start"),
        _id("shop_id"),
        *keys,
        *figures,
        _key(name, "span", "start", "shop_id", *(column.name for column in keys)),
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    """Empty: the first folding fills them from the operations."""
    _shifts()
    _records()
    _sums()
    op.create_table(
        "report_ledger_day",
        _day("day"),
        *_figures(["awarded", "burnt", "charity", "corrected"]),
        _key("report_ledger_day", "day"),
    )
    op.create_table(
        "report_owed",
        _day("day"),
        *_figures(["at_ms", "points", "debt"]),
        _key("report_owed", "day"),
    )
    beside = sa.text("kind IN ('burn', 'award', 'charity', 'adjust', 'opening')")
    op.create_index("ix_entry_beside_receipts", "entry", ["posted_ms"], sqlite_where=beside, postgresql_where=beside)
    back = sa.text("account = 'programme.expired' AND amount < 0")
    op.create_index("ix_leg_called_back", "leg", ["customer_id", "entry_id"], sqlite_where=back, postgresql_where=back)
    op.create_table(
        "report_cursor",
        _id("source"),
        sa.Column("epoch", sa.Integer(), nullable=False),
        _big("seq"),
        _id("open_shift_id"),
        _key("report_cursor", "source"),
    )
