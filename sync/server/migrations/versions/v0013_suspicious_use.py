"""Alarms of suspicious use with the sums that say what is usual; filled from shifts that are folded."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_FIGURES = (
    "receipts",
    "cash",
    "named",
    "told",
    "first",
    "first_again",
    "unproved",
    "unproved_cash",
    "unproved_weak",
    "unproved_unlike",
    "undone",
    "undone_alone",
    "at_limit",
    "at_limit_cash",
    "at_limit_nobody",
)


def upgrade() -> None:
    """Make the tables; the server's own work fills them."""
    text = sa.String(40)
    op.create_table(
        "suspicion_shift",
        sa.Column("shift_id", text, nullable=False),
        sa.Column("shop_id", text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("shift_id", name="pk_suspicion_shift"),
    )
    op.create_index("ix_suspicion_shift_listed", "suspicion_shift", ["day", "shop_id"])
    op.create_table(
        "suspicion_operator",
        sa.Column("shift_id", text, nullable=False),
        sa.Column("operator_id", text, nullable=False),
        sa.Column("shop_id", text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _FIGURES),
        sa.PrimaryKeyConstraint("shift_id", "operator_id", name="pk_suspicion_operator"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_suspicion_operator_usual", "suspicion_operator", ["shop_id", "day"])
    op.create_table(
        "suspicion_card",
        sa.Column("shop_id", text, nullable=False),
        sa.Column("customer_id", text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("shift_id", text, nullable=False),
        sa.Column("operator_id", text, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("receipts", "first", "again", "proved")),
        sa.PrimaryKeyConstraint("shop_id", "customer_id", "day", "shift_id", "operator_id", name="pk_suspicion_card"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_suspicion_card_of_shift", "suspicion_card", ["shift_id"])
    op.create_index("ix_suspicion_card_by_day", "suspicion_card", ["day"])
    op.create_table(
        "suspicion_alarm",
        sa.Column("shift_id", text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("shop_id", text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("pattern", text, nullable=False),
        sa.Column("one_in", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("shift_id", "number", name="pk_suspicion_alarm"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_suspicion_alarm_listed", "suspicion_alarm", ["day", "one_in", "shop_id", "pattern"])


def downgrade() -> None:
    """Derived: nothing is lost."""
    for table in ("suspicion_alarm", "suspicion_card", "suspicion_operator", "suspicion_shift"):
        op.drop_table(table)
