"""What sells, takes back and knows customers at a counter, wired once: for the till and for the simulation's tills."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Protocol

from pos_app.domain.codes.code_rule import CodeRule
from pos_app.services.claim_desk import ClaimDesk
from pos_app.services.customer import CustomerService
from pos_app.services.customer_desk.confirmed_phones import ConfirmedPhones
from pos_app.services.exchange_ports import BootClock
from pos_app.services.operator import OperatorService
from pos_app.services.person_lookup import PersonIntake, PersonLookup
from pos_app.services.points_desk import PointsDesk
from pos_app.services.ports import Clock, Ids
from pos_app.services.ports.return_drafts import ReturnDrafts
from pos_app.services.queue import QueueService
from pos_app.services.receipts_elsewhere import ReceiptsElsewhere
from pos_app.services.registration import RegistrationService
from pos_app.services.sale import SaleService
from pos_app.services.sale_return import ReturnService
from pos_app.services.shift import ShiftService
from pos_app.services.value_desk import ValueDesk
from sync.client.counter import CounterDoor
from sync.protocol.status import Link, PointsWay, SyncStatus
from sync.store.books import Books
from sync.store.cache import Cache
from sync.store.known_customers import KnownCustomers
from sync.vault.phone_vault import PhoneVault


class CounterClock(Clock, BootClock, Protocol):
    """The time of day, and time since the machine began."""


@dataclass(frozen=True, slots=True)
class Around:
    """What it stands on. ``status``: of the way to the server, None before anything is known of it.

    ``drafts``: where a return that is put together is kept; None: nowhere.
    """

    books: Books
    cache: Cache
    vault: PhoneVault
    door: CounterDoor | None
    status: Callable[[], SyncStatus | None]
    intake: PersonIntake
    operators: OperatorService
    clock: CounterClock
    ids: Ids
    zone: tzinfo
    till_code: str
    rules: Sequence[CodeRule]
    marks_needed: bool = False
    drafts: ReturnDrafts | None = None

    def is_online(self) -> bool:
        """Whether the server answers."""
        status = self.status()
        return status is not None and status.link is Link.ONLINE

    def points_way(self) -> PointsWay:
        """How points may be spent now; without news of the server only what it left here."""
        status = self.status()
        return PointsWay.LEASES if status is None else status.points


@dataclass(frozen=True, slots=True)
class CounterHeart:
    """Belongs to the thread that opened the stores."""

    people: KnownCustomers
    points: PointsDesk
    confirmed: ConfirmedPhones
    customers: CustomerService
    sale: SaleService
    shifts: ShiftService
    returns: ReturnService
    parked: QueueService
    registration: RegistrationService
    lookup: PersonLookup


def counter_heart(around: Around) -> CounterHeart:
    """Wire the use cases over opened stores."""
    books, cache, clock, ids, zone = around.books, around.cache, around.clock, around.ids, around.zone
    people = KnownCustomers(cache.customers, books, around.vault)
    confirmed = ConfirmedPhones()
    points = PointsDesk(books=books, door=around.door, clock=clock, boot=clock, ids=ids, points_way=around.points_way)
    customers = CustomerService(
        directory=people,
        books=books,
        programmes=cache.programmes,
        clock=clock,
        timezone=zone,
        is_online=around.is_online,
        points=points,
        confirmed=confirmed,
    )
    value = ValueDesk(books=books, door=around.door, clock=clock, ids=ids, points_way=around.points_way)
    sale = SaleService(
        books=books,
        catalogue=cache.goods,
        programmes=cache.programmes,
        customers=customers,
        points=points,
        operators=around.operators,
        clock=clock,
        ids=ids,
        timezone=zone,
        marks_needed=around.marks_needed,
        value=value,
        claims=ClaimDesk(books=books, door=around.door, clock=clock, ids=ids, points_way=around.points_way),
        orders=cache.orders,
    )
    shifts = ShiftService(
        books=books,
        clock=clock,
        ids=ids,
        till_code=around.till_code,
        sale_is_open=lambda: sale.is_open,
        baskets_held=lambda: len(sale.held()),
    )
    return CounterHeart(
        people=people,
        points=points,
        confirmed=confirmed,
        customers=customers,
        sale=sale,
        shifts=shifts,
        returns=ReturnService(
            books=books,
            clock=clock,
            ids=ids,
            timezone=zone,
            shifts=shifts,
            customers=customers,
            rules=around.rules,
            elsewhere=ReceiptsElsewhere(books=books, door=around.door, is_online=around.is_online),
            drafts=around.drafts,
            value=value,
        ),
        parked=QueueService(books=books, clock=clock, ids=ids),
        registration=RegistrationService(books=books, directory=people, sealer=around.vault, clock=clock, ids=ids),
        lookup=PersonLookup(
            directory=people,
            books=books,
            hasher=around.vault,
            door=around.door,
            intake=around.intake,
            is_online=around.is_online,
        ),
    )
