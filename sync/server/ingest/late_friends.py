"""Purchases of somebody whose registration is heard of later: what they give to the friend who brought him.

A sale at another till may come before the registration, whose till was offline, or whose server was put back from a
backup. It is posted in the name of the id; that a friend brought him is known only now. Purchases from the day that he
joined count as if both had come in their order; one of before gives nothing, whatever came first.
"""

from sqlalchemy import select

from pos_app.domain.people.registration import CustomerRegistered
from sync.server.ingest.desk import Desk
from sync.server.ingest.friends import has_referral, invited_among
from sync.server.ingest.gather import load, load_receipts
from sync.server.ingest.post_friends import reward_for_friend, take_back_for_friend
from sync.server.ledger.books_reader import Need
from sync.server.tables import RECEIPT


def reward_earlier_purchases(desk: Desk, record: CustomerRegistered) -> None:
    """``record`` was applied just now, and receipts may have been here before it."""
    if record.invited_by is None or not has_referral(desk.programmes.versions.programmes):
        return
    zone = desk.central.timezone
    desk.friends.invited |= invited_among(desk.connection, [record.customer_id], zone)
    load(desk, {record.invited_by: Need(desk.today, whole=True)})
    mine = (RECEIPT.c.customer_id == record.customer_id, RECEIPT.c.kind == "sale")
    receipt_ids = desk.connection.execute(select(RECEIPT.c.receipt_id).where(*mine)).scalars().all()
    load_receipts(desk, receipt_ids, receipt_ids)
    books = desk.books_of(record.customer_id)
    joined_day = record.registered_at.astimezone(zone).date()
    for sale in sorted((desk.sales[each] for each in receipt_ids), key=lambda each: each.sold_at):
        if books is None or sale.sold_at.astimezone(zone).date() < joined_day:
            continue
        reward_for_friend(desk, books, sale, desk.receipts[sale.receipt_id].business_day)
        if desk.returned.get(sale.receipt_id):
            take_back_for_friend(desk, books, sale, f"{sale.receipt_id}/late", desk.today)
