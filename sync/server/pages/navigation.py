"""The menu: a row for each page that stands by itself, shown to whom it is meant for."""

from dataclasses import dataclass

from pos_app.domain.report.words import Words
from sync.server.office.roles import Right, Viewer
from sync.server.pages.templates import Say

BASE = "/office"
HOME = f"{BASE}/"
SIGN_ON = f"{BASE}/sign-on"


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the menu."""

    path: str
    title: Words
    right: Right


@dataclass(frozen=True, slots=True)
class MenuRow:
    """As the template shows it. ``current``: this very page is open."""

    href: str
    title: str
    current: bool


PLACES = (
    Place(HOME, Words("Today"), Right.TILLS),
    Place(f"{BASE}/shifts", Words("Shifts"), Right.REPORTS),
    Place(f"{BASE}/reports/differences", Words("Differences"), Right.REPORTS),
    Place(f"{BASE}/reports/deeds", Words("Voids and overrides"), Right.REPORTS),
    Place(f"{BASE}/reports/suspicion", Words("Suspicious use"), Right.REPORTS),
    Place(f"{BASE}/flagged", Words("Flagged by the server"), Right.FLAGGED),
    Place(f"{BASE}/reports/discounts", Words("Discounts"), Right.REPORTS),
    Place(f"{BASE}/reports/days", Words("By day"), Right.REPORTS),
    Place(f"{BASE}/reports/hours", Words("Sales by hour"), Right.REPORTS),
    Place(f"{BASE}/reports/cashiers", Words("Cashiers"), Right.REPORTS),
    Place(f"{BASE}/reports/points", Words("Points"), Right.REPORTS),
    Place(f"{BASE}/tills", Words("Tills"), Right.TILLS),
    Place(f"{BASE}/customers", Words("Customers"), Right.CUSTOMERS),
    Place(f"{BASE}/segments", Words("Segments"), Right.SEGMENTS),
    Place(f"{BASE}/offers", Words("Offers"), Right.SEGMENTS),
    Place(f"{BASE}/programme", Words("Programme"), Right.PROGRAMME),
    Place(f"{BASE}/corrections", Words("Corrections"), Right.CORRECT),
    Place(f"{BASE}/journal", Words("Journal"), Right.JOURNAL),
    Place(f"{BASE}/people", Words("Accounts"), Right.PEOPLE),
)


def menu_for(viewer: Viewer, path: str, say: Say) -> tuple[MenuRow, ...]:
    """The rows that a person may open."""
    return tuple(
        MenuRow(place.path, say(place.title.text), _is_at(path, place.path))
        for place in PLACES
        if viewer.may(place.right)
    )


def _is_at(path: str, place: str) -> bool:
    return path == place or (place != HOME and path.startswith(f"{place}/"))
