"""Receipts are found by their number: for a return at another till, and for the numbers of a till that begins anew."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One till's receipts in the order of their numbers."""
    op.create_index("ix_receipt_number", "receipt", ["till_id", "number"])
