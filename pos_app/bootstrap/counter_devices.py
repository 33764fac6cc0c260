"""Registrar, customer display and scale as the settings name them, with their threads and, where asked, their twins."""

import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from hardware.device import DeviceKind, DeviceState, DeviceTest
from hardware.open_channel import channel_opener
from pos_app.bootstrap.devices import DeviceSettingError
from pos_app.bootstrap.system import SystemClock
from pos_app.bootstrap.till_home import TillHome
from pos_app.domain.fiscal.fiscal_receipt import FiscalKind
from pos_app.domain.fiscal.registration import RegistrarError
from pos_app.domain.receipt.labels import Language
from pos_app.services.customer_display import DISPLAY, CustomerDisplay
from pos_app.services.devices import DeviceRegister
from pos_app.services.fiscal import FiscalQueue, FiscalState
from pos_app.services.scale import SCALE, ScaleService
from pos_app.settings import Settings
from sync.store.books import open_books
from sync.store.cache import Cache

SIMULATED = "simulated"
FISCAL = "fiscal"
"""The registrar's name in the register."""
_PATIENCE_S = 5.0
_DEMO_WEIGHT = 412


class CounterDevices:
    """``fiscal``, ``display`` and ``scale`` are None where the settings name none. ``close`` ends their threads.

    Raises DeviceSettingError. ``open_cache``: for the registrar's thread, which prints the cashier's name.
    """

    def __init__(
        self,
        settings: Settings,
        home: TillHome,
        devices: DeviceRegister,
        clock: SystemClock,
        open_cache: Callable[[], Cache],
    ) -> None:
        self._devices = devices
        self._stack = ExitStack()
        try:
            self.fiscal = self._open_fiscal(settings, home, clock, open_cache) if settings.fiscal else None
            self.display = self._open_display(settings) if settings.customer_display else None
            self.scale = self._open_scale(settings) if settings.scale else None
        except BaseException:
            self._stack.close()
            raise

    def close(self) -> None:
        """What is due at the registrar stays due."""
        self._stack.close()

    def _open_fiscal(
        self, settings: Settings, home: TillHome, clock: SystemClock, open_cache: Callable[[], Cache]
    ) -> FiscalQueue:
        from hardware.fiscal.atol_json import Spelling, parse_vat_names
        from hardware.fiscal.atol_registrar import AtolRegistrar

        try:
            vat_names = parse_vat_names(settings.fiscal_vat_names)
        except ValueError as error:
            raise DeviceSettingError("fiscal_vat_names", error) from error

        self.registrar_url = url = settings.fiscal.removeprefix("atol:")
        if settings.fiscal == SIMULATED:
            self.registrar_url = url = self._start_registrar(home.folder)
        registrar = AtolRegistrar(url, Spelling(settings.fiscal_taxation, vat_names))
        books = open_books(home.books)
        names = _Names(open_cache)
        queue = FiscalQueue(
            books=books,
            registrar=registrar,
            clock=clock,
            name_of=names.of,
            on_state=self._hear_fiscal,
            on_registered=self._hear_registered,
        )

        def work() -> None:
            try:
                queue.work()
            finally:
                names.close()
                books.close()

        def test() -> DeviceTest:
            queue.retry()
            try:
                registrar.check()
            except RegistrarError as error:
                return DeviceTest(False, error.key)
            return DeviceTest(True, "fiscal_answers", (("waiting", str(queue.state.waiting)),))

        def stop() -> None:
            registrar.stop()
            queue.stop()

        simulated = settings.fiscal == SIMULATED
        self._devices.attach(FISCAL, DeviceKind.FISCAL, settings.fiscal, test=test, simulated=simulated)
        self._run("fiscal", work, stop)
        return queue

    def _start_registrar(self, folder: Path) -> str:
        """The simulated registrar, a process of its own that ends with the till. Its address."""
        from pos_app.bootstrap.demo_server import KeptServer

        def command(port: int) -> list[str]:
            return [
                *(sys.executable, "-m", "pos_app", "--home", str(folder), "simulated-registrar"),
                *("--port", str(port), "--until-input-ends"),
            ]

        return self._stack.enter_context(KeptServer(command, folder / "registrar.out", restart_seconds=2.0)).url

    def _open_display(self, settings: Settings) -> CustomerDisplay:
        from hardware.display.line_display import LineDisplay

        address = settings.customer_display
        if address == SIMULATED:
            from hardware.display.simulated_display import SimulatedDisplay

            address = f"serial:{self._stack.enter_context(SimulatedDisplay()).path}"
        try:
            display = LineDisplay(channel_opener(address))
        except ValueError as error:
            raise DeviceSettingError("customer_display", error) from error
        shown = CustomerDisplay(
            display=display,
            devices=self._devices,
            language=Language(settings.language),
            greeting=settings.shop_name,
        )
        simulated = settings.customer_display == SIMULATED
        self._devices.attach(
            DISPLAY, DeviceKind.DISPLAY, settings.customer_display, test=shown.test, simulated=simulated
        )
        self._run("display", shown.work, shown.stop)
        return shown

    def _open_scale(self, settings: Settings) -> ScaleService:
        from hardware.scale.cas_scale import CasScale

        address = settings.scale
        if address == SIMULATED:
            from hardware.scale.simulated_scale import SimulatedScale

            address = f"serial:{self._stack.enter_context(SimulatedScale(_DEMO_WEIGHT)).path}"
        try:
            scale = ScaleService(CasScale(channel_opener(address)), self._devices)
        except ValueError as error:
            raise DeviceSettingError("scale", error) from error
        self._devices.attach(
            SCALE, DeviceKind.SCALE, settings.scale, test=scale.test, simulated=settings.scale == SIMULATED
        )
        return scale

    def _run(self, name: str, work: Callable[[], None], stop: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)

        def end() -> None:
            stop()
            thread.join(_PATIENCE_S)

        thread.start()
        self._stack.callback(end)

    def _hear_registered(self, kind: FiscalKind, number: str, document: int) -> None:
        """It did a task: it is there, also if nothing was ever wrong with it."""
        self._devices.heard_state(DeviceState(FISCAL, DeviceKind.FISCAL, True))
        is_receipt = kind in (FiscalKind.SALE, FiscalKind.RETURN)
        key = "fiscal_registered" if is_receipt else "fiscal_shift_registered"
        self._devices.heard(FISCAL, key, (("number", number), ("document", str(document))))

    def _hear_fiscal(self, state: FiscalState) -> None:
        """With whatever fault it registers nothing: it is shown as not working."""
        if not state.fault_key:
            self._devices.heard_state(DeviceState(FISCAL, DeviceKind.FISCAL, True))
            return
        params = (("number", state.number), ("code", str(state.code)), ("waiting", str(state.waiting)))
        self._devices.heard_state(DeviceState(FISCAL, DeviceKind.FISCAL, False, state.fault_key, params))


class _Names:
    """Names of operators from a cache of the calling thread, opened when first needed."""

    def __init__(self, open_cache: Callable[[], Cache]) -> None:
        self._open_cache = open_cache
        self._cache: Cache | None = None

    def of(self, operator_id: str) -> str:
        """His name, or the id of who left since."""
        self._cache = self._cache or self._open_cache()
        people = self._cache.staff.operators()
        return next((person.name for person in people if person.operator_id == operator_id), operator_id)

    def close(self) -> None:
        """In the thread that used it."""
        if self._cache is not None:
            self._cache.close()
