"""The first shape: tills and their operations, people, accounts with lots, the points journal, the feed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    _tills()
    _people()
    _accounts()
    _journal()
    _feed()


def _tills() -> None:
    op.create_table(
        "till",
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("last_contact_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("till_id", name=op.f("pk_till")),
    )
    op.create_table(
        "operation",
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("op_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("business_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=True),
        sa.CheckConstraint("state IN ('applied', 'parked', 'waiting')", name=op.f("ck_operation_state")),
        sa.PrimaryKeyConstraint("till_id", "epoch", "seq", name=op.f("pk_operation")),
        sa.UniqueConstraint("till_id", "op_id", name=op.f("uq_operation_till_id_op_id")),
    )
    op.create_table(
        "receipt",
        sa.Column("receipt_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=True),
        sa.Column("sale_id", sa.String(length=40), nullable=True),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("money_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("points_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("earned", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('sale', 'return')", name=op.f("ck_receipt_kind")),
        sa.PrimaryKeyConstraint("receipt_id", name=op.f("pk_receipt")),
    )
    op.create_index(op.f("ix_receipt_sale_id"), "receipt", ["sale_id"], unique=False)
    op.create_table(
        "returned_line",
        sa.Column("sale_id", sa.String(length=40), nullable=False),
        sa.Column("line_id", sa.String(length=40), nullable=False),
        sa.Column("return_id", sa.String(length=40), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_returned_line_quantity")),
        sa.PrimaryKeyConstraint("sale_id", "line_id", "return_id", name=op.f("pk_returned_line")),
    )
    op.create_table(
        "waiting_return",
        sa.Column("sale_id", sa.String(length=40), nullable=False),
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sale_id", "till_id", "epoch", "seq", name=op.f("pk_waiting_return")),
    )


def _people() -> None:
    op.create_table(
        "customer",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=True),
        sa.Column("phone_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("card_number", sa.String(length=40), nullable=True),
        sa.Column("birth_day", sa.Date(), nullable=True),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("change_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer")),
    )
    op.create_index(op.f("ix_customer_change_number"), "customer", ["change_number"], unique=False)
    op.create_table(
        "phone",
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("phone_hash", name=op.f("pk_phone")),
    )
    op.create_table(
        "card",
        sa.Column("card_number", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("card_number", name=op.f("pk_card")),
    )


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("available", sa.BigInteger(), nullable=False),
        sa.Column("debt", sa.BigInteger(), nullable=False),
        sa.Column("turnover_kopecks", sa.BigInteger(), nullable=False),
        sa.Column("tier_code", sa.String(length=40), nullable=True),
        sa.Column("change_number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("available >= 0", name=op.f("ck_account_available")),
        sa.CheckConstraint("debt >= 0", name=op.f("ck_account_debt")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_change_number"), "account", ["change_number"], unique=False)
    op.create_table(
        "lot",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("lot_id", sa.String(length=80), nullable=False),
        sa.Column("earned_day", sa.Date(), nullable=False),
        sa.Column("expires_day", sa.Date(), nullable=False),
        sa.Column("programme_id", sa.String(length=40), nullable=False),
        sa.Column("granted", sa.BigInteger(), nullable=False),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.Column("burnt", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("burnt >= 0", name=op.f("ck_lot_burnt")),
        sa.CheckConstraint("remaining >= 0", name=op.f("ck_lot_remaining")),
        sa.PrimaryKeyConstraint("customer_id", "lot_id", name=op.f("pk_lot")),
    )
    op.create_index("ix_lot_burns", "lot", ["expires_day", "customer_id"], unique=False)
    op.create_table(
        "spent_part",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("sale_id", sa.String(length=40), nullable=False),
        sa.Column("lot_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("returned >= 0 AND returned <= amount", name=op.f("ck_spent_part_returned")),
        sa.PrimaryKeyConstraint("customer_id", "sale_id", "lot_id", name=op.f("pk_spent_part")),
    )
    op.create_table(
        "earned_part",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("sale_id", sa.String(length=40), nullable=False),
        sa.Column("lot_id", sa.String(length=80), nullable=False),
        sa.Column("granted", sa.BigInteger(), nullable=False),
        sa.Column("debt_repaid", sa.BigInteger(), nullable=False),
        sa.Column("debt_restored", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "debt_restored >= 0 AND debt_restored <= debt_repaid", name=op.f("ck_earned_part_debt_restored")
        ),
        sa.PrimaryKeyConstraint("customer_id", "sale_id", name=op.f("pk_earned_part")),
    )


def _journal() -> None:
    op.create_table(
        "entry",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.String(length=120), nullable=False),
        sa.Column("operation_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("posted_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "entry_id", name=op.f("pk_entry")),
        sa.UniqueConstraint("customer_id", "operation_id", "kind", name=op.f("uq_entry_customer_id_operation_id_kind")),
    )
    op.create_table(
        "leg",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("lot_id", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("customer_id", "entry_id", "number", name=op.f("pk_leg")),
    )


def _feed() -> None:
    op.create_table(
        "published",
        sa.Column("stream", sa.String(length=20), nullable=False),
        sa.Column("row_key", sa.String(length=80), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("change_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "row_key", name=op.f("pk_published")),
    )
    op.create_index("ix_published_changes", "published", ["stream", "change_number"], unique=True)
    op.create_table(
        "change_counter",
        sa.Column("stream", sa.String(length=20), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_change_counter")),
    )
    op.create_table(
        "property",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_property")),
    )
