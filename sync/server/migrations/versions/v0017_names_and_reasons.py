"""Names of people who left and of shops; moves between tiers as they happen; which reasons took off what of a receipt.

The derived tables of reports get new columns and are emptied: the server folds everything anew in its own work.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ID = sa.String(length=40)
_DERIVED = (
    "report_shift",
    "report_part",
    "report_discount",
    "report_receipt",
    "report_movement",
    "report_deed",
    "report_sum",
    "report_hour_sum",
    "report_cashier_sum",
    "report_discount_sum",
    "report_cursor",
)


def upgrade() -> None:
    """Names are taken from the list of staff as it is; who left before has none."""
    op.create_table(
        "staff_name",
        sa.Column("operator_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("operator_id", name=op.f("pk_staff_name")),
    )
    op.create_table(
        "shop_name",
        sa.Column("shop_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("shop_id", name=op.f("pk_shop_name")),
    )
    op.create_table(
        "tier_move",
        sa.Column("customer_id", _ID, nullable=False),
        sa.Column("change_number", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("from_code", _ID, nullable=False),
        sa.Column("to_code", _ID, nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "change_number", name=op.f("pk_tier_move")),
    )
    op.create_index("ix_tier_move_by_day", "tier_move", ["day", "from_code", "to_code"])
    op.create_index("ix_journal_of_action", "journal", ["action", "number"])
    op.create_index("ix_journal_of_actor", "journal", ["actor", "number"])
    for name in _DERIVED:
        op.execute(sa.text(f"DELETE FROM {name}"))
    op.add_column("report_receipt", sa.Column("reasons", sa.Text()))
    op.add_column("report_deed", sa.Column("kind", sa.String(length=40)))
    op.add_column("report_deed", sa.Column("operator_id", _ID))
    op.add_column("report_deed", sa.Column("approved", sa.Boolean()))
    _take_names()


def _take_names() -> None:
    connection = op.get_bind()
    bodies = connection.execute(sa.text("SELECT body FROM published WHERE stream = 'staff'")).scalars().all()
    people = [json.loads(bytes(body))["operator"] for body in bodies]
    rows = [{"id": each["operator_id"], "name": each["name"][:200]} for each in people if each is not None]
    if rows:
        connection.execute(sa.text("INSERT INTO staff_name (operator_id, name) VALUES (:id, :name)"), rows)
