"""Segments of customers, how many moved, and offers to a segment with a control group."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ID, _CODE = sa.String(length=40), sa.String(length=40)


def upgrade() -> None:
    """Nobody was looked at yet: the next upkeep does it."""
    op.create_table(
        "customer_segment",
        sa.Column("customer_id", _ID, nullable=False),
        sa.Column("segment", _CODE, nullable=False),
        sa.Column("tier_code", _CODE, nullable=False),
        sa.Column("before_segment", _CODE, nullable=False),
        sa.Column("before_tier", _CODE, nullable=False),
        sa.Column("looked_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date()),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("kopecks", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer_segment")),
    )
    op.create_index("ix_customer_segment_listed", "customer_segment", ["segment", "kopecks", "customer_id"])
    op.create_table(
        "segment_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("code", _CODE, nullable=False),
        sa.Column("customers", sa.BigInteger(), nullable=False),
        sa.Column("visits", sa.BigInteger(), nullable=False),
        sa.Column("kopecks", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", "code", name=op.f("pk_segment_day")),
    )
    op.create_table(
        "segment_move",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("from_code", _CODE, nullable=False),
        sa.Column("to_code", _CODE, nullable=False),
        sa.Column("customers", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", "from_code", "to_code", name=op.f("pk_segment_move")),
    )
    _campaigns()


def _campaigns() -> None:
    op.create_table(
        "offer_campaign",
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rule_id", sa.String(length=80), nullable=False),
        sa.Column("segments", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("uses", sa.Integer()),
        sa.Column("control_bp", sa.Integer(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_offer_campaign")),
    )
    op.create_table(
        "offer_campaign_person",
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("customer_id", _ID, nullable=False),
        sa.Column("control", sa.Boolean(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "customer_id", name=op.f("pk_offer_campaign_person")),
    )
    op.create_index(
        "ix_offer_campaign_person_waiting",
        "offer_campaign_person",
        ["campaign_id", "control", "granted", "customer_id"],
    )
