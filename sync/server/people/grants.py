"""Personal offers and tags, granted by the office from a list: who, which offer, until when, how often; or a tag.

They live among the facts of the account, where the engine asks for them and receipts count them down; so they go along
when two accounts become one, and every till hears of them with the account.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice

from sqlalchemy import Connection, Select, select

from pos_app.domain.codes import card_number, phone
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.loyalty.account import NO_FACTS, AccountFacts, GrantedOffer
from pos_app.domain.loyalty.rules.standing_discounts import PersonalOffer
from sync.server.central import Central
from sync.server.database import reading
from sync.server.journal.journal import Action, add_to_journal
from sync.server.ledger.books_reader import Need, load_books
from sync.server.ledger.books_writer import write_accounts
from sync.server.programmes import ProgrammeBook
from sync.server.retry import write
from sync.server.tables import CARD, CUSTOMER, CUSTOMER_ALIAS, PHONE

COLUMNS = ("who", "offer", "items", "until", "uses", "tag")
_PEOPLE_A_TRANSACTION = 500
_MOST_USES = 1_000_000
_LONGEST_TAG = 40


class GrantsInvalidError(ValueError):
    """``problems``: one sentence for each line that cannot be taken; nothing of the list was granted."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Grant:
    """One line. ``uses`` 0 takes the offer away, None: as often as he likes; a tag with ``-`` before it is taken."""

    line: int
    who: str
    offer: str
    items: tuple[str, ...]
    until_day: date | None
    uses: int | None
    tag: str


@dataclass(frozen=True, slots=True)
class Granted:
    """What a list did."""

    people: int
    offers: int
    tags: int


def read_grants(text: str) -> tuple[Grant, ...]:
    """The lines of a CSV file with the columns ``COLUMNS`` (``who`` and ``offer`` or ``tag``; the rest may be missing).

    Raises :class:`GrantsInvalidError`.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    names = [name.strip() for name in reader.fieldnames or ()]
    strange = [name for name in names if name not in COLUMNS]
    if "who" not in names or strange:
        raise GrantsInvalidError([f"expected the columns {', '.join(COLUMNS)}; found {', '.join(names) or 'none'}"])
    grants, problems = [], []
    for number, row in enumerate(reader, start=2):
        cells = {(name or "").strip(): (value or "").strip() for name, value in row.items() if isinstance(value, str)}
        try:
            grants.append(_grant(number, cells))
        except ValueError as error:
            problems.append(f"line {number}: {error}")
    if problems:
        raise GrantsInvalidError(problems)
    return tuple(grants)


def grant(central: Central, grants: Sequence[Grant], actor: str) -> Granted:
    """Give all of it, or nothing where a line names nobody or no offer. Raises :class:`GrantsInvalidError`.

    The same list again changes nothing but what was used meanwhile: an offer is given anew as the line says.
    """
    with reading(central.engine) as connection:
        by_person = _resolved(connection, central, grants)
    people = iter(sorted(by_person))
    while portion := tuple(islice(people, _PEOPLE_A_TRANSACTION)):
        chosen = {person: by_person[person] for person in portion}
        write(central.engine, partial(_give, central=central, by_person=chosen))
    done = Granted(len(by_person), sum(bool(each.offer) for each in grants), sum(bool(each.tag) for each in grants))
    detail = f"{done.offers} offers, {done.tags} tags to {done.people} people"
    write(
        central.engine,
        lambda connection: add_to_journal(connection, central.now(), actor, Action.OFFERS_GRANTED, "import", detail),
    )
    return done


def _grant(number: int, cells: Mapping[str, str]) -> Grant:
    who, offer, tag = cells.get("who", ""), cells.get("offer", ""), cells.get("tag", "")
    if not who or not (offer or tag):
        raise ValueError("expected who, and an offer or a tag")
    if len(tag) > _LONGEST_TAG:
        raise ValueError(f"a tag has at most {_LONGEST_TAG} characters")
    uses = cells.get("uses", "")
    if uses and not (uses.isascii() and uses.isdecimal() and int(uses) <= _MOST_USES):
        raise ValueError(f"uses: expected a number up to {_MOST_USES}, found {uses!r}")
    try:
        until = date.fromisoformat(cells["until"]) if cells.get("until") else None
    except ValueError:
        raise ValueError(f"until: expected a day such as 2026-12-31, found {cells['until']!r}") from None
    return Grant(number, who, offer, tuple(cells.get("items", "").split()), until, int(uses) if uses else None, tag)


def _resolved(connection: Connection, central: Central, grants: Sequence[Grant]) -> dict[str, list[Grant]]:
    programme = ProgrammeBook(connection).any_in_force(central.now())
    rules = () if programme is None else programme.standing_discounts
    offers = {rule.rule_id for rule in rules if isinstance(rule, PersonalOffer)}
    found: dict[str, list[Grant]] = {}
    problems = []
    for each in grants:
        person = person_named(connection, central, each.who)
        if person is None:
            # Whom the line names is personal data: its number is enough to find it.
            problems.append(f"line {each.line}: nobody here has this phone, card or id")
        elif each.offer and each.offer not in offers:
            known = ", ".join(sorted(offers)) or "none"
            problems.append(f"line {each.line}: no personal offer {each.offer!r} in the programme; there are: {known}")
        else:
            found.setdefault(person, []).append(each)
    if problems:
        raise GrantsInvalidError(problems)
    return found


def person_named(connection: Connection, central: Central, who: str) -> str | None:
    """Whom a phone, a card or an id names; None for nobody."""
    for statement in _names_of(central, who):
        person = connection.execute(statement).scalars().one_or_none()
        if person is not None:
            alias = select(CUSTOMER_ALIAS.c.customer_id).where(CUSTOMER_ALIAS.c.alias_id == person)
            merged: str | None = connection.execute(alias).scalars().one_or_none()
            return merged or str(person)
    return None


def _names_of(central: Central, who: str) -> Iterator[Select[tuple[str]]]:
    """Where to look for whom a line names: by id, by card, by phone."""
    yield select(CUSTOMER.c.customer_id).where(CUSTOMER.c.customer_id == who)
    with suppress(CodeError):
        yield select(CARD.c.customer_id).where(CARD.c.card_number == card_number.parse(who))
    with suppress(CodeError):
        yield select(PHONE.c.customer_id).where(PHONE.c.phone_hash == central.vault.hash(phone.parse(who)))


def _give(connection: Connection, central: Central, by_person: Mapping[str, Sequence[Grant]]) -> None:
    books = load_books(connection, {person: Need(central.today()) for person in by_person})
    changed = []
    for person, each in books.items():
        facts = each.facts
        for one in by_person[person]:
            facts = _with(facts, one)
        if facts != each.facts:
            each.facts = NO_FACTS if facts == NO_FACTS else facts
            changed.append(each)
    write_accounts(connection, changed)


def _with(facts: AccountFacts, one: Grant) -> AccountFacts:
    if one.offer:
        others = [offer for offer in facts.offers if offer.rule_id != one.offer]
        if one.uses != 0:
            others.append(GrantedOffer(one.offer, one.items, one.until_day, one.uses))
        facts = replace(facts, offers=tuple(sorted(others, key=lambda offer: offer.rule_id)))
    if one.tag.startswith("-"):
        facts = replace(facts, tags=tuple(tag for tag in facts.tags if tag != one.tag[1:]))
    elif one.tag:
        facts = replace(facts, tags=tuple(sorted({*facts.tags, one.tag})))
    return facts
