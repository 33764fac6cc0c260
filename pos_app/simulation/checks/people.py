"""I16 one owner for each phone, here and at the tills; I17 a friend's first purchase is rewarded once."""

from collections import Counter as Tally
from collections.abc import Iterator

from sqlalchemy import select

from pos_app.domain.loyalty.awards.referral import FRIEND_FIRST, REFERRER_FIRST
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.simulation.checks.finding import Violation
from pos_app.simulation.checks.papers import Papers
from pos_app.simulation.shop_programme import FRIEND_POINTS
from pos_app.simulation.truth import Truth
from sync.protocol.encoding import decode
from sync.protocol.operation import OperationKind, instant_of, unix_ms
from sync.server.central import Central
from sync.server.database import reading
from sync.server.tables import CUSTOMER, LOT, OPERATION, PHONE


def check_phones(central: Central, papers: Papers) -> Iterator[Violation]:
    """The list of phones against the people, and each person's number against the newest change that was accepted."""
    with reading(central.engine) as connection:
        owners = {bytes(row.phone_hash): row.customer_id for row in connection.execute(select(PHONE))}
        people = {row.customer_id: row for row in connection.execute(select(CUSTOMER))}
        changes = connection.execute(
            select(OPERATION.c.body).where(
                OPERATION.c.kind == OperationKind.PHONE_CHANGED, OPERATION.c.state.in_(("applied", "replayed"))
            )
        ).scalars()
        newest: dict[str, PhoneChanged] = {}
        for body in changes:
            change = decode(PhoneChanged, bytes(body))
            who = papers.who(change.customer_id)
            if who not in newest or unix_ms(newest[who].changed_at) <= unix_ms(change.changed_at):
                newest[who] = change
    held: dict[bytes, str] = {}
    for customer_id, row in sorted(people.items()):
        if row.phone_hash is None or row.deleted:
            continue
        phone = bytes(row.phone_hash)
        if phone in held:
            yield Violation("I16", f"{customer_id} and {held[phone]} have one phone")
        held[phone] = customer_id
        if owners.get(phone) != customer_id:
            yield Violation("I16", f"{customer_id} has a phone that is {owners.get(phone)}'s")
    for phone, customer_id in owners.items():
        if held.get(phone) != customer_id:
            yield Violation("I16", f"a phone of {customer_id} is in the list, and he has another one")
    for customer_id, change in newest.items():
        person = people.get(customer_id)
        if person is None or person.deleted or person.phone_since_ms is None:
            yield Violation("I16", f"{customer_id} changed his phone, and the server does not know since when")
        elif (
            person.phone_since_ms == unix_ms(change.changed_at) and bytes(person.phone_hash).hex() != change.phone_hash
        ):
            yield Violation("I16", f"{customer_id}: his newest phone is not the one that he told last")


def check_friends(central: Central, papers: Papers, truth: Truth) -> Iterator[Violation]:
    """Of people who were brought along: what their first purchase gave, to each side once or not at all."""
    yield from _rewarded_twice(central, papers)
    if truth.faults["clock_jump"]:
        return  # days of purchases are not comparable then
    merged = set(papers.person.values())
    zone = central.timezone
    with reading(central.engine) as connection:
        invited = connection.execute(
            select(CUSTOMER).where(CUSTOMER.c.invited_by.is_not(None), CUSTOMER.c.deleted.is_(False))
        ).all()
        lots = connection.execute(select(LOT).where(LOT.c.lot_id.startswith(f"{FRIEND_FIRST}/", autoescape=True))).all()
    for person in invited:
        mine = [lot for lot in lots if lot.customer_id == person.customer_id]
        if person.customer_id in merged or person.registered_ms is None:
            continue
        if any(lot.granted != FRIEND_POINTS for lot in mine):
            yield Violation(
                "I17", f"{person.customer_id} got {mine[0].granted}, a first purchase gives {FRIEND_POINTS}"
            )
        joined_day = instant_of(person.registered_ms).astimezone(zone).date()
        bought = [
            sale.sold_at.astimezone(zone).date()
            for sale in papers.sales.values()
            if sale.customer_id == person.customer_id
        ]
        if bought and min(bought) >= joined_day and not mine:
            yield Violation("I17", f"{person.customer_id} was brought along, bought, and got nothing for it")


def _rewarded_twice(central: Central, papers: Papers) -> Iterator[Violation]:
    """Also of who registered twice and turned out to be one person."""
    with reading(central.engine) as connection:
        for kind in (FRIEND_FIRST, REFERRER_FIRST):
            given = connection.execute(
                select(LOT.c.lot_id).where(
                    LOT.c.lot_id.startswith(f"{kind}/", autoescape=True), LOT.c.granted > LOT.c.taken_back
                )
            ).scalars()
            receipts = (lot_id.partition("/")[2] for lot_id in given)
            friends = Tally(
                papers.who(papers.sales[each].customer_id or "") for each in receipts if each in papers.sales
            )
            for friend, times in sorted(friends.items()):
                if times > 1:
                    yield Violation("I17", f"{kind} was given {times} times for {friend}")
