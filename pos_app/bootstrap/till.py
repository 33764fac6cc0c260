"""One till, wired: stores, devices, sync and use cases."""

import logging
import os
import threading
from contextlib import closing
from zoneinfo import ZoneInfo

from pos_app.bootstrap.codes_file import load_codes
from pos_app.bootstrap.counter_devices import CounterDevices
from pos_app.bootstrap.counter_heart import Around, CounterHeart, counter_heart
from pos_app.bootstrap.device_list import attach_devices, device_setup
from pos_app.bootstrap.devices import open_camera, open_printer, open_readers, open_scanners
from pos_app.bootstrap.first_quick_keys import take_first_quick_keys
from pos_app.bootstrap.reports import open_reports
from pos_app.bootstrap.secrets_file import TillSecrets, load_or_make_secrets
from pos_app.bootstrap.system import SystemClock, SystemIds, system_chance
from pos_app.bootstrap.till_home import TillHome
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.people.operator import Role
from pos_app.domain.receipt.labels import Language
from pos_app.domain.receipt.shop_header import ShopHeader
from pos_app.services.card_tokens import CardTokens
from pos_app.services.customer import CustomerService
from pos_app.services.customer_desk.desk import open_customer_desk
from pos_app.services.devices import DeviceRegister
from pos_app.services.free_return import FreeReturnService
from pos_app.services.goods_search import find_goods
from pos_app.services.journal import JournalService
from pos_app.services.operator import OperatorService
from pos_app.services.ports import Scanner
from pos_app.services.print_queue import PrintQueue
from pos_app.services.quick_credit import QuickCreditService
from pos_app.services.quick_keys import QuickKeyService
from pos_app.services.receipt import ReceiptService
from pos_app.services.review import ReviewService
from pos_app.services.rewards import RewardService
from pos_app.services.rights import Right
from pos_app.services.sale import SaleService
from pos_app.services.scan import ScanService
from pos_app.services.shift import ShiftService
from pos_app.services.till_services import TillServices
from pos_app.services.under_way import UnderWayKeeper
from pos_app.services.why import WhyService
from pos_app.settings import Settings
from sync.client.counter import CounterDoor
from sync.client.customer_door import CustomerCounter
from sync.client.http import HttpDoor
from sync.client.http_exchange import Waits
from sync.client.request_signer import TillIdentity
from sync.client.worker import SyncThread
from sync.protocol.key_pin import pins_of
from sync.protocol.status import Link
from sync.store.books import Books, open_books
from sync.store.cache import Cache, open_cache
from sync.store.cache_database import prepare_cache_database
from sync.store.card_steps import open_card_steps
from sync.store.connection import Database
from sync.store.goods_shelf import GoodsShelf
from sync.store.pin_try_file import PinTryFile
from sync.store.return_draft_file import ReturnDraftFile
from sync.store.sync_side import open_sync_side
from sync.store.till_database import prepare_till_database
from sync.store.told_people import ToldPeople
from sync.store.under_way_file import UnderWayFile
from sync.vault.phone_vault import PhoneVault
from sync.vault.pin_hash import Argon2PinHasher

_log = logging.getLogger("kopilka.till")
_PRINTER_PATIENCE_S = 5.0
_WRITING_PATIENCE_S = 2.0
_COUNTER_WAITS = Waits(connect_seconds=0.5, read_seconds=0.9, answer_seconds=1.0)
"""A customer stands there: the cashier sees «asking the server» for a second at most."""
_PAGE_WAITS = Waits(connect_seconds=1.0, read_seconds=3.0, answer_seconds=4.0)


