"""The live state of the tills: a page that renews its table by itself, as long as somebody looks."""

from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Filling, Words, counted
from sync.server.database import reading
from sync.server.office.names import shop_names
from sync.server.office.tills_seen import Alert, TillSeen, tills_seen
from sync.server.pages.answer import Answer, Shown
from sync.server.pages.visit import Visit

_ALERTS = {
    Alert.PARKED: Words("Operations wait for a decision"),
    Alert.SILENT: Words("Silent for half an hour with a shift open"),
    Alert.QUEUE: Words("Has receipts that the server has not, and does not answer"),
    Alert.LOST: Words("Declared lost"),
    Alert.SHUT_OUT: Words("Shut out"),
    Alert.NO_KEY: Words("Waits for an enrolment code"),
}
_MINUTE = 60
_HOUR = 3_600
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class TillRow:
    """A till in words. ``state``: ``good``, ``warning`` or ``bad``, and ``state_words`` the same to read."""

    shop: str
    code: str
    name: str
    state: str
    state_words: str
    program: str
    waiting: str
    contact: str
    contact_at: str
    shift: str
    alerts: tuple[str, ...]


def tills_page(visit: Visit) -> Answer:
    """The whole page, or with ``part`` its table alone, for the page that renews itself."""
    rows, left_out = till_rows(visit)
    values = {"title": visit.say(Words("Tills")), "tills": rows, "left_out": left_out}
    return Shown("tills_table.html" if "part" in visit.asked else "tills.html", values)


def till_rows(visit: Visit) -> tuple[tuple[TillRow, ...], int]:
    """The tills that the viewer sees."""
    visit.site.reports().fold()
    with reading(visit.central.engine) as connection:
        seen = tills_seen(connection, visit.viewer.shop_ids, visit.now)
        shops = shop_names(connection, {till.shop_id for till in seen.tills})
    return tuple(_row(visit, till, shops[till.shop_id]) for till in seen.tills), seen.left_out


def _row(visit: Visit, till: TillSeen, shop: str) -> TillRow:
    late = till.is_late(visit.now)
    state = "bad" if till.alerts else "warning" if late else "good"
    words = {
        "bad": Words("Needs somebody"),
        "warning": Words("Not connected"),
        "good": Words("Connected"),
    }
    figures = visit.words.figures
    waiting = visit.say(Words("not told")) if till.waiting is None else figures.number(Kind.COUNT, till.waiting)
    return TillRow(
        shop=shop,
        code=till.code,
        name=till.name,
        state=state,
        state_words=visit.say(words[state]),
        program=till.program or visit.say(Words("not told")),
        waiting=waiting,
        contact=_ago(visit, till.contact_at),
        contact_at="" if till.contact_at is None else figures.instant(till.contact_at),
        shift=_shift(visit, till),
        alerts=tuple(visit.say(_ALERTS[alert]) for alert in till.alerts),
    )


def _shift(visit: Visit, till: TillSeen) -> str:
    if till.shift_number is None or till.shift_opened_at is None:
        return visit.say(Words("closed"))
    places = (("number", Filling(Kind.COUNT, till.shift_number)), ("at", Filling(Kind.INSTANT, till.shift_opened_at)))
    return visit.say(Words("No. {number} since {at}", places))


def _ago(visit: Visit, at: datetime | None) -> str:
    if at is None:
        return visit.say(Words("never"))
    seconds = max(0, int((visit.now - at).total_seconds()))
    if seconds < _MINUTE:
        return visit.say(Words("just now"))
    if seconds < _HOUR:
        return visit.say(counted("{count} minute ago", "{count} minutes ago", seconds // _MINUTE))
    if seconds < _DAY:
        return visit.say(counted("{count} hour ago", "{count} hours ago", seconds // _HOUR))
    return visit.say(counted("{count} day ago", "{count} days ago", seconds // _DAY))
