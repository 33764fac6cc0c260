"""Debts belong to the sales that spent the points, lots of returned points remember the lot they stand for."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A debt so far named no sale; what sales earned is their lot, so the table of it goes."""
    op.add_column("lot", sa.Column("origin_lot_id", sa.String(length=80)))
    op.execute(
        "INSERT INTO spent_part (customer_id, sale_id, lot_id, number, amount, returned)"
        " SELECT customer_id, '', 'debt', 0, debt, 0 FROM account WHERE debt > 0"
    )
    op.drop_table("earned_part")
