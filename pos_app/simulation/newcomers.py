"""People who join at the counter. They are few and come to every till, so that one phone joins at two of them."""

import random
from collections.abc import Callable
from dataclasses import replace

from pos_app.domain.codes.card_number import generate
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.services.person_lookup import PersonReply
from pos_app.services.registration import NewCustomer
from pos_app.simulation.counter import Counter
from pos_app.simulation.shop import CUSTOMERS
from pos_app.simulation.till_node import TillNode

NEWCOMERS = 6
OTHER_NAME = 0.05
"""How often somebody else says the same number: two people whom only a person can tell apart."""
BROUGHT_ALONG = 0.7

Tell = Callable[[Callable[[], CustomerRegistered]], CustomerRegistered | None]


def newcomer_phone(place: int) -> str:
    """A number of the demo range that no customer of the shop's beginning has."""
    return f"+79739{place:06d}"


def somebody_new(
    node: TillNode, counter: Counter, chance: random.Random, tell: Tell, friends: random.Random
) -> str | None:
    """The id of somebody who is not among the first customers: found here, at the server, or registered now.

    None if the till did not store the registration. ``friends``: another chance than ``chance`` where some are brought
    along by a customer of the shop.
    """
    place = chance.randrange(NEWCOMERS)
    phone = newcomer_phone(place)
    known = counter.people.by_phone(phone)
    if known is None:
        question = counter.lookup.question(phone)
        if question is not None and chance.random() < 0.5:  # the cashier presses F2, or does not
            if counter.lookup.ask(question) is PersonReply.FOUND:
                node.truth.did("a person asked of the server")
            known = counter.people.by_phone(phone)
    if known is not None:
        return known.customer_id
    name = f"Пётр {place}" if chance.random() < OTHER_NAME else f"Новый {place}"
    said = NewCustomer(phone, name, personal_data=True, advertising=chance.random() < 0.5)
    if friends is not chance and friends.random() < BROUGHT_ALONG:
        said = replace(said, friend=generate(friends.randrange(CUSTOMERS) + 1))
    operator = counter.cache.staff.operators()[0]

    def registered() -> CustomerRegistered:
        record = counter.books.registered(counter.registration.register(said, operator))
        if record is None:
            raise RuntimeError("the till says that it stored a registration, and its books have none")
        return record

    joined = tell(registered)
    if joined is not None:
        node.truth.did("customer registered")
    return None if joined is None else joined.customer_id
