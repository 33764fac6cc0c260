"""What people and shops are called, also when they are no longer there."""

from sqlalchemy import Column, String, Table

from sync.server.tables.metadata import METADATA

STAFF_NAME = Table(
    "staff_name",
    METADATA,
    Column("operator_id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
)
"""Everybody who ever was in the list of staff, by the name that he had last."""

SHOP_NAME = Table(
    "shop_name",
    METADATA,
    Column("shop_id", String(40), primary_key=True),
    Column("name", String(80), nullable=False),
)
"""Names that somebody gave to shops; others are called by their ids."""
