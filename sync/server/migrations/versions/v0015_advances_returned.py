"""Figures of certificates taken back and top-ups paid out; codes to new numbers, and since when they are his."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TABLES = ("report_shift", "report_part", "report_sum", "report_hour_sum", "report_cashier_sum")
_FIGURES = (
    "certificates_returned_kopecks",
    "certificates_returned_count",
    "top_ups_returned_kopecks",
    "top_ups_returned_count",
)


def upgrade() -> None:
    """None came back before: what was folded holds."""
    for table in _TABLES:
        for figure in _FIGURES:
            op.add_column(table, sa.Column(figure, sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("customer", sa.Column("phone_since_ms", sa.BigInteger()))
    op.add_column("phone_code", sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false()))
