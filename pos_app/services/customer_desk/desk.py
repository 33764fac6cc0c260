"""All services of the customer's desk over one recorder."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Protocol

from pos_app.domain.codes.code_rule import CodeRule
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.services.customer import CustomerService
from pos_app.services.customer_desk.cards import CardService
from pos_app.services.customer_desk.confirmed_phones import ConfirmedPhones
from pos_app.services.customer_desk.form import EmailSealer, FormService
from pos_app.services.customer_desk.merging import MergeService
from pos_app.services.customer_desk.page import PageService
from pos_app.services.customer_desk.phone_change import PhoneChangeService
from pos_app.services.customer_desk.phones import PhoneService
from pos_app.services.customer_desk.recorder import PeopleRecorder
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Clock, CustomerDirectory, Ids, TillBooks
from pos_app.services.ports.customer_door import CustomerDoor
from pos_app.services.registration import PhoneSealer


class CustomerSealer(EmailSealer, PhoneSealer, Protocol):
    """What is written of people is sealed (``sync.vault``)."""


@dataclass(frozen=True, slots=True)
class CustomerDesk:
    """What the screens are given."""

    cards: CardService
    form: FormService
    phones: PhoneService
    phone_changes: PhoneChangeService
    merging: MergeService
    pages: PageService
    recorder: PeopleRecorder


def open_customer_desk(
    *,
    books: TillBooks,
    directory: CustomerDirectory,
    customers: CustomerService,
    operators: OperatorService,
    sealer: CustomerSealer,
    door: CustomerDoor | None,
    confirmed: ConfirmedPhones,
    is_online: Callable[[], bool],
    clock: Clock,
    ids: Ids,
    timezone: tzinfo,
    rules: tuple[CodeRule, ...] = DEFAULT_RULES,
) -> CustomerDesk:
    """``confirmed``: the same that ``customers`` was given. ``door`` None: a till without a server to ask."""
    recorder = PeopleRecorder(books)
    cards = CardService(directory=directory, recorder=recorder, operators=operators, clock=clock, ids=ids, rules=rules)
    form = FormService(
        books=books, directory=directory, recorder=recorder, sealer=sealer, clock=clock, ids=ids, timezone=timezone
    )
    phones = PhoneService(
        books=books,
        directory=directory,
        recorder=recorder,
        operators=operators,
        door=door,
        confirmed=confirmed,
        is_online=is_online,
        clock=clock,
        ids=ids,
    )
    return CustomerDesk(
        cards=cards,
        form=form,
        phones=phones,
        phone_changes=PhoneChangeService(
            books=books,
            directory=directory,
            recorder=recorder,
            operators=operators,
            sealer=sealer,
            phones=phones,
            confirmed=confirmed,
            is_online=is_online,
            clock=clock,
            ids=ids,
        ),
        merging=MergeService(
            books=books,
            directory=directory,
            customers=customers,
            recorder=recorder,
            operators=operators,
            clock=clock,
            ids=ids,
        ),
        pages=PageService(books=books, customers=customers, cards=cards, form=form, door=door, is_online=is_online),
        recorder=recorder,
    )
