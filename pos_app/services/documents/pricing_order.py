"""What `./till price` was asked: baskets, customers, programme and time, all checked before anything is priced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from pos_app.domain.basket.basket import Basket
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_problem import Problem, problem
from pos_app.domain.pricing.compiled_programme import compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.services.documents.basket_document import BasketDocument
from pos_app.services.documents.basket_reading import basket_of, basket_problems
from pos_app.services.documents.customer_document import CustomerDocument, standing_of
from pos_app.services.documents.priced_document import PricedDocument
from pos_app.services.documents.priced_writing import PricedWriter
from pos_app.services.documents.reading import (
    DocumentError,
    Documents,
    FileForm,
    Place,
    RawDocuments,
    moved,
    read_documents,
    shaped,
)


@dataclass(frozen=True, slots=True)
class Customers:
    """The customers given, by id. ``everyone``: the only one of a file of one object, who buys what names nobody."""

    by_id: Mapping[str, Standing]
    everyone: str | None


NOBODY = Customers({}, None)


@dataclass(frozen=True, slots=True)
class Asked:
    """A basket to price with its customer's standing, in the shop's local time."""

    basket: Basket
    standing: Standing | None
    at: datetime


def read_customers(data: bytes) -> Customers:
    """One customer, or several with different ids. Raises ``DocumentError``."""
    documents: Documents[CustomerDocument] = read_documents(data, CustomerDocument)
    problems: list[Problem] = []
    found: dict[str, Standing] = {}
    for place, one in zip(documents.places, documents.values, strict=True):
        if one.customer_id in found:
            twice = problem(("customer_id",), "duplicate", one.customer_id, other="an earlier customer")
            problems.append(moved(twice, place))
        found[one.customer_id] = standing_of(one)
    if problems:
        raise DocumentError(problems)
    only = next(iter(found)) if documents.form is FileForm.SINGLE else None
    return Customers(found, only)


class PricingDesk:
    """Turns documents into orders and orders into results, for one programme.

    ``at`` (aware) is the business time of all baskets; None: each basket's ``opened_at``. ``zone`` is the shop's.
    """

    def __init__(self, programme: Programme, customers: Customers, at: datetime | None, zone: tzinfo) -> None:
        self._compiled = compile_programme(programme)
        self._customers = customers
        self._at = at
        self._zone = zone
        self._writer = PricedWriter(programme)

    def asked(self, value: object, number: int, place: Place) -> Asked:
        """One basket of a file, ``number`` from 1. Raises ``DocumentError`` with every problem of it."""
        document = shaped(value, BasketDocument, place)
        problems = [moved(one, place) for one in (*basket_problems(document), *self._outside_problems(document))]
        at = self._at or document.opened_at
        if problems or at is None:
            raise DocumentError(problems)
        customer_id = document.customer_id or self._customers.everyone
        standing = None if customer_id is None else self._customers.by_id[customer_id]
        local = at.astimezone(self._zone)
        return Asked(basket_of(document, number, customer_id, local), standing, local)

    def priced(self, asked: Asked) -> PricedDocument:
        """The result of one order."""
        return self._writer.document(asked.basket, price(asked.basket, asked.standing, self._compiled, asked.at))

    def _outside_problems(self, document: BasketDocument) -> Sequence[Problem]:
        problems: list[Problem] = []
        if self._at is None and document.opened_at is None:
            problems.append(problem(("opened_at",), "time_needed", None))
        asked_for = document.customer_id
        if asked_for is not None and asked_for not in self._customers.by_id:
            names = ", ".join(list(self._customers.by_id)[:10]) or "none is given (--customer)"
            problems.append(problem(("customer_id",), "unknown_name", asked_for, what="customer", names=names))
        return problems


def all_asked(desk: PricingDesk, raw: RawDocuments) -> tuple[Asked, ...]:
    """Every basket of a file. Raises ``DocumentError`` with the problems of all of them."""
    problems = list(raw.problems)
    orders: list[Asked] = []
    for number, (place, value) in enumerate(zip(raw.places, raw.values, strict=True), start=1):
        try:
            orders.append(desk.asked(value, number, place))
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    return tuple(orders)
