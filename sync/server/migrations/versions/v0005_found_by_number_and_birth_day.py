"""Receipts are found by their number (returns at other tills, tills that begin anew), people by their birth day."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Indexes only."""
    op.create_index("ix_receipt_number", "receipt", ["till_id", "number"])
    op.create_index("ix_customer_birth_day", "customer", ["birth_day"])
