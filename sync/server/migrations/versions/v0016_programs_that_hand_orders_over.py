"""Other programs that may hand orders over."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody may yet."""
    op.create_table(
        "api_client",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("ended_ms", sa.BigInteger()),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_api_client")),
    )
    op.create_index("ix_api_client_key_hash", "api_client", ["key_hash"], unique=True)
