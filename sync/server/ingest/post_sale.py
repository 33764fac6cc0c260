"""A sale in the server's books: points spent out of promises and lots, points earned into lots, turnover and tier."""

from datetime import date, timedelta

from pos_app.domain.transaction.earned_lots import held_lots
from pos_app.domain.transaction.sale import Sale
from sync.protocol.operation import Operation
from sync.server.awards.welcomes import welcome_purchase
from sync.server.ingest.desk import (
    PROGRAMME_NOT_IN_FORCE,
    SPENT_AT_RISK,
    WITHOUT_PROMISE,
    Desk,
    KnownReceipt,
)
from sync.server.ingest.post_friends import reward_for_friend
from sync.server.ingest.post_points import post_top_up_bonus
from sync.server.ingest.purchases import count_purchase, post_clearing
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.ingest.sums import check_sale_sums
from sync.server.ledger.accounts import EntryKind, LegList
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import CLOSED, OPEN, SETTLING, LotState, ReservationBooks
from sync.server.ledger.spending import credit, spend, spend_at_risk, spend_lawfully_owed, spend_promised
from sync.server.numbers.post import post_sale_numbers
from sync.server.reservations.grants import granted_terms
from sync.server.stored_value.post import check_sale_values, post_sale_values
from sync.server.tables import RECEIPT

_RECENT = timedelta(hours=72)
"""A visit of before brings no lease."""

SPENT_BEFORE_RESTORE = "restored"
"""Why a promise is closed that only receipts tell of: the server was restored from a backup made before it."""


def post_sale(desk: Desk, operation: Operation, sale: Sale, number: tuple[str, int, int]) -> None:
    """Post a sale; ``number``: the operation that holds its record. Raises :class:`RuleBrokenError`."""
    books = _checked(desk, sale)
    day = desk.posting_day(sale.business_day)
    if not desk.programmes.was_in_force(sale.programme_id, sale.programme_version, operation.business_at):
        desk.flag(PROGRAMME_NOT_IN_FORCE)
    _add_receipt(desk, sale, day, number)
    post_sale_values(desk, sale)
    post_sale_numbers(desk, sale, day)
    if books is None:
        return
    if sale.points:
        _spend(desk, books, operation.till_id, sale, day)
    if sale.earned:
        legs = desk.legs(books, sale.programme_id)
        credit(books, _earned(sale, day), day, legs)
        desk.enter(books, sale.receipt_id, EntryKind.EARN, legs)
    if sale.card_step is not None:
        desk.note_card_step(books, sale.card_step, operation.till_id)
    post_top_up_bonus(desk, books, sale, day)
    post_clearing(desk, books, sale)
    welcome_purchase(desk, books, sale, day)
    count_purchase(desk, books, sale, day)
    reward_for_friend(desk, books, sale, day)
    if operation.till_id == desk.till_id and desk.received_at - operation.business_at < _RECENT:
        desk.visited[books.customer_id] = sale.receipt_id


def _checked(desk: Desk, sale: Sale) -> CustomerBooks | None:
    check_sale_sums(sale)
    if sale.receipt_id in desk.receipts:
        raise RuleBrokenError("receipt_known", f"receipt {sale.receipt_id} came from another till before")
    if sale.earned and not sale.lots and sale.lot_expires_day is None:
        raise RuleBrokenError("lot_day_missing", f"receipt {sale.receipt_id} earns points that have no last day")
    if sale.lots and not _names_its_own_lots(sale):
        raise RuleBrokenError("lots_invalid", f"receipt {sale.receipt_id} names lots that are not its own")
    if sale.redemption and not _is_of_its_points(sale):
        raise RuleBrokenError("redemption_invalid", f"receipt {sale.receipt_id} spends other points than it says")
    check_sale_values(desk, sale)
    if sale.customer_id is None:
        return None
    books = desk.books_of(sale.customer_id)
    if books is None:
        raise RuleBrokenError("customer_unknown", f"customer {sale.customer_id} has no account")
    return books


def _names_its_own_lots(sale: Sale) -> bool:
    names = {lot.lot_id for lot in sale.lots}
    own = all(name == sale.receipt_id or name.startswith(f"{sale.receipt_id}/") for name in names)
    right = all(lot.points > 0 and lot.active_day <= lot.expires_day for lot in sale.lots)
    return own and right and len(names) == len(sale.lots)


