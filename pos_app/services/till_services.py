"""The use cases of one till, wired: what the screens are given."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pos_app.domain.catalogue.item import Item
from pos_app.services.customer import CustomerService
from pos_app.services.customer_desk.desk import CustomerDesk
from pos_app.services.customer_display import CustomerDisplay
from pos_app.services.device_setup import DeviceSetup
from pos_app.services.devices import DeviceRegister
from pos_app.services.fiscal import FiscalQueue
from pos_app.services.free_return import FreeReturnService
from pos_app.services.journal import JournalService
from pos_app.services.operator import OperatorService
from pos_app.services.person_lookup import PersonLookup
from pos_app.services.ports import Catalogue
from pos_app.services.print_queue import PrintQueue
from pos_app.services.queue import QueueService
from pos_app.services.quick_credit import QuickCreditService
from pos_app.services.quick_keys import QuickKeyService
from pos_app.services.receipt import ReceiptService
from pos_app.services.registration import RegistrationService
from pos_app.services.review_reading import ReviewReading
from pos_app.services.rewards import RewardService
from pos_app.services.sale import SaleService
from pos_app.services.sale_return import ReturnService
from pos_app.services.scale import ScaleService
from pos_app.services.scan import ScanService
from pos_app.services.shift import ShiftService
from pos_app.services.under_way import UnderWayKeeper
from pos_app.services.why import WhyService

GoodsSearch = Callable[[str, int], tuple[Item, ...]]
"""What is typed, and how many at most; see ``services.goods_search``."""


@dataclass(frozen=True, slots=True)
class TillServices:
    """One of each; all called from the UI thread, but ``search_goods``, which any thread may call.

    ``fiscal``, ``display`` and ``scale`` are None where the till has no such device.
    """

    operators: OperatorService
    shifts: ShiftService
    customers: CustomerService
    people: PersonLookup
    sale: SaleService
    scans: ScanService
    returns: ReturnService
    receipts: ReceiptService
    why: WhyService
    queue: QueueService
    registration: RegistrationService
    print_queue: PrintQueue
    catalogue: Catalogue
    search_goods: GoodsSearch
    devices: DeviceRegister
    device_setup: DeviceSetup
    customer_desk: CustomerDesk
    free_returns: FreeReturnService
    journal: JournalService
    quick_keys: QuickKeyService
    rewards: RewardService
    quick_credit: QuickCreditService
    review: ReviewReading
    fiscal: FiscalQueue | None = None
    display: CustomerDisplay | None = None
    scale: ScaleService | None = None
    under_way: UnderWayKeeper = field(default_factory=UnderWayKeeper)
