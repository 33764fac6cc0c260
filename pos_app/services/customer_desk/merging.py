"""Two accounts that are one person's: what will happen is told before, a senior person agrees, the server does it."""

from dataclasses import dataclass

from pos_app.domain.money.units import Points
from pos_app.domain.people.customer import Customer
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.fact import FactState
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.operator import Operator
from pos_app.services.customer import CustomerService
from pos_app.services.customer_desk.recorder import PeopleRecorder, reason_of
from pos_app.services.deeds import DeedWriter
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Clock, CustomerDirectory, Ids, TillBooks
from pos_app.services.rights import Right


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What will happen. ``stays`` keeps name, phone and birthday; of ``goes`` the points, receipts, cards and consents

    move, and what ``stays`` lacks is taken over. Balances as this till knows them (None: never told).
    """

    stays: Customer
    goes: Customer
    stays_balance: Points | None
    goes_balance: Points | None
    moving_cards: int
    contradicts: bool
    """Other first names or other birthdays: look twice."""


class MergeService:
    """Recorded here, done by the server in its order; until then both are found, and nothing can be lost."""

    def __init__(
        self,
        *,
        books: TillBooks,
        directory: CustomerDirectory,
        customers: CustomerService,
        recorder: PeopleRecorder,
        operators: OperatorService,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._books = books
        self._directory = directory
        self._customers = customers
        self._recorder = recorder
        self._operators = operators
        self._clock = clock
        self._ids = ids
        self._deeds = DeedWriter(clock, ids)

    def preview(self, stays_id: str, goes_id: str) -> MergePreview:
        """What will happen. ServiceError ``customer_unknown``, ``same_customer``, ``merge_on_its_way``."""
        stays, goes = self._directory.by_id(stays_id), self._directory.by_id(goes_id)
        if stays is None or goes is None:
            raise ServiceError("customer_unknown")
        if stays_id == goes_id:
            raise ServiceError("same_customer")
        if self._is_on_its_way(stays_id, goes_id):
            raise ServiceError("merge_on_its_way")
        return MergePreview(
            stays,
            goes,
            self._customers.balance(stays_id),
            self._customers.balance(goes_id),
            moving_cards=sum(card.in_force for card in goes.cards),
            contradicts=_contradict(stays, goes),
        )

    def merge(
        self, stays_id: str, goes_id: str, reason: str, operator: Operator, approved_by: Operator | None = None
    ) -> MergePreview:
        """Record it. ServiceError as ``preview``, ``reason_needed``, ``approval_needed`` and those of storing."""
        preview = self.preview(stays_id, goes_id)
        why = reason_of(reason)
        approver = self._operators.authorise(operator, Right.MERGE_CUSTOMERS, approved_by)
        senior = approver or operator
        record = CustomersMerged(
            merge_id=self._ids.new_id(),
            stays_id=stays_id,
            goes_id=goes_id,
            reason=why,
            operator_id=operator.operator_id,
            approved_by=senior.operator_id,
            merged_at=self._clock.now(),
        )
        deed = self._deeds.deed(DeedKind.CUSTOMERS_MERGED, operator, approver, why, stays=stays_id, goes=goes_id)
        self._recorder.store((record,), (deed,))
        return preview

    def _is_on_its_way(self, stays_id: str, goes_id: str) -> bool:
        return any(
            isinstance(kept.fact, CustomersMerged) and kept.fact.goes_id == goes_id and kept.state is FactState.QUEUED
            for kept in self._books.person_facts(stays_id)
        )


def _contradict(one: Customer, other: Customer) -> bool:
    names = [(customer.name.split() or [""])[0].casefold() for customer in (one, other)]
    other_day = one.birth_day is not None and other.birth_day is not None and one.birth_day != other.birth_day
    return other_day or (bool(names[0] and names[1]) and names[0] != names[1])
