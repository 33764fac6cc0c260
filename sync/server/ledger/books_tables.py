"""Reads a customer's books from the tables and writes them back, with the journal entry of each posting."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Connection, and_, insert, or_, select, update

from pos_app.domain.ledger.entry import Entry
from sync.protocol.operation import unix_ms
from sync.server.ledger.customer_books import CustomerBooks, EarnedPart, LotState, SpentPart
from sync.server.tables import ACCOUNT, EARNED_PART, ENTRY, LEG, LOT, SPENT_PART


def load_books(
    connection: Connection, customer_id: str, business_day: date, lot_ids: Collection[str] = ()
) -> CustomerBooks | None:
    """The books of a customer, locked until the transaction ends; None if the server has no such account.

    With every lot that has points, those burnt but alive on ``business_day``, and ``lot_ids``.
    """
    account = connection.execute(
        select(ACCOUNT).where(ACCOUNT.c.customer_id == customer_id).with_for_update()
    ).one_or_none()
    if account is None:
        return None
    wanted = or_(
        LOT.c.remaining > 0,
        and_(LOT.c.burnt > 0, LOT.c.expires_day >= business_day),
        LOT.c.lot_id.in_(tuple(lot_ids)),
    )
    rows = connection.execute(select(LOT).where(LOT.c.customer_id == customer_id, wanted))
    lots = {
        row.lot_id: LotState(
            row.lot_id, row.earned_day, row.expires_day, row.granted, row.remaining, row.programme_id, row.burnt
        )
        for row in rows
    }
    stored = {lot.lot_id: lot.figures for lot in lots.values()}
    return CustomerBooks(customer_id, account.debt, account.turnover_kopecks, account.tier_code, lots, stored)


def save_books(connection: Connection, books: CustomerBooks) -> None:
    """Write the kept rows back: new lots, changed lots, the account."""
    key = LOT.c.customer_id == books.customer_id
    for lot in books.lots.values():
        before = books.stored.get(lot.lot_id)
        if before == lot.figures:
            continue
        figures = {"granted": lot.granted, "remaining": lot.remaining, "burnt": lot.burnt}
        if before is None:
            connection.execute(insert(LOT).values(**_lot_key(books.customer_id, lot), **figures))
        else:
            connection.execute(update(LOT).where(key, LOT.c.lot_id == lot.lot_id).values(**figures))
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


def add_spent_parts(connection: Connection, customer_id: str, sale_id: str, parts: Iterable[SpentPart]) -> None:
    """Remember which lots a sale ate."""
    rows = [
        {
            "customer_id": customer_id,
            "sale_id": sale_id,
            "lot_id": part.lot_id,
            "number": number,
            "amount": part.amount,
            "returned": part.returned,
        }
        for number, part in enumerate(parts)
    ]
    if rows:
        connection.execute(insert(SPENT_PART), rows)


def spent_parts(connection: Connection, customer_id: str, sale_id: str) -> list[SpentPart]:
    """Which lots a sale ate, in the order in which it ate them."""
    rows = connection.execute(
        select(SPENT_PART)
        .where(SPENT_PART.c.customer_id == customer_id, SPENT_PART.c.sale_id == sale_id)
        .order_by(SPENT_PART.c.number)
    )
    return [SpentPart(row.lot_id, row.amount, row.returned) for row in rows]


def save_spent_parts(connection: Connection, customer_id: str, sale_id: str, parts: Iterable[SpentPart]) -> None:
    """Write back what went back to each lot."""
    for part in parts:
        connection.execute(
            update(SPENT_PART)
            .where(
                SPENT_PART.c.customer_id == customer_id,
                SPENT_PART.c.sale_id == sale_id,
                SPENT_PART.c.lot_id == part.lot_id,
            )
            .values(returned=part.returned)
        )


def add_earned_part(connection: Connection, customer_id: str, sale_id: str, part: EarnedPart) -> None:
    """Remember what a sale earned."""
    connection.execute(
        insert(EARNED_PART).values(
            customer_id=customer_id,
            sale_id=sale_id,
            lot_id=part.lot_id,
            granted=part.granted,
            debt_repaid=part.debt_repaid,
            debt_restored=part.debt_restored,
        )
    )


def earned_part(connection: Connection, customer_id: str, sale_id: str) -> EarnedPart | None:
    """What a sale earned; None if nothing."""
    row = connection.execute(
        select(EARNED_PART).where(EARNED_PART.c.customer_id == customer_id, EARNED_PART.c.sale_id == sale_id)
    ).one_or_none()
    return None if row is None else EarnedPart(row.lot_id, row.granted, row.debt_repaid, row.debt_restored)


def save_earned_part(connection: Connection, customer_id: str, sale_id: str, part: EarnedPart) -> None:
    """Write back how much of a repaid debt is restored."""
    connection.execute(
        update(EARNED_PART)
        .where(EARNED_PART.c.customer_id == customer_id, EARNED_PART.c.sale_id == sale_id)
        .values(debt_restored=part.debt_restored)
    )


def _lot_key(customer_id: str, lot: LotState) -> dict[str, object]:
    return {
        "customer_id": customer_id,
        "lot_id": lot.lot_id,
        "earned_day": lot.earned_day,
        "expires_day": lot.expires_day,
        "programme_id": lot.programme_id,
    }
