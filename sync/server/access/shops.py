"""What a till may read: the staff and the orders of its own shop; everything else of the feed is the whole chain's."""

from sync.protocol.rows import OrderRow, StaffRow
from sync.server.feed import FeedRow


def as_seen_in(shop_id: str, row: FeedRow) -> FeedRow:
    """The row as a till of that shop gets it: who does not work there is a tombstone, so that who moved on goes."""
    if isinstance(row, StaffRow) and not row.deleted and row.shop_ids and shop_id not in row.shop_ids:
        return StaffRow(row.operator_id, None, deleted=True)
    if isinstance(row, OrderRow) and row.order is not None and row.order.shop_id != shop_id:
        return OrderRow(row.number, None, deleted=True)
    return row
