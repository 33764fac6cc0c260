"""Points for a sum that was paid elsewhere: the customer's code is scanned, the sum typed; no list of goods."""

from datetime import tzinfo

from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.quick_credit import QuickCredit, credited
from pos_app.services.customer import CustomerService
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Clock, Ids, ProgrammeShelf, TillBooks
from pos_app.services.programme_choice import programme_in_force
from pos_app.services.rights import Right
from pos_app.services.store_once import StoreOnce
from pos_app.services.tender_desk import MOST_GIVEN_KOPECKS


class QuickCreditService:
    """Also without the server: the points may be spent once it knows of them, like all that is earned at a till."""

    def __init__(
        self,
        *,
        books: TillBooks,
        programmes: ProgrammeShelf,
        customers: CustomerService,
        operators: OperatorService,
        clock: Clock,
        ids: Ids,
        timezone: tzinfo,
        till_code: str,
    ) -> None:
        self._books = books
        self._programmes = programmes
        self._customers = customers
        self._operators = operators
        self._clock = clock
        self._ids = ids
        self._timezone = timezone
        self._till_code = till_code
        self._once: StoreOnce[QuickCredit] = StoreOnce()

    def preview(self, customer_id: str, sum_kopecks: Kopecks) -> Points:
        """What the sum would give. ServiceError ``no_programme``, ``amount_range``, ``customer_unknown``."""
        return self._made(customer_id, sum_kopecks, "").earned

    def credit(
        self,
        customer_id: str,
        sum_kopecks: Kopecks,
        operator: Operator,
        approved_by: Operator | None = None,
    ) -> QuickCredit:
        """Credit it. ServiceError as ``preview``, ``approval_needed(right, needed_role)``, those of storing."""
        settled = self._once.settle()
        if settled is not None and (settled.customer_id, settled.sum_kopecks) == (customer_id, sum_kopecks):
            return settled
        self._operators.authorise(operator, Right.QUICK_CREDIT, approved_by)
        made = self._made(customer_id, sum_kopecks, operator.operator_id)
        self._once.store(made, self._books.record_quick_credit)
        return made

    def _made(self, customer_id: str, sum_kopecks: Kopecks, operator_id: str) -> QuickCredit:
        if not 1 <= sum_kopecks <= MOST_GIVEN_KOPECKS:
            raise ServiceError("amount_range", least_kopecks=1, most_kopecks=MOST_GIVEN_KOPECKS, got=sum_kopecks)
        now = self._clock.now()
        programme = programme_in_force(self._programmes, now)
        if programme is None:
            raise ServiceError("no_programme")
        standing = self._customers.view(customer_id).standing
        credit_id, local = self._ids.new_id(), now.astimezone(self._timezone)
        earned, lots = credited(programme, standing, credit_id, sum_kopecks, local)
        return QuickCredit(
            credit_id=credit_id,
            customer_id=customer_id,
            operator_id=operator_id,
            till_code=self._till_code,
            credited_at=now,
            business_day=local.date(),
            programme_id=programme.programme_id,
            programme_version=programme.version,
            sum_kopecks=sum_kopecks,
            earned=earned,
            lots=lots,
        )