class Till:
    """Everything of one till but its window. Belongs to the thread that made it; ``close()`` ends it in order."""

    def __init__(self, home: TillHome, settings: Settings) -> None:
        """Open the till in ``home``.

        Raises ``StoreError``, ``SqliteTooOldError``, ``SecretsFileError``, ``PrinterAddressError``,
        ``CodesDocumentError`` or ``DeviceSettingError``.
        """
        self.clock = SystemClock()
        self.secrets = load_or_make_secrets(home.secrets, SystemIds().new_id())
        self._home = home
        self._vault = _vault(self.secrets)
        prepare_till_database(
            home.books,
            self.secrets.till_id,
            settings.till_code,
            self.secrets.epoch_of_new_books,
            self.secrets.last_receipt_before_new_books,
        )
        cache_state = prepare_cache_database(home.cache, self._vault)
        if cache_state.why is not None:
            where = "nothing, it told PINs" if cache_state.put_aside is None else cache_state.put_aside.name
            _log.warning("cache put aside as %s: %s", where, cache_state.why)
        self._rules = load_codes(home.codes)
        self._books: Books = open_books(home.books)
        take_first_quick_keys(home.quick_keys, self._books)
        self._card_steps = open_card_steps(home.books)
        self._cache: Cache = self._open_cache()
        self.sync = self._sync(settings)
        self.counter = self._counter(settings)
        self.customer_counter = self._customer_counter(settings)
        printer, drawer = open_printer(settings, home.printed)
        # The printing thread notes in the books what came out, through a connection that it opens itself.
        self._print_books = open_books(home.books)
        self._print_queue = PrintQueue(printer=printer, drawer=drawer, on_printed=self._print_books.mark_printed)
        self._print_thread = threading.Thread(target=self._print, name="printer", daemon=True)
        self._under_way = UnderWayKeeper(self._books, UnderWayFile(home.under_way, self._vault, self.secrets.till_id))
        self._under_way_thread = threading.Thread(target=self._under_way.work, name="under way", daemon=True)
        self._readers = open_readers(settings, home.folder)
        self._camera = open_camera(settings, self.clock, self._readers.camera)
        self.scanners: list[Scanner] = [*open_scanners(settings, self.clock, home.folder), self._camera]
        self.devices = attach_devices(DeviceRegister(self.clock), settings, printer, drawer)
        self._books.switch_fiscal(is_on=bool(settings.fiscal))
        self._at_counter = CounterDevices(settings, home, self.devices, self.clock, self._open_cache)
        self.services = self._services(settings)
        self._print_thread.start()
        self._under_way_thread.start()

    def close(self) -> None:
        """Stop the threads and close the stores.

        What was not sent stays queued for the next start; papers that wait are printed first, for a few seconds.
        """
        for scanner in self.scanners:
            scanner.stop()
        self._readers.close()
        self.sync.stop()
        self.counter.close()
        self.customer_counter.close()
        self._under_way.stop()
        self._under_way_thread.join(_WRITING_PATIENCE_S)
        self._print_queue.stop()
        self._print_thread.join(_PRINTER_PATIENCE_S)
        unprinted = self._print_queue.state.waiting
        if unprinted:
            _log.warning(
                "papers left unprinted at the end: %d; the next start offers those of stored records", unprinted
            )
        self._at_counter.close()
        self._cache.close()
        self._card_steps.close()
        self._books.close()

    def _open_cache(self) -> Cache:
        return open_cache(self._home.cache, self._vault, self._books.last_visit_ms, read_programme)

    def _print(self) -> None:
        try:
            self._print_queue.work()
        finally:
            self._print_books.close()

    def _sync(self, settings: Settings) -> SyncThread:
        identity = TillIdentity(self.secrets.till_id, self.secrets.signing_key)
        door = HttpDoor(settings.server_url, identity, self.clock.now, pins_of(settings.server_pins))
        home, vault = self._home, self._vault
        return SyncThread(
            lambda: open_sync_side(home.books, home.cache, vault),
            door,
            self.clock,
            system_chance().random,
            settings.sync_interval_ms,
            SystemIds().new_id,
        )

    def _counter(self, settings: Settings) -> CounterDoor:
        """A door of the counter's own: what a customer waits for does not queue behind a page that loads."""
        identity = TillIdentity(self.secrets.till_id, self.secrets.signing_key)
        door = HttpDoor(
            settings.server_url, identity, self.clock.now, pins_of(settings.server_pins), waits=_COUNTER_WAITS
        )
        return CounterDoor(door, self.clock)

    def _customer_counter(self, settings: Settings) -> CustomerCounter:
        """For a customer's page and codes to phones: nobody pays meanwhile, so it may take some seconds."""
        identity = TillIdentity(self.secrets.till_id, self.secrets.signing_key)
        door = HttpDoor(settings.server_url, identity, self.clock.now, pins_of(settings.server_pins), waits=_PAGE_WAITS)
        return CustomerCounter(door, self.clock)

    def _services(self, settings: Settings) -> TillServices:
        clock, ids, timezone = self.clock, SystemIds(), ZoneInfo(settings.timezone)
        books, cache = self._books, self._cache
        operators = self._operators(settings)
        drafts = ReturnDraftFile(self._home.return_draft)
        heart = counter_heart(
            Around(
                books=books,
                cache=cache,
                vault=self._vault,
                door=self.counter,
                status=self.sync.status,
                intake=ToldPeople(self._home.cache, self._vault),
                operators=operators,
                clock=clock,
                ids=ids,
                zone=timezone,
                till_code=settings.till_code,
                rules=self._rules,
                marks_needed=settings.marked_goods == "mark_only",
                drafts=drafts,
            )
        )
        sale, shifts, customers = heart.sale, heart.shifts, heart.customers
        customer_desk = open_customer_desk(
            books=books,
            directory=heart.people,
            customers=customers,
            operators=operators,
            sealer=self._vault,
            door=self.customer_counter,
            confirmed=heart.confirmed,
            is_online=self._is_online,
            clock=clock,
            ids=ids,
            timezone=timezone,
            rules=tuple(self._rules),
        )
        return TillServices(
            operators=operators,
            shifts=shifts,
            customers=customers,
            people=heart.lookup,
            sale=sale,
            scans=self._scans(sale, customers),
            returns=heart.returns,
            receipts=self._receipts(settings, timezone),
            why=WhyService(books=books, programmes=cache.programmes),
            queue=heart.parked,
            registration=heart.registration,
            print_queue=self._print_queue,
            catalogue=cache.goods,
            search_goods=self._search_goods,
            devices=self.devices,
            customer_desk=customer_desk,
            free_returns=self._free_returns(shifts, operators, timezone, drafts),
            device_setup=device_setup(settings, self._home.folder, self._camera, self._readers),
            journal=JournalService(books=books, operators=operators, clock=clock, ids=ids),
            quick_keys=QuickKeyService(books=books, catalogue=cache.goods, operators=operators, clock=clock, ids=ids),
            rewards=self._rewards(settings, heart, timezone),
            quick_credit=self._quick_credit(settings, customers, operators, timezone),
            review=self._review(settings, operators, timezone),
            fiscal=self._at_counter.fiscal,
            display=self._at_counter.display,
            scale=self._at_counter.scale,
            under_way=self._under_way,
        )

    def _free_returns(
        self, shifts: ShiftService, operators: OperatorService, timezone: ZoneInfo, drafts: ReturnDraftFile
    ) -> FreeReturnService:
        return FreeReturnService(
            books=self._books,
            catalogue=self._cache.goods,
            programmes=self._cache.programmes,
            shifts=shifts,
            operators=operators,
            clock=self.clock,
            ids=SystemIds(),
            timezone=timezone,
            rules=self._rules,
            drafts=drafts,
        )

    def _rewards(self, settings: Settings, heart: CounterHeart, timezone: ZoneInfo) -> RewardService:
        return RewardService(
            books=self._books,
            programmes=self._cache.programmes,
            customers=heart.customers,
            points=heart.points,
            clock=self.clock,
            ids=SystemIds(),
            timezone=timezone,
            till_code=settings.till_code,
        )

    def _quick_credit(
        self, settings: Settings, customers: CustomerService, operators: OperatorService, timezone: ZoneInfo
    ) -> QuickCreditService:
        return QuickCreditService(
            books=self._books,
            programmes=self._cache.programmes,
            customers=customers,
            operators=operators,
            clock=self.clock,
            ids=SystemIds(),
            timezone=timezone,
            till_code=settings.till_code,
        )

    def _review(self, settings: Settings, operators: OperatorService, timezone: ZoneInfo) -> ReviewService:
        return ReviewService(
            open_reports=lambda: open_reports(
                self._home, self._vault, timezone, settings.shop_name, self.clock.now, self.customer_counter
            ),
            books=self._books,
            operators=operators,
            clock=self.clock,
            ids=SystemIds(),
            zone=settings.timezone,
            shop_name=settings.shop_name,
        )

    def _search_goods(self, text: str, limit: int) -> tuple[Item, ...]:
        """Of any thread: over a connection of its own."""
        with closing(GoodsShelf(Database(self._home.cache))) as goods:
            return find_goods(goods, text, limit)

    def _is_online(self) -> bool:
        return self.sync.status().link is Link.ONLINE

    def _operators(self, settings: Settings) -> OperatorService:
        return OperatorService(
            staff=self._cache.staff,
            hasher=Argon2PinHasher(),
            clock=self.clock,
            cashier_discount_limit_bp=settings.cashier_discount_limit_bp,
            manager_discount_limit_bp=settings.manager_discount_limit_bp,
            senior_discount_limit_bp=settings.senior_discount_limit_bp,
            roles=_roles(settings),
            tries=PinTryFile(self._home.pin_tries),
        )

    def _scans(self, sale: SaleService, customers: CustomerService) -> ScanService:
        return ScanService(
            catalogue=self._cache.goods,
            sale=sale,
            customers=customers,
            books=self._books,
            tokens=CardTokens(programme_key=self.secrets.card_key, steps=self._card_steps, clock=self.clock),
            rules=self._rules,
        )

    def _receipts(self, settings: Settings, timezone: ZoneInfo) -> ReceiptService:
        return ReceiptService(
            books=self._books,
            staff=self._cache.staff,
            queue=self._print_queue,
            header=ShopHeader(settings.shop_name, settings.shop_address, settings.shop_inn),
            timezone=timezone,
            language=Language(settings.language),
            columns=settings.printer_columns,
        )


def _roles(settings: Settings) -> dict[Right, Role]:
    return {
        Right.VOID_LINE: Role(settings.void_line_role),
        Right.VOID_BASKET: Role(settings.void_receipt_role),
        Right.SET_PRICE: Role(settings.price_role),
        Right.RECALL_OF_ANOTHER: Role(settings.recall_role),
    }


def _vault(secrets: TillSecrets) -> PhoneVault:
    return PhoneVault(secrets.phone_hash_key, secrets.phone_cipher_key, os.urandom)
