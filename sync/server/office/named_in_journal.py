"""What rows of the journal speak of, by names: people of the tills and the office, tills, shops, customers, rules.

A customer is called by the first name, the first letter of the next one and the last digits of a card: enough to tell
two of them apart, no more than stands on a receipt. His page has the rest, for who may see it.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.report.rule_names import rule_names_on
from sync.server.among import among
from sync.server.journal.journal import Action, JournalRow
from sync.server.office.names import shop_names, staff_names
from sync.server.programmes import ProgrammeBook
from sync.server.tables import CUSTOMER, SHOP_NAME, TILL

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SPLIT = re.compile(r"[\s,:]+")
_OF_A_TILL = "till "
"""How rows begin that a till itself caused."""
_SHOWN_DIGITS = 4
_WITH_RULES = frozenset(
    {Action.AWARDED.value, Action.DONATED.value, Action.OFFERS_GRANTED.value, Action.COUPONS_ISSUED.value}
)


@dataclass(frozen=True, slots=True)
class NamedInJournal:
    """``called``: by what stands in a row. ``customers``: the ids that are a customer's, by what stands in a row."""

    called: Mapping[str, str]
    customers: Mapping[str, str]
    rules: Mapping[str, LocalText]


def named_in_journal(connection: Connection, rows: Sequence[JournalRow]) -> NamedInJournal:
    """Of these rows; what has no name is missing."""
    ids = _ids_in(rows)
    people, customers = staff_names(connection, ids), customers_called(connection, ids)
    called = {**_shops(connection, ids), **_tills(connection, ids, rows), **customers, **people}
    called |= {f"{_OF_A_TILL}{each}": name for each, name in called.items()}
    return NamedInJournal(called, {each: each for each in customers}, _rules(connection, rows))


def _ids_in(rows: Sequence[JournalRow]) -> frozenset[str]:
    """Whatever may be an id; not all are uuids, a chain may have had its own numbers of people."""
    found: set[str] = set()
    for row in rows:
        found |= {row.actor.removeprefix(_OF_A_TILL), row.subject}
        found.update(_ID.findall(row.subject), _SPLIT.split(row.detail))
    return frozenset(each for each in found if 0 < len(each) <= 40)


def _shops(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    rows = connection.execute(select(SHOP_NAME).where(among(connection, SHOP_NAME.c.shop_id, sorted(ids))))
    return {row.shop_id: row.name for row in rows}


def _tills(connection: Connection, ids: Collection[str], rows: Sequence[JournalRow]) -> dict[str, str]:
    """By id, by «shop/number», and by both together as an enrolled till is told."""
    places = {row.subject.split(" ")[0] for row in rows}
    found = connection.execute(
        select(TILL.c.till_id, TILL.c.shop_id, TILL.c.code).where(
            among(connection, TILL.c.till_id, sorted(ids)) | TILL.c.code.in_({each.split("/")[-1] for each in places})
        )
    ).all()
    shops = shop_names(connection, {row.shop_id for row in found})
    called: dict[str, str] = {}
    for row in found:
        name = f"{shops[row.shop_id]} ·\u00a0{row.code}"
        place = f"{row.shop_id}/{row.code}"
        called |= {row.till_id: name, place: name, f"{place} {row.till_id}": name}
    return called


def customers_called(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """By id, those who have an account; who has neither a name nor a card is called by the id."""
    columns = (CUSTOMER.c.customer_id, CUSTOMER.c.name, CUSTOMER.c.card_number)
    rows = connection.execute(
        select(*columns).where(among(connection, CUSTOMER.c.customer_id, sorted(ids)), CUSTOMER.c.deleted.is_(False))
    )
    return {row.customer_id: short_name(row.name, row.card_number or "") or row.customer_id for row in rows}


def short_name(name: str, card_number: str) -> str:
    """«Ольга П. · ···2079»; "" for who has neither a name nor a card."""
    first, *others = name.split() or [""]
    letter = f" {others[-1][0]}." if others else ""
    card = f"···{card_number[-_SHOWN_DIGITS:]}" if card_number else ""
    return " · ".join(each for each in (f"{first}{letter}", card) if each)


def _rules(connection: Connection, rows: Sequence[JournalRow]) -> Mapping[str, LocalText]:
    speaking = [row for row in rows if row.action in _WITH_RULES]
    if not speaking:
        return {}
    words = {each for row in speaking for each in _SPLIT.split(row.detail) if each}
    programmes = ProgrammeBook(connection).versions.programmes
    return rule_names_on(programmes, words, max(row.at for row in speaking).date())
