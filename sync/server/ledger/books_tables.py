"""Reads a customer's books from the tables and writes them back, with the journal entry of each posting."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, and_, insert, or_, select, update

from pos_app.domain.ledger.entry import Entry
from sync.protocol.operation import unix_ms
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import DEBT_PART, LotState, SpentPart
from sync.server.tables import ACCOUNT, ENTRY, LEG, LOT, SPENT_PART


def load_books(
    connection: Connection, customer_id: str, business_day: date, sale_id: str | None = None
) -> CustomerBooks | None:
    """The books of a customer, locked until the transaction ends; None if the server has no such account.

    With every lot that has points, those burnt but alive on ``business_day``, what is owed, and whatever concerns the
    sale ``sale_id``: its parts and their lots, the lots it earned, and who spent of them.
    """
    account = connection.execute(
        select(ACCOUNT).where(ACCOUNT.c.customer_id == customer_id).with_for_update()
    ).one_or_none()
    if account is None:
        return None
    parts = _parts(connection, customer_id, sale_id, owes=account.debt > 0)
    lots = _lots(connection, customer_id, business_day, sale_id, {part.lot_id for part in parts})
    return CustomerBooks(
        customer_id,
        account.turnover_kopecks,
        account.tier_code,
        {lot.lot_id: lot for lot in lots},
        {(part.sale_id, part.lot_id): part for part in parts},
        {lot.lot_id: lot.figures for lot in lots},
        {(part.sale_id, part.lot_id): part.figures for part in parts},
    )


def save_books(connection: Connection, books: CustomerBooks) -> None:
    """Write the kept rows back: new and changed lots and parts, the account."""
    key = LOT.c.customer_id == books.customer_id
    for lot in books.lots.values():
        before = books.stored_lots.get(lot.lot_id)
        if before == lot.figures:
            continue
        figures = {"granted": lot.granted, "remaining": lot.remaining, "burnt": lot.burnt}
        if before is None:
            connection.execute(insert(LOT).values(**_lot_key(books.customer_id, lot), **figures))
        else:
            connection.execute(update(LOT).where(key, LOT.c.lot_id == lot.lot_id).values(**figures))
    _save_parts(connection, books)
    connection.execute(
        update(ACCOUNT)
        .where(ACCOUNT.c.customer_id == books.customer_id)
        .values(
            available=books.available,
            debt=books.debt,
            turnover_kopecks=books.turnover_kopecks,
            tier_code=books.tier_code,
        )
    )


def add_entry(connection: Connection, customer_id: str, entry: Entry) -> None:
    """Add one balanced entry to the journal; one without legs moved nothing and is not written."""
    if not entry.legs:
        return
    connection.execute(
        insert(ENTRY).values(
            customer_id=customer_id,
            entry_id=entry.entry_id,
            operation_id=entry.operation_id,
            kind=entry.kind,
            posted_ms=unix_ms(entry.posted_at),
        )
    )
    connection.execute(
        insert(LEG),
        [
            {
                "customer_id": customer_id,
                "entry_id": entry.entry_id,
                "number": number,
                "account": leg.account,
                "owner": leg.owner,
                "amount": leg.amount,
                "lot_id": leg.lot_id,
            }
            for number, leg in enumerate(entry.legs)
        ],
    )


def _parts(connection: Connection, customer_id: str, sale_id: str | None, owes: bool) -> list[SpentPart]:
    """All parts of each sale that is concerned."""
    mine = SPENT_PART.c.customer_id == customer_id
    concerned = []
    if sale_id is not None:
        earned = select(LOT.c.lot_id).where(
            LOT.c.customer_id == customer_id, or_(LOT.c.lot_id == sale_id, LOT.c.origin_lot_id == sale_id)
        )
        concerned += [SPENT_PART.c.sale_id == sale_id, SPENT_PART.c.lot_id.in_(earned)]
    if owes:
        concerned.append(and_(SPENT_PART.c.lot_id == DEBT_PART, SPENT_PART.c.amount > SPENT_PART.c.returned))
    if not concerned:
        return []
    sales = select(SPENT_PART.c.sale_id).where(mine, or_(*concerned))
    rows = connection.execute(
        select(SPENT_PART)
        .where(mine, SPENT_PART.c.sale_id.in_(sales))
        .order_by(SPENT_PART.c.sale_id, SPENT_PART.c.number)
    )
    return [SpentPart(row.sale_id, row.lot_id, row.number, row.amount, row.returned) for row in rows]


def _lots(
    connection: Connection, customer_id: str, business_day: date, sale_id: str | None, lot_ids: Collection[str]
) -> list[LotState]:
    wanted = [
        LOT.c.remaining > 0,
        and_(LOT.c.burnt > 0, LOT.c.expires_day >= business_day),
        LOT.c.lot_id.in_(tuple(lot_ids)),
    ]
    if sale_id is not None:
        wanted += [LOT.c.lot_id == sale_id, LOT.c.origin_lot_id == sale_id]
    rows = connection.execute(select(LOT).where(LOT.c.customer_id == customer_id, or_(*wanted)))
    return [
        LotState(
            row.lot_id,
            row.earned_day,
            row.expires_day,
            row.granted,
            row.remaining,
            row.programme_id,
            row.burnt,
            row.origin_lot_id,
        )
        for row in rows
    ]


def _save_parts(connection: Connection, books: CustomerBooks) -> None:
    for key, part in books.parts.items():
        before = books.stored_parts.get(key)
        if before == part.figures:
            continue
        row = {"customer_id": books.customer_id, "sale_id": part.sale_id, "lot_id": part.lot_id}
        figures = {"amount": part.amount, "returned": part.returned}
        if before is None:
            connection.execute(insert(SPENT_PART).values(**row, number=part.number, **figures))
        else:
            same = [SPENT_PART.c[name] == value for name, value in row.items()]
            connection.execute(update(SPENT_PART).where(*same).values(**figures))


def _lot_key(customer_id: str, lot: LotState) -> dict[str, object]:
    return {
        "customer_id": customer_id,
        "lot_id": lot.lot_id,
        "earned_day": lot.earned_day,
        "active_day": lot.earned_day,
        "expires_day": lot.expires_day,
        "programme_id": lot.programme_id,
        "origin_lot_id": lot.origin_lot_id,
    }
