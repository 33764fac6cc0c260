"""A till asks for money of a certificate or an account for one receipt. The same id is answered with the same hold.

Whoever comes first holds the row; the second is given what is left then.
"""

from sqlalchemy import Connection, select

from pos_app.domain.stored_value.value_kind import ValueKind
from sync.protocol.operation import unix_ms
from sync.protocol.stored_value import ValueAnswer, ValueRequest, ValueState
from sync.server.central import Central
from sync.server.enrolment import locked_till
from sync.server.epochs.story import promises_paused
from sync.server.ingest.continuity import check_epoch
from sync.server.ledger.row_sheet import RowSheet
from sync.server.reservations.refused import PromisesPausedError, RequestInvalidError
from sync.server.stored_value.value_books import BLOCKED, OPEN, UNSOLD, Hold, ValueBooks
from sync.server.stored_value.value_reader import load_values, put_values
from sync.server.tables import CUSTOMER_ALIAS

REPLACED = "replaced"
"""The same receipt asks anew: it does not pay with what it asked for before, and its word to say so is on its way."""
REFUSED = "refused"
"""Nothing was granted and the till was told so: it closes nothing, and the same request may come late once more."""
_LONGEST_ID = 40
_MOST_KOPECKS = 2**53


def answer_value(connection: Connection, central: Central, till_id: str, request: ValueRequest) -> ValueAnswer:
    """Set aside what is free of what is wanted, or only tell.

    Raises ``FencedError``, ``ForkError``, :class:`PromisesPausedError`, :class:`RequestInvalidError`.
    """
    ids = (request.hold_id, request.owner, request.receipt_id)
    if not all(0 < len(each) <= _LONGEST_ID and "\0" not in each for each in (*ids, request.pays_back or "-")):
        raise RequestInvalidError(f"hold_id, owner, receipt_id, pays_back: 1 to {_LONGEST_ID} characters are expected")
    if not 0 <= request.kopecks <= _MOST_KOPECKS:
        raise RequestInvalidError("kopecks: 0 or more are expected")
    till = locked_till(connection, till_id)
    check_epoch(till, request.epoch)
    if promises_paused(connection):
        raise PromisesPausedError
    key = (request.kind, _person(connection, request))
    books = load_values(connection, (key,), (), (request.hold_id,))[key]
    now = central.now()
    state = _state(books, central)
    hold = books.holds.get(request.hold_id)
    if hold is None and request.kopecks:
        for earlier in books.holds.values():
            if (earlier.receipt_id, earlier.till_id) == (request.receipt_id, till.till_id):
                earlier.close(REPLACED)
    may = hold is None or hold.reason == REFUSED
    under_way = may and _is_paid_out_elsewhere(books, request)
    if hold is None and request.kopecks:
        granted = min(request.kopecks, books.free) if state is ValueState.ACTIVE and not under_way else 0
        hold = Hold(
            request.hold_id,
            till.till_id,
            till.epoch,
            request.receipt_id,
            granted,
            unix_ms(now),
            pays_back=request.pays_back or None,
        )
        if not granted:
            hold.close(REFUSED)
        books.holds[request.hold_id] = hold
    sheet = RowSheet()
    put_values(sheet, (books,))
    sheet.write(connection)
    is_open = hold is not None and hold.state == OPEN and hold.till_id == till.till_id
    return ValueAnswer(
        hold_id=request.hold_id,
        granted=hold.kopecks if hold is not None and is_open else 0,
        left=books.free,
        state=state,
        incarnation=central.incarnation,
        nominal=books.nominal,
        until_day=books.until_day,
        closed=hold is not None and not is_open and hold.reason != REFUSED,
        under_way=under_way,
    )


def _is_paid_out_elsewhere(books: ValueBooks, request: ValueRequest) -> bool:
    """Whether another return of the same sale is put together: an account may hold enough for both."""
    return bool(request.pays_back) and any(
        each.state == OPEN and each.pays_back == request.pays_back and each.receipt_id != request.receipt_id
        for each in books.holds.values()
    )


def _person(connection: Connection, request: ValueRequest) -> str:
    """Who an id is: an alias leads to the person it turned out to be."""
    if request.kind is not ValueKind.ACCOUNT:
        return request.owner
    person: str | None = connection.execute(
        select(CUSTOMER_ALIAS.c.customer_id).where(CUSTOMER_ALIAS.c.alias_id == request.owner)
    ).scalar_one_or_none()
    return person or request.owner


def _state(books: ValueBooks, central: Central) -> ValueState:
    if books.kind is ValueKind.ACCOUNT:
        return ValueState.ACTIVE
    if books.state == UNSOLD:
        return ValueState.UNKNOWN
    if books.state == BLOCKED:
        return ValueState.BLOCKED
    if books.until_day is not None and books.until_day < central.today():
        return ValueState.EXPIRED
    return ValueState.ACTIVE
