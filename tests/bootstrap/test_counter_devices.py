"""Registrar, display and scale of a till with their twins: a sale reaches the registrar's process, whatever happens."""

import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hardware.device import DeviceKind, DeviceTest
from pos_app.bootstrap.counter_devices import CounterDevices
from pos_app.bootstrap.devices import DeviceSettingError
from pos_app.bootstrap.system import SystemClock
from pos_app.bootstrap.till_home import TillHome
from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.services.devices import AttachedDevice, DeviceRegister
from pos_app.services.fiscal import FiscalQueue, FiscalState
from pos_app.settings import Settings
from sync.store.books import open_books
from sync.store.cache import Cache, open_cache
from sync.store.cache_database import prepare_cache_database
from sync.store.till_database import prepare_till_database
from sync.vault.phone_vault import PhoneVault
from tests.sync.store import records

VAULT = PhoneVault(b"h" * 32, b"c" * 32, lambda size: b"n" * size)
ALL_SIMULATED = Settings(fiscal="simulated", customer_display="simulated", scale="simulated")


@pytest.fixture
def home(tmp_path: Path) -> TillHome:
    home = TillHome(tmp_path)
    prepare_till_database(home.books, records.TILL_ID, records.TILL_CODE)
    prepare_cache_database(home.cache, VAULT)
    with closing(open_books(home.books)) as books:
        books.switch_fiscal(is_on=True)
        books.open_shift(records.shift())
    return home


class Heard:
    """A register, and a way to wait for what it hears."""

    def __init__(self) -> None:
        self.register = DeviceRegister(SystemClock())
        self._changed = threading.Condition()
        self.register.listen(self._tell)

    def wait(self, name: str, wanted: Callable[[AttachedDevice], bool]) -> AttachedDevice:
        with self._changed:
            assert self._changed.wait_for(lambda: wanted(self.device(name)), 60), self.register.devices()
        return self.device(name)

    def device(self, name: str) -> AttachedDevice:
        return next(each for each in self.register.devices() if each.name == name)

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()


@pytest.fixture
def counter(home: TillHome) -> Iterator[tuple[CounterDevices, Heard]]:
    def cache() -> Cache:
        return open_cache(home.cache, VAULT, lambda _: None, read_programme)

    heard = Heard()
    devices = CounterDevices(ALL_SIMULATED, home, heard.register, SystemClock(), cache)
    yield devices, heard
    devices.close()


def _wait(queue: FiscalQueue, wanted: Callable[[FiscalState], bool]) -> None:
    reached = threading.Event()
    queue.listen(lambda state: reached.set() if wanted(state) else None)
    assert wanted(queue.state) or reached.wait(60), queue.state


def _spoil(url: str, **spoiled: object) -> None:
    urllib.request.urlopen(f"{url}/simulated", json.dumps(spoiled).encode(), timeout=30).close()


def test_a_sale_outlives_the_registrars_troubles(home: TillHome, counter: tuple[CounterDevices, Heard]) -> None:
    devices, heard = counter
    queue = devices.fiscal
    assert queue is not None
    # While its process comes up it is unreachable: the shift's opening is due, and asked again when told so.
    with closing(open_books(home.books)) as books:
        while books.fiscal_due():
            queue.retry()
            threading.Event().wait(0.1)
    opened = heard.wait("fiscal", lambda device: device.event is not None and "registered" in device.event.key)
    assert opened.state is not None and opened.state.online
    assert opened.event is not None and opened.event.key == "fiscal_shift_registered"
    assert heard.register.test("fiscal") == DeviceTest(True, "fiscal_answers", (("waiting", "0"),))
    url = devices.registrar_url
    _spoil(url, fault="paper_out")
    with closing(open_books(home.books)) as books:
        books.record_sale(records.sale(1), ())
    _wait(queue, lambda state: state.fault_key == "fiscal_paper_out")
    ill = heard.wait("fiscal", lambda device: device.state is not None and not device.state.online)
    assert ill.state is not None and ill.state.detail_key == "fiscal_paper_out"
    _spoil(url)
    queue.retry()
    _wait(queue, lambda state: state == FiscalState())
    with urllib.request.urlopen(f"{url}/simulated", timeout=30) as answer:
        registered = json.load(answer)["documents"]
    assert [document["type"] for document in registered] == ["openShift", "sell"]
    sold = heard.wait("fiscal", lambda device: device.event is not None and device.event.key == "fiscal_registered")
    assert sold.event is not None and ("document", "2") in sold.event.params


def test_display_and_scale(counter: tuple[CounterDevices, Heard]) -> None:
    devices, heard = counter
    assert devices.scale is not None
    assert devices.scale.weigh() == 412
    assert heard.register.test("scale") == DeviceTest(True, "scale_shows", (("weight", "0,412"),))
    shown = heard.wait("display", lambda device: device.event is not None and device.event.key == "display_shows")
    assert shown.state is not None
    assert shown.state.online
    assert [(device.kind, device.simulated) for device in heard.register.devices()] == [
        (DeviceKind.FISCAL, True),
        (DeviceKind.DISPLAY, True),
        (DeviceKind.SCALE, True),
    ]


@pytest.mark.parametrize("setting", ["customer_display", "scale"])
def test_an_address_that_names_no_line(home: TillHome, setting: str) -> None:
    with pytest.raises(DeviceSettingError, match=f"settings.toml: {setting}"):
        CounterDevices(
            Settings(**{setting: "serial:/dev/ttyS0@300"}),
            home,
            DeviceRegister(SystemClock()),
            SystemClock(),
            lambda: open_cache(home.cache, VAULT, lambda _: None, read_programme),
        )
