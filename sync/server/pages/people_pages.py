"""Accounts of the office: who there is, with which role and shops, when he signed on last; and the names of shops."""

from dataclasses import dataclass
from http import HTTPStatus

from pos_app.domain.report.words import Words
from sync.server.database import reading
from sync.server.office.names import shop_names
from sync.server.office.people import PersonError, all_people, person_of_id, set_blocked
from sync.server.office.shop_naming import ShopNameError, name_shop
from sync.server.office.signed_on import last_signed_on
from sync.server.office.tills_seen import shops_known
from sync.server.pages.answer import Answer, Moved, PageError, Shown, not_found
from sync.server.pages.navigation import BASE
from sync.server.pages.role_names import ROLE_NAMES
from sync.server.pages.visit import Visit
from sync.server.retry import write

_PEOPLE = f"{BASE}/people"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An account in words. ``is_self``: whoever looks is the person."""

    person_id: str
    name: str
    shown_name: str
    role: str
    shops: str
    made_at: str
    signed_on: str
    blocked: bool
    is_self: bool


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A shop with the name that reports show."""

    shop_id: str
    name: str


def people(visit: Visit) -> Answer:
    """Every account and every shop."""
    with reading(visit.central.engine) as connection:
        accounts = all_people(connection)
        last = last_signed_on(connection, [each.person_id for each in accounts])
        shops = shops_known(connection, None)
        names = shop_names(connection, {*shops, *(shop for each in accounts for shop in each.shop_ids)})
    instant = visit.words.figures.instant
    rows = tuple(
        PersonRow(
            each.person_id,
            each.name,
            each.shown_name,
            visit.say(ROLE_NAMES[each.role]),
            ", ".join(names[shop] for shop in sorted(each.shop_ids)) or visit.say(Words("all shops")),
            instant(each.made_at),
            instant(last[each.person_id]) if each.person_id in last else visit.say(Words("never")),
            each.blocked,
            each.person_id == visit.viewer.person_id,
        )
        for each in accounts
    )
    values = {
        "title": visit.say(Words("Accounts and shops")),
        "people": rows,
        "shops": tuple(ShopRow(shop, names[shop]) for shop in shops),
        "done": visit.asked.get("done", ""),
    }
    return Shown("people.html", values)


def shut_out(visit: Visit) -> Answer:
    """He is let in no more, and is signed out at once."""
    return _set_blocked(visit, blocked=True)


def let_in(visit: Visit) -> Answer:
    """He may sign on again."""
    return _set_blocked(visit, blocked=False)


def shop_named(visit: Visit) -> Answer:
    """Give a shop a name."""
    shop_id = visit.named["shop_id"]
    with reading(visit.central.engine) as connection:
        if shop_id not in shops_known(connection, None):
            raise not_found()
    try:
        name_shop(visit.central, shop_id, visit.form.get("name", ""), visit.viewer.person_id)
    except ShopNameError:
        raise PageError(HTTPStatus.BAD_REQUEST, Words("Name of a shop: expected 1 to 80 letters")) from None
    return Moved(f"{_PEOPLE}?done=named")


def _set_blocked(visit: Visit, *, blocked: bool) -> Answer:
    person_id, viewer = visit.named["person_id"], visit.viewer
    if person_id == viewer.person_id:
        raise PageError(HTTPStatus.BAD_REQUEST, Words("Nobody shuts himself out: ask another owner"))
    with reading(visit.central.engine) as connection:
        person = person_of_id(connection, person_id)
    if person is None:
        raise not_found()
    found = person
    try:
        write(
            visit.central.engine,
            lambda connection: set_blocked(connection, found, blocked, visit.now, viewer.person_id),
        )
    except PersonError as error:
        raise PageError(HTTPStatus.BAD_REQUEST, Words("That did not work")) from error
    return Moved(f"{_PEOPLE}?done={'shut' if blocked else 'let'}")
