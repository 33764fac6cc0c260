"""Single coupons and orders to be picked up: what they are, who has them, which receipts took them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is issued or ordered yet."""
    _coupons()
    _orders()
    op.create_table(
        "claim",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("claim_id", sa.String(length=40), nullable=False),
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20)),
        sa.Column("granted_ms", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('coupon', 'order')", name=op.f("ck_claim_kind")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_claim_state")),
        sa.PrimaryKeyConstraint("kind", "number", "claim_id", name=op.f("pk_claim")),
    )
    op.create_index("ix_claim_till", "claim", ["till_id", "state"])
    op.create_index("ix_claim_receipt", "claim", ["receipt_id"])


def _coupons() -> None:
    op.create_table(
        "coupon",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("rule_id", sa.String(length=80), nullable=False),
        sa.Column("series", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=200)),
        sa.Column("from_day", sa.Date()),
        sa.Column("until_day", sa.Date()),
        sa.Column("issued_ms", sa.BigInteger(), nullable=False),
        sa.Column("issued_by", sa.String(length=120), nullable=False),
        sa.Column("ends_with_return", sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('unknown', 'issued', 'blocked')", name=op.f("ck_coupon_state")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_coupon")),
    )
    op.create_index("ix_coupon_series", "coupon", ["series"])
    op.create_index("ix_coupon_issued_by", "coupon", ["issued_by"])
    op.create_table(
        "coupon_use",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("receipt_id", sa.String(length=40), nullable=False),
        sa.Column("till_code", sa.String(length=40), nullable=False),
        sa.Column("receipt_number", sa.String(length=40), nullable=False),
        sa.Column("used_ms", sa.BigInteger(), nullable=False),
        sa.Column("at_risk", sa.Boolean(), nullable=False),
        sa.Column("freed_by_return", sa.Boolean(), nullable=False),
        sa.Column("freed", sa.Boolean(), nullable=False),
        sa.Column("conflict", sa.String(length=20)),
        sa.PrimaryKeyConstraint("number", "receipt_id", name=op.f("pk_coupon_use")),
    )


def _orders() -> None:
    op.create_table(
        "pre_order",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("shop_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.Column("outside_id", sa.String(length=80)),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'partly', 'picked_up', 'cancelled')", name=op.f("ck_pre_order_state")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pre_order")),
    )
    op.create_index("ix_pre_order_state", "pre_order", ["state"])
    op.create_index("ix_pre_order_outside_id", "pre_order", ["outside_id"], unique=True)
    op.create_table(
        "order_pick_up",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("receipt_id", sa.String(length=40), nullable=False),
        sa.Column("till_code", sa.String(length=40), nullable=False),
        sa.Column("receipt_number", sa.String(length=40), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("at_risk", sa.Boolean(), nullable=False),
        sa.Column("conflict", sa.String(length=20)),
        sa.PrimaryKeyConstraint("number", "receipt_id", name=op.f("pk_order_pick_up")),
    )
