"""Promises in the books: points move from ``available`` to ``reserved`` and back; their lots stay named.

A deadline never frees points: only the till's own closing does, or a person who declares the till lost.
"""

from datetime import date

from pos_app.domain.money.units import Points
from sync.server.ledger.accounts import LegList, PointsAccount
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import CLOSED, DEBT_PART, SETTLING, ReservationBooks


def reserve(books: CustomerBooks, reservation: ReservationBooks, points: Points, day: date, legs: LegList) -> Points:
    """Promise up to ``points`` of what may be spent on the day, soonest-expiring first; answers how much that is."""
    reservation.granted = points - _promise_in_order(books, reservation, points, day, legs)
    books.reservations[reservation.reservation_id] = reservation
    return reservation.granted


def rebuild(books: CustomerBooks, reservation: ReservationBooks, day: date, legs: LegList) -> None:
    """Take up a promise that only the lost life of the server knew: it holds whole, what no lot covers yet is owed.

    The earnings that it was made of may still be on their way from the tills' archives; they pay the debt.
    """
    books.reservations[reservation.reservation_id] = reservation
    left = _promise_in_order(books, reservation, reservation.granted, day, legs)
    books.back_or_owe(reservation, left, day, legs)


def close(
    books: CustomerBooks, reservation: ReservationBooks, reason: str, day: date, legs: LegList, keep: Points = 0
) -> None:
    """Give back what is left, but for ``keep``, which a parked receipt spent; a debt is paid out of it first."""
    left = max(0, reservation.left - keep)
    for lot_id in reversed(reservation.parts_in_order(books.lots)):
        amount = min(left, reservation.parts[lot_id])
        reservation.parts[lot_id] -= amount
        if lot_id == DEBT_PART:
            legs.add(PointsAccount.RESERVED, -amount)
            legs.add(PointsAccount.DEBT, amount)
        else:
            books.lots[lot_id].reserved -= amount
            legs.add(PointsAccount.RESERVED, -amount, lot_id)
            legs.add(PointsAccount.AVAILABLE, amount, lot_id)
        left -= amount
    reservation.state = SETTLING if reservation.left else CLOSED
    reservation.reason = reason
    reservation.recall = False
    books.pay_debt(day, legs)


def _promise_in_order(
    books: CustomerBooks, reservation: ReservationBooks, points: Points, day: date, legs: LegList
) -> Points:
    """Put the lots behind it that may be spent on the day, soonest-expiring first; answers what they did not have."""
    left = points
    for lot in books.in_order_of_use(day) if left else ():
        amount = min(left, lot.free)
        books.put_behind(reservation, lot, amount, legs)
        left -= amount
        if not left:
            break
    return left
