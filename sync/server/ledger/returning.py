"""Returns in the books: spent points go back to their lots, earned ones are taken back (loyalty-rules «Returning»)."""

from datetime import date, timedelta

from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Points
from sync.server.ledger.accounts import LegList, PointsAccount
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import DEBT_PART, NO_SALE, RISK_PART, LotState


class PartsExceededError(ValueError):
    """More points would go back than the sale spent: the caller's sums are wrong."""

    def __init__(self, asked: Points, left: Points) -> None:
        super().__init__(f"at most {left} hundredths of a point are left to give back, asked for {asked}")
        self.asked = asked
        self.left = left


def give_back(
    books: CustomerBooks, sale_id: str, points: Points, day: date, return_id: str, grace_days: int, legs: LegList
) -> None:
    """Return points that a sale spent: what is owed for it first, the rest to its lots, by what is still out.

    A lot that had expired on ``day`` cannot take them: they become a lot that is named after the return and lives for
    ``grace_days`` more. A debt of other sales is paid out of what arrived. Raises :class:`PartsExceededError`.
    """
    mine = books.parts_of(sale_id)
    if points > sum(part.out for part in mine):
        raise PartsExceededError(points, sum(part.out for part in mine))
    left = points
    for part in mine:
        if part.lot_id == DEBT_PART:
            amount = min(left, part.out)
            part.returned += amount
            legs.add(PointsAccount.DEBT, amount)
            left -= amount
    others = [part for part in mine if part.lot_id != DEBT_PART]
    rooms = [part.out for part in others]
    for part, amount in zip(others, allocate(left, rooms, rooms), strict=True):
        part.returned += amount
        if part.lot_id == RISK_PART:
            legs.add(PointsAccount.RISK, amount)
        elif amount:
            lot = _living(books, books.lots[part.lot_id], day, return_id, grace_days)
            lot.remaining += amount
            lot.granted += amount if lot.lot_id != part.lot_id else 0
            legs.add(PointsAccount.AVAILABLE, amount, lot.lot_id)
    legs.add(PointsAccount.REDEEMED, -points)
    books.pay_debt(day, legs)


def take_back(books: CustomerBooks, points: Points, sale_id: str, day: date, legs: LegList) -> None:
    """Undo what a sale earned: pending lots first, what is free of them; then what burnt, what was spent and promised.

    The sales that spent it, the newest first, and then the promises that hold it, move on to other lots alive on
    ``day``; what none covers the customer owes.
    """
    take_back_from(books, points, [lot for lot in books.lots.values() if lot.sale_id == sale_id], day, legs)


def take_back_from(books: CustomerBooks, points: Points, own: list[LotState], day: date, legs: LegList) -> None:
    """Undo what these lots were granted, in the way of ``take_back``."""
    legs.add(PointsAccount.ISSUED, points)
    own.sort(key=lambda lot: (lot.active_day <= day, lot.expires_day, lot.lot_id))
    left = points
    for lot in own:
        for member in _family(books, lot):
            amount = min(left, lot.granted - lot.taken_back, member.free)
            member.remaining -= amount
            lot.taken_back += amount
            legs.add(PointsAccount.AVAILABLE, -amount, member.lot_id)
            left -= amount
    for lot in own:
        amount = min(left, lot.granted - lot.taken_back)
        lot.taken_back += amount
        left -= amount
        _call_back(books, lot, amount, day, legs)
    books.take_or_owe(NO_SALE, left, day, legs)


def _call_back(books: CustomerBooks, lot: LotState, points: Points, day: date, legs: LegList) -> None:
    """Of a lot that has nothing free: what burnt, then what is out."""
    family = _family(books, lot)
    names = {member.lot_id for member in family}
    left = points
    for member in family:
        amount = min(left, member.burnt)
        member.burnt -= amount
        legs.add(PointsAccount.EXPIRED, -amount, member.lot_id)
        left -= amount
    spenders = [part for part in books.parts.values() if part.lot_id in names and part.out]
    for part in sorted(spenders, key=lambda each: each.sale_id, reverse=True):
        amount = min(left, part.out)
        part.amount -= amount
        books.take_or_owe(part.sale_id, amount, day, legs)
        left -= amount
    for reservation in sorted(books.reservations.values(), key=lambda each: each.reservation_id, reverse=True):
        for member in family:
            amount = min(left, reservation.parts.get(member.lot_id, 0))
            if amount:
                reservation.parts[member.lot_id] -= amount
                member.remaining -= amount
                member.reserved -= amount
                legs.add(PointsAccount.RESERVED, -amount, member.lot_id)
                books.back_or_owe(reservation, amount, day, legs)
                left -= amount
    books.take_or_owe(NO_SALE, left, day, legs)


def _family(books: CustomerBooks, lot: LotState) -> list[LotState]:
    """A lot and those that keep its returned points alive for the grace."""
    return [lot, *(each for each in books.lots.values() if each.origin_lot_id == lot.lot_id)]


def _living(books: CustomerBooks, lot: LotState, day: date, return_id: str, grace_days: int) -> LotState:
    """The lot, or if it has expired the one that lives on in its place, with nothing in it yet."""
    if lot.alive(day):
        return lot
    # One for each lot that expired: a sale whose points are in it must find them when it comes back.
    taken = sum(1 for each in books.lots.values() if each.lot_id.partition(".")[0] == return_id)
    grace_id = f"{return_id}.{taken + 1}" if taken else return_id
    grace_day = day + timedelta(days=grace_days)
    origin = lot.origin_lot_id or lot.lot_id
    made = LotState(grace_id, day, day, grace_day, 0, 0, lot.programme_id, origin_lot_id=origin)
    books.lots[grace_id] = made
    return made
