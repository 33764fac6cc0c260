"""Drafts of the programme, who published which version when and why, and what drafts gave on past receipts."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, LargeBinary, String, Table, Text

from sync.server.tables.metadata import METADATA

PROGRAMME_DRAFT = Table(
    "programme_draft",
    METADATA,
    Column("draft_id", String(40), primary_key=True),
    Column("programme_id", String(50), nullable=False),
    Column("base_version", BigInteger, nullable=False),
    Column("document", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_ms", BigInteger, nullable=False),
    Column("changed_by", String(40), nullable=False),
    Column("changed_ms", BigInteger, nullable=False),
    Column("published_version", BigInteger),
    CheckConstraint("state IN ('open', 'published', 'dropped')", name="state"),
    Index("ix_programme_draft_state_changed_ms", "state", "changed_ms"),
)
"""What people prepare: ``document`` is JSON that may be unsound yet; ``revision`` rises with every change of it.

``base_version``: the version that it was begun from, 0 for none. ``*_by`` name people of the office.
"""

PROGRAMME_RELEASE = Table(
    "programme_release",
    METADATA,
    Column("programme_id", String(50), primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("starts_ms", BigInteger, nullable=False),
    Column("published_by", String(40), nullable=False),
    Column("published_ms", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("draft_id", String(40)),
    Column("restores_version", BigInteger),
)
"""Who published a version, when and why; ``restores_version``: whose document it has again. Nothing here changes."""

PROGRAMME_TRIAL = Table(
    "programme_trial",
    METADATA,
    Column("trial_id", String(40), primary_key=True),
    Column("draft_id", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("against", Text),
    Column("shops", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("done_count", BigInteger, nullable=False),
    Column("all_count", BigInteger, nullable=False),
    Column("started_by", String(40), nullable=False),
    Column("started_ms", BigInteger, nullable=False),
    Column("beat_ms", BigInteger, nullable=False),
    Column("ended_ms", BigInteger),
    Column("result", LargeBinary),
    Column("detail", Text, nullable=False),
    CheckConstraint("state IN ('running', 'stopping', 'done', 'failed', 'stopped')", name="state"),
    Index("ix_programme_trial_draft_id", "draft_id", "started_ms"),
    Index("ix_programme_trial_state", "state"),
)
"""A draft tried on past receipts. ``against``: the document that it is compared with, empty for what was sold.

``shops``: a JSON list. ``beat_ms``: when the process that works at it last said so.
"""
