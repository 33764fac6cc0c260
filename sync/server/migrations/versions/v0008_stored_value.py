"""Money accounts and gift certificates: balances, their journal, what receipts paid, what is set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OWNER = (("kind", sa.String(length=12)), ("owner", sa.String(length=40)))


def _owner() -> list[sa.Column[str]]:
    return [sa.Column(name, kind, nullable=False) for name, kind in _OWNER]


def upgrade() -> None:
    """Nothing is owed yet."""
    op.create_table(
        "stored_value",
        *_owner(),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("series", sa.String(length=80), nullable=False),
        sa.Column("nominal", sa.BigInteger(), nullable=False),
        sa.Column("sold_day", sa.Date()),
        sa.Column("until_day", sa.Date()),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_stored_value_balance")),
        sa.CheckConstraint("kind IN ('account', 'certificate')", name=op.f("ck_stored_value_kind")),
        sa.CheckConstraint("state IN ('unsold', 'active', 'blocked')", name=op.f("ck_stored_value_state")),
        sa.PrimaryKeyConstraint("kind", "owner", name=op.f("pk_stored_value")),
    )
    op.create_table(
        "value_entry",
        *_owner(),
        sa.Column("entry_id", sa.String(length=120), nullable=False),
        sa.Column("operation_id", sa.String(length=120), nullable=False),
        sa.Column("entry_kind", sa.String(length=20), nullable=False),
        sa.Column("posted_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "owner", "entry_id", name=op.f("pk_value_entry")),
        sa.UniqueConstraint(
            "kind",
            "owner",
            "operation_id",
            "entry_kind",
            name=op.f("uq_value_entry_kind_owner_operation_id_entry_kind"),
        ),
    )
    op.create_table(
        "value_leg",
        *_owner(),
        sa.Column("entry_id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("leg_owner", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "owner", "entry_id", "number", name=op.f("pk_value_leg")),
    )
    op.create_table(
        "value_payment",
        *_owner(),
        sa.Column("receipt_id", sa.String(length=40), nullable=False),
        sa.Column("kopecks", sa.BigInteger(), nullable=False),
        sa.Column("burnt", sa.BigInteger(), nullable=False),
        sa.Column("at_risk", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("returned >= 0 AND returned <= kopecks", name=op.f("ck_value_payment_returned")),
        sa.PrimaryKeyConstraint("kind", "owner", "receipt_id", name=op.f("pk_value_payment")),
    )
    op.create_table(
        "value_hold",
        *_owner(),
        sa.Column("hold_id", sa.String(length=40), nullable=False),
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.String(length=40), nullable=False),
        sa.Column("kopecks", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20)),
        sa.Column("granted_ms", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kopecks >= 0", name=op.f("ck_value_hold_kopecks")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_value_hold_state")),
        sa.PrimaryKeyConstraint("kind", "owner", "hold_id", name=op.f("pk_value_hold")),
    )
    op.create_index("ix_value_hold_till", "value_hold", ["till_id", "state"])
