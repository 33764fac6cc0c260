"""Money set aside for a return says of which sale it is paid out: two tills do not pay the same out at once."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is set aside already is for payments, or for returns of a till that says nothing of it."""
    op.add_column("value_hold", sa.Column("pays_back", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """Two tills may ask at once again; the second return is parked then."""
    with op.batch_alter_table("value_hold") as batch:
        batch.drop_column("pays_back")