def _is_of_its_points(sale: Sale) -> bool:
    """Whether what it spends of promises names each once and comes to no more than it says."""
    parts = sale.redemption
    once = len({part.reservation_id for part in parts}) == len(parts)
    return once and all(part.points > 0 for part in parts) and sum(part.points for part in parts) <= sale.points


def _spend(desk: Desk, books: CustomerBooks, till_id: str, sale: Sale, day: date) -> None:
    legs = desk.legs(books, sale.programme_id)
    promised = 0
    for part in sale.redemption:
        promised += part.points
        reservation = books.reservations.get(part.reservation_id)
        if reservation is not None and reservation.till_id == till_id and reservation.state in (OPEN, SETTLING):
            missing = spend_promised(books, sale.receipt_id, reservation, part.points, legs)
            if reservation.state == SETTLING and not reservation.left:
                reservation.state = CLOSED
        else:
            missing = _spend_of_lost_life(
                desk, books, till_id, sale, part.reservation_id, part.points, part.grant, legs
            )
        if missing:
            desk.flag(SPENT_AT_RISK)
            spend_at_risk(books, sale.receipt_id, missing, legs)
    if sale.points > promised:
        desk.flag(WITHOUT_PROMISE)
        spend(books, sale.receipt_id, sale.points - promised, day, legs)
    desk.enter(books, sale.receipt_id, EntryKind.SPEND, legs)


def _spend_of_lost_life(
    desk: Desk,
    books: CustomerBooks,
    till_id: str,
    sale: Sale,
    reservation_id: str,
    points: int,
    grant: str,
    legs: LegList,
) -> int:
    """A promise that these books do not know but this server signed; answers what it does not cover."""
    known = books.reservations.get(reservation_id)
    if known is None:
        terms = granted_terms(desk.central.signing_key, grant)
        if terms is None or (terms.reservation_id, terms.till_id) != (reservation_id, till_id):
            return points
        if desk.person(terms.customer_id) != books.customer_id:
            return points
        known = ReservationBooks(
            reservation_id,
            till_id,
            terms.epoch,
            terms.kind.value,
            terms.granted,
            terms.duration_ms,
            0,
            terms.customer_id,
            state=CLOSED,
            reason=SPENT_BEFORE_RESTORE,
            grant_text=grant,
        )
        books.reservations[reservation_id] = known
    if known.reason != SPENT_BEFORE_RESTORE or known.till_id != till_id:
        return points
    covered = min(points, known.granted - known.spent)
    known.spent += covered
    spend_lawfully_owed(books, sale.receipt_id, covered, desk.posting_day(sale.business_day), legs)
    return points - covered


def _earned(sale: Sale, day: date) -> list[LotState]:
    """The sale's lots; where its clock was far off, with their days counted from the day that it is posted on."""
    shift = day - sale.business_day
    return [
        LotState(
            lot.lot_id,
            day,
            _shifted(lot.active_day, shift),
            _shifted(lot.expires_day, shift),
            lot.remaining,
            0,
            sale.programme_id,
            sale_id=sale.receipt_id,
        )
        for lot in held_lots(sale)
    ]


def _shifted(day: date, shift: timedelta) -> date:
    return day + shift if shift else day


def _add_receipt(desk: Desk, sale: Sale, day: date, number: tuple[str, int, int]) -> None:
    till_id, epoch, seq = number
    desk.receipts[sale.receipt_id] = KnownReceipt(sale.receipt_id, "sale", number, sale.customer_id, day)
    desk.sales[sale.receipt_id] = sale
    desk.sheet.add(
        RECEIPT,
        {
            "receipt_id": sale.receipt_id,
            "kind": "sale",
            "number": sale.number,
            "till_id": till_id,
            "epoch": epoch,
            "seq": seq,
            "customer_id": sale.customer_id,
            "sale_id": None,
            "business_day": day,
            "money_kopecks": sale.money_kopecks,
            "points_kopecks": sale.points_kopecks,
            "points": sale.points,
            "earned": sale.earned,
            "withheld": 0,
        },
    )
