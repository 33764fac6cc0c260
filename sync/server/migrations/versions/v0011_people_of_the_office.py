"""People of the office, their sessions, corrections of points with two signatures; what tills tell of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody may sign on yet: ``./till server person add`` makes the first account."""
    op.add_column("till", sa.Column("have_seq", sa.BigInteger()))
    op.add_column("till", sa.Column("program", sa.String(length=80)))
    op.create_table(
        "office_person",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("shown_name", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("password_ms", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'office', 'manager', 'accountant', 'support')", name=op.f("ck_office_person_role")
        ),
        sa.CheckConstraint("language IN ('ru', 'en')", name=op.f("ck_office_person_language")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_office_person")),
    )
    op.create_index("ix_office_person_name", "office_person", ["name"], unique=True)
    op.create_table(
        "office_person_shop",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("shop_id", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "shop_id", name=op.f("pk_office_person_shop")),
    )
    op.create_table(
        "office_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("form_token", sa.String(length=64), nullable=False),
        sa.Column("begun_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_office_session")),
    )
    op.create_index(op.f("ix_office_session_person_id"), "office_session", ["person_id"])
    _corrections()


def _corrections() -> None:
    op.create_table(
        "points_correction",
        sa.Column("correction_id", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_ms", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.String(length=40)),
        sa.Column("decided_ms", sa.BigInteger()),
        sa.CheckConstraint("state IN ('asked', 'posted', 'refused')", name=op.f("ck_points_correction_state")),
        sa.CheckConstraint("points <> 0", name=op.f("ck_points_correction_points")),
        sa.CheckConstraint(
            "state = 'asked' OR decided_by <> asked_by OR state = 'refused'",
            name=op.f("ck_points_correction_two_people"),
        ),
        sa.PrimaryKeyConstraint("correction_id", name=op.f("pk_points_correction")),
    )
    op.create_index(op.f("ix_points_correction_customer_id"), "points_correction", ["customer_id"])
    op.create_index(op.f("ix_points_correction_state_asked_ms"), "points_correction", ["state", "asked_ms"])
