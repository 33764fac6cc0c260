"""What a visitor counts: days and shops, as he asked, within what he may see."""

from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus

from pos_app.domain.report.figures import Scope
from pos_app.domain.report.words import Words
from sync.server.database import reading
from sync.server.office.tills_seen import shops_known
from sync.server.pages.answer import PageError, not_found
from sync.server.pages.visit import Visit

_USUAL_DAYS = 7
_MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class ShopChoice:
    """A shop in the list to choose from."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What the form shows. Days as ``YYYY-MM-DD``; ``shop`` "": all of the viewer's."""

    action: str
    first: str
    last: str
    shop: str
    shops: tuple[ShopChoice, ...]


def filter_of(visit: Visit, scope: Scope, shop_names: dict[str, str]) -> Filter:
    """The form as it was sent."""
    shops = tuple(ShopChoice(shop, name) for shop, name in shop_names.items())
    return Filter(
        action=visit.path.partition("?")[0],
        first=scope.first_day.isoformat(),
        last=scope.last_day.isoformat(),
        shop=visit.asked.get("shop", ""),
        shops=shops,
    )


def scope_of(visit: Visit) -> Scope:
    """The last seven days of all his shops, or what he asked for. Raises ``PageError`` 400, 404 for a foreign shop."""
    last = _day(visit.asked.get("last", ""), visit.today)
    first = _day(visit.asked.get("first", ""), last - timedelta(days=_USUAL_DAYS - 1))
    if not timedelta() <= last - first <= timedelta(days=_MOST_DAYS):
        raise PageError(HTTPStatus.BAD_REQUEST, Words("Expected a first day before the last one, 400 days at most"))
    shop = visit.asked.get("shop", "")
    if not shop:
        return Scope(visit.viewer.shop_ids, first, last)
    if not visit.viewer.sees(shop):
        raise not_found()
    return Scope(frozenset({shop}), first, last)


def shops_to_choose(visit: Visit) -> tuple[str, ...]:
    """The shops that the viewer sees."""
    with reading(visit.central.engine) as connection:
        return shops_known(connection, visit.viewer.shop_ids)


def _day(text: str, usual: date) -> date:
    if not text:
        return usual
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PageError(HTTPStatus.BAD_REQUEST, Words("Expected days such as 2026-12-31")) from None
