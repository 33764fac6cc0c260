"""Operations that the server flagged are found at once, among millions; any number of flags fits."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_ROWS = "flags IS NOT NULL OR kind = 'return' AND reason IN ('over_return', 'advance_spent')"
_COLUMNS = ["received_ms", "till_id", "epoch", "seq", "flags", "reason", "kind"]


def upgrade() -> None:
    """SQLite bounds no text: there the column stays as it is."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("operation", "flags", type_=sa.Text(), existing_type=sa.String(length=80))
    rows = sa.text(_ROWS)
    op.create_index("ix_operation_odd", "operation", _COLUMNS, sqlite_where=rows, postgresql_where=rows)


def downgrade() -> None:
    """The flags stay; whoever has more than 80 letters of them keeps the wider column."""
    op.drop_index("ix_operation_odd", "operation")
