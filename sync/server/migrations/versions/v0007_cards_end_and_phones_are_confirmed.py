"""Cards end and come back, phones are confirmed by a code, the full form holds an e-mail address."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever is here counts as confirmed, every card as in force."""
    with op.batch_alter_table("customer") as batch:
        batch.add_column(sa.Column("email_cipher", sa.LargeBinary()))
        batch.add_column(sa.Column("unconfirmed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("invited_by", sa.String(length=40)))
    with op.batch_alter_table("customer") as batch:
        batch.alter_column("unconfirmed", server_default=None)
    with op.batch_alter_table("card") as batch:
        batch.add_column(sa.Column("blocked", sa.String(length=20)))
        batch.add_column(sa.Column("since_ms", sa.BigInteger()))
    op.create_index(op.f("ix_card_customer_id"), "card", ["customer_id"])
    op.create_index(op.f("ix_receipt_customer_id"), "receipt", ["customer_id"])
    op.create_table(
        "phone_code",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("code_id", sa.String(length=40), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "code_id", name=op.f("pk_phone_code")),
    )
