"""The records behind a figure of points beside receipts, newest days first: from the shifts that have any."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, or_, select

from pos_app.domain.report.beside_figure import BesideChoice, id_of, points_of
from pos_app.domain.report.figures import BesideLine, BesidePage
from pos_app.domain.report.fold import fold
from pos_app.domain.report.receipt_choice import ReceiptChoice
from sync.protocol.operation import unix_ms
from sync.reports.shift_row import ShiftRow, shift_row
from sync.reports.tables import REPORT_SHIFT
from sync.reports.told import ShiftFacts
from sync.reports.whole_figure import shifts_with_any, whole_figure

_DAYS_AT_ONCE = 31
_SHIFTS_AT_ONCE = 64
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class _Place:
    """Behind which record a page begins; ``shown``: how many came before."""

    day: date
    shift_id: str
    at_ms: int
    record_id: str
    shown: int


def points_beside(
    connection: Connection, facts: ShiftFacts, choice: BesideChoice, limit: int, after: str
) -> BesidePage:
    """A page of them; ``after`` is what the page before gave ("" for the first)."""
    counted = ReceiptChoice(choice.span, choice.figure.figure)
    whole, place = whole_figure(connection, counted), _place_in(after)
    days = sorted((day for day in whole.days if place is None or day <= place.day), reverse=True)
    found: list[tuple[date, BesideLine]] = []
    for row in _shifts(connection, counted, days, place):
        found += ((row.day, line) for line in _lines(connection, facts, choice, row, place))
        if len(found) > limit:
            break
    page, shown = found[:limit], (0 if place is None else place.shown) + min(limit, len(found))
    following = None
    if len(found) > limit:
        day, last = page[-1]
        following = f"{day}|{last.shift_id}|{unix_ms(fold(last.record).at)}|{shown}|{id_of(last.record)}"
    gone = (whole.count or 0) - shown if following is None else 0
    return BesidePage(tuple(line for _, line in page), whole.count or 0, whole.amount, following, max(0, gone))


def _lines(
    connection: Connection, facts: ShiftFacts, choice: BesideChoice, row: ShiftRow, place: _Place | None
) -> list[BesideLine]:
    shift_id, person = str(row.cells["shift_id"]), choice.span.operator_id
    once = {id_of(each): each for each in facts.beside_receipts(connection, row)}
    mine = [
        (unix_ms(fold(each).at), record_id, each)
        for record_id, each in once.items()
        if isinstance(each, choice.figure.of) and person in ("", each.operator_id)
    ]
    # What gave nothing counts as one, too: a typed sum may be too small for a point.
    mine.sort(key=lambda each: each[:2], reverse=True)
    if place is not None and (row.day, shift_id) == (place.day, place.shift_id):
        mine = [each for each in mine if each[:2] < (place.at_ms, place.record_id)]
    return [BesideLine(shift_id, row.shop_id, each, points_of(each)) for _, _, each in mine]


def _shifts(
    connection: Connection, counted: ReceiptChoice, days: Sequence[date], place: _Place | None
) -> Iterator[ShiftRow]:
    """Shifts with any of them, from the newest day on."""
    span, shift = counted.span, REPORT_SHIFT.c
    for start in range(0, len(days), _DAYS_AT_ONCE):
        conditions = [shift.day.in_(days[start : start + _DAYS_AT_ONCE]), shifts_with_any(counted)]
        if span.shift_id:
            conditions.append(shift.shift_id == span.shift_id)
        if span.shop_ids is not None:
            conditions.append(shift.shop_id.in_(sorted(span.shop_ids)))
        behind = (
            None
            if place is None
            else or_(shift.day < place.day, and_(shift.day == place.day, shift.shift_id <= place.shift_id))
        )
        while True:
            asked = select(REPORT_SHIFT).where(*conditions, *(() if behind is None else (behind,)))
            rows = connection.execute(
                asked.order_by(shift.day.desc(), shift.shift_id.desc()).limit(_SHIFTS_AT_ONCE)
            ).all()
            yield from map(shift_row, rows)
            if len(rows) < _SHIFTS_AT_ONCE:
                break
            last = rows[-1]
            behind = or_(shift.day < last.day, and_(shift.day == last.day, shift.shift_id < last.shift_id))


def _place_in(after: str) -> _Place | None:
    """What somebody made up himself begins at the beginning."""
    day, shift_id, at_ms, shown, record_id = [*after.split("|", 4), "", "", "", "", ""][:5]
    if not all(each.isascii() and each.isdigit() and len(each) <= _MOST_DIGITS for each in (at_ms, shown)):
        return None
    try:
        return _Place(date.fromisoformat(day), shift_id, int(at_ms), record_id, int(shown))
    except ValueError:
        return None
