"""Drafts of the programme, its publications, drafts tried on past receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Versions that were published before stay as they are: nobody wrote down by whom."""
    op.create_table(
        "programme_draft",
        sa.Column("draft_id", sa.String(length=40), nullable=False),
        sa.Column("programme_id", sa.String(length=50), nullable=False),
        sa.Column("base_version", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.String(length=40), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.Column("published_version", sa.BigInteger()),
        sa.CheckConstraint("state IN ('open', 'published', 'dropped')", name=op.f("ck_programme_draft_state")),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_programme_draft")),
    )
    op.create_index("ix_programme_draft_state_changed_ms", "programme_draft", ["state", "changed_ms"])
    op.create_table(
        "programme_release",
        sa.Column("programme_id", sa.String(length=50), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("starts_ms", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.String(length=40), nullable=False),
        sa.Column("published_ms", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.String(length=40)),
        sa.Column("restores_version", sa.BigInteger()),
        sa.PrimaryKeyConstraint("programme_id", "version", name=op.f("pk_programme_release")),
    )
    _trials()


def _trials() -> None:
    op.create_table(
        "programme_trial",
        sa.Column("trial_id", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("against", sa.Text()),
        sa.Column("shops", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done_count", sa.BigInteger(), nullable=False),
        sa.Column("all_count", sa.BigInteger(), nullable=False),
        sa.Column("started_by", sa.String(length=40), nullable=False),
        sa.Column("started_ms", sa.BigInteger(), nullable=False),
        sa.Column("beat_ms", sa.BigInteger(), nullable=False),
        sa.Column("ended_ms", sa.BigInteger()),
        sa.Column("result", sa.LargeBinary()),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('running', 'stopping', 'done', 'failed', 'stopped')", name=op.f("ck_programme_trial_state")
        ),
        sa.PrimaryKeyConstraint("trial_id", name=op.f("pk_programme_trial")),
    )
    op.create_index("ix_programme_trial_draft_id", "programme_trial", ["draft_id", "started_ms"])
    op.create_index("ix_programme_trial_state", "programme_trial", ["state"])
