"""What is done beside the sales: coming and going, the record of what is under way, and a customer's new phone."""

from contextlib import suppress
from datetime import UTC

from pos_app.campaign.disk.furnished import CASHIER, SENIOR
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.services.customer_desk.confirmed_phones import ConfirmedPhones
from pos_app.services.customer_desk.desk import open_customer_desk
from pos_app.services.errors import ServiceError
from pos_app.services.journal import JournalService
from pos_app.services.operator import OperatorService
from pos_app.services.under_way import Step, UnderWay, UnderWayKeeper
from pos_app.simulation.counter import Counter, NoPin
from pos_app.simulation.shop import customer_id
from pos_app.simulation.till_time import DrawnIds, TillClock
from sync.store.pin_try_file import PinTryFile
from sync.vault.phone_vault import PhoneVault

NEW_PHONE = "+79735550101"


class TypingPerson:
    """The cashier at the customer's desk; a senior person agrees to the new number."""

    def __init__(
        self,
        counter: Counter,
        keeper: UnderWayKeeper,
        tries: PinTryFile,
        vault: PhoneVault,
        clock: TillClock,
        ids: DrawnIds,
    ) -> None:
        self._keeper = keeper
        self._counter = counter
        self._operators = OperatorService(
            staff=counter.cache.staff,
            hasher=NoPin(),
            clock=clock,
            cashier_discount_limit_bp=500,
            manager_discount_limit_bp=3_000,
            tries=tries,
        )
        self._journal = JournalService(books=counter.books, operators=self._operators, clock=clock, ids=ids)
        self._desk = open_customer_desk(
            books=counter.books,
            directory=counter.people,
            customers=counter.customers,
            operators=self._operators,
            sealer=vault,
            door=None,
            confirmed=ConfirmedPhones(),
            is_online=lambda: False,
            clock=clock,
            ids=ids,
            timezone=UTC,
        )

    def signs_on(self) -> None:
        """A mistyped PIN is counted, then the journal says who came.

        What was under way and cannot be read is no reason not to start.
        """
        with suppress(ServiceError):
            self._operators.finish_check(None)
        self._journal.note(DeedKind.SIGNED_ON, CASHIER, how="pin")
        self._keeper.earlier()

    def is_typing(self, what: str) -> None:
        """It is kept at once; in the till a thread of its own does that."""
        steps = (Step("sale"), Step(what, True, "Номер", NEW_PHONE[:8], (("phone", NEW_PHONE),), True))
        stamp = self._keeper.stamp(self._counter.sale.state.basket)
        self._keeper.keep(UnderWay(CASHIER.operator_id, CASHIER.name, steps, stamp))
        self._keeper.work_off()

    def has_a_new_phone(self) -> str:
        """The id of what is stored of it. ServiceError of storing, or of a number that is his already."""
        self.is_typing("new_phone")
        changes = self._desk.phone_changes
        new = changes.new_phone(customer_id(2), NEW_PHONE)
        changes.approve(new, "показал телефон", CASHIER, SENIOR)
        facts = [each.fact for each in self._counter.books.person_facts(customer_id(2))]
        return next(each.change_id for each in reversed(facts) if isinstance(each, PhoneChanged))

    def is_done(self) -> None:
        """Nothing is under way any more, and the cashier goes."""
        self._keeper.keep(None)
        self._keeper.work_off()
        self._journal.note(DeedKind.SIGNED_OFF, CASHIER)
