"""Goods by what other programs call them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty: the server fills it behind its cursor."""
    op.create_table(
        "goods_name",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("row_key", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("name", "row_key", name=op.f("pk_goods_name")),
    )
    op.create_index("ix_goods_name_row_key", "goods_name", ["row_key"])


def downgrade() -> None:
    """Derived: nothing is lost."""
    op.drop_table("goods_name")
