"""Customers: search, one customer and his history, his phone for who says that he looks, a correction asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Words
from sync.protocol.customer_page import HistoryKind, HistoryRow
from sync.server.database import reading
from sync.server.office.corrections import CorrectionError, ask_correction, corrections_of
from sync.server.office.customers_seen import (
    HISTORY_ROWS,
    MOST_HISTORY_ROWS,
    CustomerSeen,
    customer_seen,
    search_customers,
    show_phone,
)
from sync.server.office.people import shown_names
from sync.server.office.roles import Right
from sync.server.pages.answer import Answer, Moved, Shown, not_found
from sync.server.pages.correction_pages import correction_rows, refusal_of
from sync.server.pages.navigation import BASE
from sync.server.pages.typed_points import typed_points
from sync.server.pages.visit import Visit
from sync.server.people.names import keep_names
from sync.server.programmes import ProgrammeBook

_FRESH_SECONDS = 0.3
"""Whoever searches waits no longer for names that are new; the rest follows in the server's own work."""
_KINDS: Mapping[HistoryKind, Words] = {
    HistoryKind.SALE: Words("Purchase"),
    HistoryKind.RETURN: Words("Return"),
    HistoryKind.OPENING: Words("Opening balance"),
    HistoryKind.AWARD: Words("Award"),
    HistoryKind.BURN: Words("Burnt"),
    HistoryKind.ADJUST: Words("Correction"),
    HistoryKind.MERGE: Words("Accounts made one"),
}


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A row of the history in words."""

    at: str
    kind: str
    number: str
    href: str
    money: str
    points: str
    reason: str


@dataclass(frozen=True, slots=True)
class FoundView:
    """A row of the answer to a search."""

    href: str
    name: str
    phone: str
    card: str
    points: str


def customers_page(visit: Visit) -> Answer:
    """The search; what is typed comes as a form, so that no phone stands in an address."""
    wanted = visit.form.get("wanted", "").strip()[:120]
    found = None
    if wanted:
        keep_names(visit.central, _FRESH_SECONDS)
        with reading(visit.central.engine) as connection:
            rows = search_customers(connection, visit.central, wanted)
        found = tuple(
            FoundView(_address(row.customer_id), row.name, row.phone, row.card, _points(visit, row.available))
            for row in rows
        )
    return Shown("customers.html", {"title": visit.say(Words("Customers")), "wanted": wanted, "found": found})


def customer_page(visit: Visit) -> Answer:
    """One customer."""
    return _page(visit, "", "")


def phone_page(visit: Visit) -> Answer:
    """The same with the phone in clear; the journal says who looked."""
    customer = _seen(visit)
    clear = show_phone(visit.central, visit.viewer, customer.customer_id)
    return _page(visit, clear or "", "")


def correction_form(visit: Visit) -> Answer:
    """Ask for a correction; another person signs it under «Corrections»."""
    customer = _seen(visit)
    points = typed_points(visit.form.get("points", ""))
    if points is None:
        trouble = Words("Points: expected a number such as 100 or −12,50, with two decimals at most")
        return _page(visit, "", visit.say(trouble), HTTPStatus.BAD_REQUEST)
    try:
        ask_correction(visit.central, visit.viewer, customer.customer_id, points, visit.form.get("reason", ""))
    except CorrectionError as error:
        return _page(visit, "", visit.say(refusal_of(error)), HTTPStatus.BAD_REQUEST)
    return Moved(f"{_address(customer.customer_id)}?asked=1")


def _page(visit: Visit, clear_phone: str, trouble: str, status: int = HTTPStatus.OK) -> Shown:
    customer = _seen(visit)
    with reading(visit.central.engine) as connection:
        corrections = corrections_of(connection, customer.customer_id)
        people = [each.asked_by for each in corrections] + [each.decided_by or "" for each in corrections]
        names = shown_names(connection, people)
    figures = visit.words.figures
    values = {
        "title": customer.name or visit.say(Words("A customer without a name")),
        "customer": customer,
        "tier": _tier_name(visit, customer.tier_code),
        "address": _address(customer.customer_id),
        "clear_phone": clear_phone,
        "trouble": trouble,
        "asked": "asked" in visit.asked,
        "whole": "all" in visit.asked,
        "available": _points(visit, customer.available),
        "reserved": _points(visit, customer.reserved),
        "debt": _points(visit, customer.debt),
        "turnover": visit.words.figure(Kind.MONEY, customer.turnover_kopecks),
        "registered": "" if customer.registered_at is None else figures.instant(customer.registered_at),
        "history": tuple(_history(visit, row) for row in customer.history),
        "corrections": correction_rows(visit, corrections, names, {}),
    }
    return Shown("customer.html", values, status)


def _seen(visit: Visit) -> CustomerSeen:
    with reading(visit.central.engine) as connection:
        rows = MOST_HISTORY_ROWS if "all" in visit.asked else HISTORY_ROWS
        seen = customer_seen(connection, visit.central, visit.viewer, visit.named["customer_id"], rows)
    if seen is None:
        raise not_found()
    return seen


def _history(visit: Visit, row: HistoryRow) -> HistoryView:
    href = f"{BASE}/receipts/{quote(row.receipt_id, safe='')}" if row.receipt_id and visit.may(Right.REPORTS) else ""
    return HistoryView(
        at=visit.words.figures.instant(row.at),
        kind=visit.say(_KINDS.get(row.kind, Words("Other"))),
        number=row.number,
        href=href,
        money=visit.words.value(Kind.MONEY, row.money_kopecks) if row.receipt_id else "",
        points=visit.words.value(Kind.POINTS, row.points),
        reason=row.reason,
    )


def _address(customer_id: str) -> str:
    return f"{BASE}/customers/{quote(customer_id, safe='')}"


def _points(visit: Visit, points: int) -> str:
    return visit.words.figure(Kind.POINTS, points)


def _tier_name(visit: Visit, code: str) -> str:
    """As the programme in force calls it; its code where that does not know it."""
    with reading(visit.central.engine) as connection:
        programme = ProgrammeBook(connection).any_in_force(visit.central.now())
    names = {} if programme is None else {each.code: each.name for each in programme.tiers}
    name = names.get(code)
    return code if name is None else name.ru if visit.language == "ru" else name.en
