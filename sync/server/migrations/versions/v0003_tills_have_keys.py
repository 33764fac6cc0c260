"""Tills sign with own keys, enrolled by one-time codes; bearer tokens go. Privileged actions are journalled."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Tills enrolled with a token keep their history and wait for a code: they have no key yet."""
    op.add_column("till", sa.Column("public_key", sa.String(length=64)))
    op.add_column("till", sa.Column("shop_id", sa.String(length=40), nullable=False, server_default="shop"))
    op.add_column("till", sa.Column("name", sa.String(length=80), nullable=False, server_default=""))
    op.drop_column("till", "token_hash")
    op.create_index("ix_till_public_key", "till", ["public_key"], unique=True)
    op.create_index("ix_till_number", "till", ["shop_id", "code"], unique=True)
    op.create_table(
        "enrolment_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("shop_id", sa.String(length=40), nullable=False),
        sa.Column("till_code", sa.String(length=20), nullable=False),
        sa.Column("replaces", sa.Boolean(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_ms", sa.BigInteger()),
        sa.Column("used_by_key", sa.String(length=64)),
        sa.Column("answered_till_id", sa.String(length=40)),
        sa.Column("answered_epoch", sa.BigInteger()),
        sa.PrimaryKeyConstraint("code_hash", name="pk_enrolment_code"),
    )
    op.create_table(
        "seen_request",
        sa.Column("till_id", sa.String(length=40), nullable=False),
        sa.Column("nonce", sa.String(length=22), nullable=False),
        sa.Column("forget_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("till_id", "nonce", name="pk_seen_request"),
    )
    op.create_index("ix_seen_request_forgotten", "seen_request", ["till_id", "forget_ms"])
    op.create_table(
        "journal",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_journal"),
    )
    op.execute("INSERT INTO property (name, value) VALUES ('journal_head', '0')")
