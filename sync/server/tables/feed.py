"""The change feed, and what the database says of itself."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table, Text

from sync.server.tables.metadata import METADATA

PROPERTY = Table(
    "property",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the database says of itself: ``incarnation``."""

PUBLISHED = Table(
    "published",
    METADATA,
    Column("stream", String(20), primary_key=True),
    Column("row_key", String(80), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("change_number", BigInteger, nullable=False),
    Index("ix_published_changes", "stream", "change_number", unique=True),
)
"""Goods, staff, programme and VAT as the canonical JSON of their rows."""

CHANGE_COUNTER = Table(
    "change_counter",
    METADATA,
    Column("stream", String(20), primary_key=True),
    Column("last_number", BigInteger, nullable=False),
)
"""The newest change of each stream; taken under this row's lock inside the writing transaction, see ``feed.py``."""

GOODS_NAME = Table(
    "goods_name",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("row_key", String(80), primary_key=True),
    Index("ix_goods_name_row_key", "row_key"),
)
"""Ids, articles and codes of the goods in ``published``; kept by ``numbers/goods_names.py`` behind a cursor."""
