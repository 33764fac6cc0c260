"""Codes of rotating cards that tills were shown: the same code at two tills that did not know of each other is seen."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was shown before is not known."""
    op.create_table(
        "card_code_use",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("used_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "step", name=op.f("pk_card_code_use")),
    )


def downgrade() -> None:
    """Nobody is told any more."""
    op.drop_table("card_code_use")
