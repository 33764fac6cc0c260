"""Lots with a first day and a promised part, reservations, epochs, aliases and consents."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger


def upgrade() -> None:
    """What was earned so far may be spent at once and belongs to the sale whose id its lot has."""
    _tills()
    _lots()
    _accounts()
    _reservations()
    _people()


def _tills() -> None:
    with op.batch_alter_table("till") as batch:
        batch.add_column(sa.Column("story", sa.String(length=10), nullable=False, server_default="told"))
        batch.add_column(sa.Column("lost_ms", _BIG()))
    with op.batch_alter_table("till") as batch:
        batch.alter_column("story", server_default=None)
    with op.batch_alter_table("operation") as batch:
        batch.add_column(sa.Column("flags", sa.String(length=80)))
        batch.alter_column("op_id", existing_type=sa.String(length=40), type_=sa.String(length=60))
        batch.drop_constraint(op.f("ck_operation_state"), type_="check")
        batch.create_check_constraint(
            op.f("ck_operation_state"),
            "state IN ('applied', 'parked', 'waiting', 'replayed', 'voided', 'adjusted')",
        )
    op.create_index("ix_operation_parked", "operation", ["till_id", "state"])
    op.create_table(
        "operation_repeat",
        *_number_of_a_till(),
        sa.Column("op_id", sa.String(length=60), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("received_ms", _BIG(), nullable=False),
        sa.PrimaryKeyConstraint("till_id", "epoch", "seq", name=op.f("pk_operation_repeat")),
    )
    op.create_table(
        "till_epoch",
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("old_epoch", sa.Integer(), nullable=False),
        sa.Column("new_epoch", sa.Integer(), nullable=False),
        sa.Column("last_seq", _BIG(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("begun_ms", _BIG(), nullable=False),
        sa.PrimaryKeyConstraint("till_id", "old_epoch", name=op.f("pk_till_epoch")),
    )
    op.create_table(
        "parked_resolution",
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("op_id", sa.String(length=60), nullable=False),
        sa.Column("resolution_id", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("operator_id", sa.String(length=40), nullable=False),
        sa.Column("approved_by", sa.String(length=40)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("resolved_ms", _BIG(), nullable=False),
        sa.PrimaryKeyConstraint("till_id", "op_id", name=op.f("pk_parked_resolution")),
    )


def _number_of_a_till() -> tuple[sa.Column[str], sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", _BIG(), nullable=False),
    )


def _lots() -> None:
    op.add_column("receipt", sa.Column("withheld", _BIG(), server_default="0"))
    op.execute("UPDATE receipt SET withheld = 0")
    with op.batch_alter_table("receipt") as batch:
        batch.alter_column("withheld", existing_type=_BIG(), nullable=False, server_default=None)
    op.add_column("lot", sa.Column("active_day", sa.Date()))
    op.add_column("lot", sa.Column("reserved", _BIG(), server_default="0"))
    op.add_column("lot", sa.Column("taken_back", _BIG(), server_default="0"))
    op.add_column("lot", sa.Column("sale_id", sa.String(length=40)))
    op.execute("UPDATE lot SET active_day = earned_day, reserved = 0, taken_back = 0")
    op.execute(
        "UPDATE lot SET sale_id = lot_id WHERE EXISTS"
        " (SELECT 1 FROM receipt WHERE receipt.receipt_id = lot.lot_id AND receipt.kind = 'sale')"
    )
    op.execute(
        "UPDATE lot SET taken_back = (SELECT COALESCE(SUM(receipt.earned), 0) FROM receipt"
        " WHERE receipt.kind = 'return' AND receipt.sale_id = lot.lot_id) WHERE sale_id IS NOT NULL"
    )
    with op.batch_alter_table("lot") as batch:
        batch.alter_column("active_day", existing_type=sa.Date(), nullable=False)
        for name in ("reserved", "taken_back"):
            batch.alter_column(name, existing_type=_BIG(), nullable=False, server_default=None)
        batch.create_check_constraint(op.f("ck_lot_reserved"), "reserved >= 0 AND reserved <= remaining")
        batch.create_check_constraint(op.f("ck_lot_taken_back"), "taken_back >= 0 AND taken_back <= granted")
    op.create_table(
        "membership_bought",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("sale_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("periods", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "sale_id", "code", name=op.f("pk_membership_bought")),
    )


def _accounts() -> None:
    """Turnover so far counts on the days of its receipts; what the books were opened with, on a day long ago."""
    for name in ("reserved", "life_turnover_kopecks", "purchases"):
        op.add_column("account", sa.Column(name, _BIG(), server_default="0"))
    op.add_column("account", sa.Column("facts", sa.LargeBinary()))
    op.execute(
        "UPDATE account SET reserved = 0, life_turnover_kopecks = turnover_kopecks, purchases ="
        " (SELECT COUNT(*) FROM receipt WHERE receipt.kind = 'sale' AND receipt.customer_id = account.customer_id)"
    )
    with op.batch_alter_table("account") as batch:
        for name in ("reserved", "life_turnover_kopecks", "purchases"):
            batch.alter_column(name, existing_type=_BIG(), nullable=False, server_default=None)
        batch.create_check_constraint(op.f("ck_account_reserved"), "reserved >= 0")
    op.create_table(
        "turnover_day",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kopecks", _BIG(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "day", name=op.f("pk_turnover_day")),
    )
    op.execute(
        "INSERT INTO turnover_day (customer_id, day, kopecks) SELECT sale.customer_id, sale.business_day,"
        " SUM(sale.money_kopecks - (SELECT COALESCE(SUM(back.money_kopecks), 0) FROM receipt AS back"
        " WHERE back.kind = 'return' AND back.sale_id = sale.receipt_id))"
        " FROM receipt AS sale WHERE sale.kind = 'sale' AND sale.customer_id IS NOT NULL"
        " GROUP BY sale.customer_id, sale.business_day"
    )
    op.execute(
        "INSERT INTO turnover_day (customer_id, day, kopecks) SELECT customer_id, DATE '2000-01-01', opening FROM"
        " (SELECT account.customer_id AS customer_id, account.turnover_kopecks - COALESCE("
        "(SELECT SUM(turnover_day.kopecks) FROM turnover_day WHERE turnover_day.customer_id = account.customer_id), 0)"
        " AS opening FROM account) AS rest WHERE opening > 0".replace(
            "DATE '2000-01-01'", "'2000-01-01'" if op.get_bind().dialect.name == "sqlite" else "DATE '2000-01-01'"
        )
    )


def _reservations() -> None:
    op.create_table(
        "reservation",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("reservation_id", sa.String(length=80), nullable=False),
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("granted", _BIG(), nullable=False),
        sa.Column("spent", _BIG(), nullable=False),
        sa.Column("duration_ms", _BIG(), nullable=False),
        sa.Column("granted_ms", _BIG(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20)),
        sa.Column("recall", sa.Boolean(), nullable=False),
        sa.Column("named_customer_id", sa.String(length=40), nullable=False),
        sa.Column("grant_text", sa.Text(), nullable=False),
        sa.CheckConstraint("spent >= 0 AND spent <= granted", name=op.f("ck_reservation_spent")),
        sa.CheckConstraint("state IN ('open', 'settling', 'closed')", name=op.f("ck_reservation_state")),
        sa.PrimaryKeyConstraint("customer_id", "reservation_id", name=op.f("pk_reservation")),
    )
    op.create_index("ix_reservation_till", "reservation", ["till_id", "state"])
    op.create_table(
        "reservation_lot",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("reservation_id", sa.String(length=80), nullable=False),
        sa.Column("lot_id", sa.String(length=80), nullable=False),
        sa.Column("amount", _BIG(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_reservation_lot_amount")),
        sa.PrimaryKeyConstraint("customer_id", "reservation_id", "lot_id", name=op.f("pk_reservation_lot")),
    )


def _people() -> None:
    op.add_column("customer", sa.Column("registered_ms", _BIG()))
    op.create_table(
        "customer_alias",
        sa.Column("alias_id", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("merged_ms", _BIG(), nullable=False),
        sa.PrimaryKeyConstraint("alias_id", name=op.f("pk_customer_alias")),
    )
    op.create_index(op.f("ix_customer_alias_customer_id"), "customer_alias", ["customer_id"])
    op.create_table(
        "phone_history",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("until_ms", _BIG(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "phone_hash", "until_ms", name=op.f("pk_phone_history")),
    )
    op.create_table(
        "consent",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("operation_id", sa.String(length=40), nullable=False),
        sa.Column("text_version", sa.String(length=80), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("at_ms", _BIG(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "purpose", "operation_id", name=op.f("pk_consent")),
    )
