"""Points spent by a sale, with and without a promise behind them, and points that come in."""

from collections.abc import Sequence
from datetime import date

from pos_app.domain.loyalty.account import Lot
from pos_app.domain.loyalty.lots import consume
from pos_app.domain.money.units import Points
from sync.server.ledger.accounts import LegList, PointsAccount
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import DEBT_PART, RISK_PART, LotState, ReservationBooks


def spend(books: CustomerBooks, sale_id: str, points: Points, day: date, legs: LegList) -> None:
    """Pay without a promise: free lots soonest-expiring first, then what burnt since ``day``, the rest is risk."""
    left = _take_in_order(books, sale_id, points, day, legs)
    burnt = [Lot(lot.lot_id, lot.expires_day, lot.burnt) for lot in books.lots.values() if lot.spendable(day)]
    called_back = consume(burnt, left) if left else None
    for lot_id, amount in () if called_back is None else called_back.taken:
        books.lots[lot_id].burnt -= amount
        legs.add(PointsAccount.EXPIRED, -amount, lot_id)
        books.part(sale_id, lot_id).amount += amount
        left -= amount
    spend_at_risk(books, sale_id, left, legs)
    legs.add(PointsAccount.REDEEMED, points - left)


def spend_at_risk(books: CustomerBooks, sale_id: str, points: Points, legs: LegList) -> None:
    """Points that were spent and are nowhere: the programme bears them, the customer's balance does not change."""
    if points:
        legs.add(PointsAccount.RISK, -points)
        legs.add(PointsAccount.REDEEMED, points)
        books.part(sale_id, RISK_PART).amount += points


def spend_promised(
    books: CustomerBooks, sale_id: str, reservation: ReservationBooks, points: Points, legs: LegList
) -> Points:
    """Pay out of a promise, soonest-expiring first; answers what it did not have."""
    left = points
    for lot_id in reservation.parts_in_order(books.lots):
        amount = min(left, reservation.parts[lot_id])
        reservation.parts[lot_id] -= amount
        books.part(sale_id, lot_id).amount += amount
        if lot_id == DEBT_PART:
            legs.add(PointsAccount.RESERVED, -amount)
        else:
            books.lots[lot_id].remaining -= amount
            books.lots[lot_id].reserved -= amount
            legs.add(PointsAccount.RESERVED, -amount, lot_id)
        left -= amount
    reservation.spent += points - left
    legs.add(PointsAccount.REDEEMED, points - left)
    return left


def spend_lawfully_owed(books: CustomerBooks, sale_id: str, points: Points, day: date, legs: LegList) -> None:
    """Pay out of a promise that only the lost life of the server knew: from the lots, else the customer owes it.

    What he earned before it is on its way from the tills' archives and pays the debt.
    """
    books.take_or_owe(sale_id, _take_in_order(books, sale_id, points, day, legs), day, legs)
    legs.add(PointsAccount.REDEEMED, points)


def donate(books: CustomerBooks, gift_id: str, points: Points, day: date, legs: LegList) -> None:
    """Take points for a good cause, soonest-expiring first; they belong to the gift as others to the sale that spent
    them. ``points`` are spendable; the caller adds where they go.
    """
    _take_in_order(books, gift_id, points, day, legs)


def credit(books: CustomerBooks, lots: Sequence[LotState], day: date, legs: LegList) -> None:
    """Points that come in as new lots (their ``granted`` says how many); a debt is paid out of them first."""
    for lot in lots:
        lot.remaining = lot.granted
        books.lots[lot.lot_id] = lot
        legs.add(PointsAccount.AVAILABLE, lot.granted, lot.lot_id)
        legs.add(PointsAccount.ISSUED, -lot.granted)
    books.pay_debt(day, legs)


def burn(books: CustomerBooks, lot: LotState, legs: LegList) -> Points:
    """End a lot whose day is over; what is promised to tills stays until they settle. Answers what burnt."""
    points = lot.free
    legs.add(PointsAccount.AVAILABLE, -points, lot.lot_id)
    legs.add(PointsAccount.EXPIRED, points, lot.lot_id)
    lot.burnt += points
    lot.remaining -= points
    return points


def _take_in_order(books: CustomerBooks, sale_id: str, points: Points, day: date, legs: LegList) -> Points:
    """Out of the lots that may be spent on the day, soonest-expiring first; answers what they did not have."""
    left = points
    for lot in books.in_order_of_use(day) if left else ():
        amount = min(left, lot.free)
        lot.remaining -= amount
        legs.add(PointsAccount.AVAILABLE, -amount, lot.lot_id)
        books.part(sale_id, lot.lot_id).amount += amount
        left -= amount
        if not left:
            break
    return left
