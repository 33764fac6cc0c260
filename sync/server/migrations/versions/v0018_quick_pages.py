"""Sums of all shops together, words of customers' names, results of offers: pages of a large chain open at once."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_ID = sa.String(length=40)
_KEYS = frozenset({"span", "start", "shop_id", "hour", "stage", "rule_id", "reason"})
_TOGETHER = ("report_sum", "report_hour_sum", "report_discount_sum")
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """The sums are made from those of the shops; names and results are filled by the server's own work."""
    connection = op.get_bind()
    for table in _TOGETHER:
        names = [column["name"] for column in sa.inspect(connection).get_columns(table)]
        keys = ", ".join(name for name in names if name in _KEYS and name not in ("span", "start", "shop_id"))
        sums = [name for name in names if name not in _KEYS]
        by = f", {keys}" if keys else ""
        op.execute(
            f"INSERT INTO {table} (span, start, shop_id{by}, {', '.join(sums)})"
            f" SELECT span, start, ''{by}, {', '.join(f'sum({name})' for name in sums)}"
            f" FROM {table} GROUP BY span, start{by}"
        )
    op.create_table(
        "customer_name",
        sa.Column("customer_id", _ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "place", name=op.f("pk_customer_name")),
    )
    op.create_index("ix_customer_name_key", "customer_name", ["key", "customer_id"])
    op.create_table(
        "offer_result",
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("counted_ms", sa.BigInteger(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in (
                "waiting",
                "offered_people",
                "offered_buyers",
                "offered_visits",
                "offered_kopecks",
                "control_people",
                "control_buyers",
                "control_visits",
                "control_kopecks",
                "receipts_count",
                "given_kopecks",
            )
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_offer_result")),
    )


def downgrade() -> None:
    """Derived: nothing is lost."""
    op.drop_table("offer_result")
    op.drop_table("customer_name")
    for table in _TOGETHER:
        op.execute(f"DELETE FROM {table} WHERE shop_id = ''")
