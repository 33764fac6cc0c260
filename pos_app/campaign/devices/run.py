"""Counters whose devices are unplugged at random, side by side for as long as asked."""

import random
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from pos_app.campaign.devices.camera_counter import CameraCounter
from pos_app.campaign.devices.figures import Figures, measure
from pos_app.campaign.devices.keyboard_counter import KeyboardCounter
from pos_app.campaign.devices.line_counters import DisplayCounter, ScaleCounter
from pos_app.campaign.devices.printer_counter import PrinterCounter
from pos_app.campaign.devices.registrar_counter import RegistrarCounter
from pos_app.campaign.devices.serial_counter import SerialCounter
from pos_app.campaign.devices.tally import DevicesTally
from pos_app.services.devices import DeviceRegister

_WARM_UP_S = 3.0
_EARLY_SHARE = 0.1
_SAMPLES = 40
_LOOK_S = 0.05


class Counter(Protocol):
    """A place of work with its devices."""

    def work(self, stopping: threading.Event) -> None:
        """Until ``stopping``; everything is closed when this returns."""
        ...


class _MachineClock:
    """The machine's clock; fulfils ``services.ports.Clock``."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


def run_devices_campaign(seconds: float, seed: int, progress: Callable[[DevicesTally], None]) -> DevicesTally:
    """Serial scanners, a keyboard scanner, cameras, a printer, a display, a scale and a registrar, all at once.

    ``idle``: after a short round that loads every library; ``early``: after a tenth of the time; ``late``: at the end,
    at work; ``closed``: after all of it. The least of some samples counts: a paper or a film that is under way holds
    descriptors of its own, and the system lists a thread for a moment after it has ended.
    """
    _work(_WARM_UP_S, seed, DevicesTally(), lambda _so_far: None)
    tally = DevicesTally()
    tally.idle = _at_rest()
    _work(seconds, seed, tally, progress)
    tally.closed = _at_rest()
    return tally


def _work(seconds: float, seed: int, tally: DevicesTally, progress: Callable[[DevicesTally], None]) -> None:
    stopping = threading.Event()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        counters = _counters(Path(folder), seed, tally)
        threads = [
            threading.Thread(target=_at_work, args=(name, counter, stopping, tally), name=name)
            for name, counter in counters.items()
        ]
        for thread in threads:
            thread.start()
        try:
            while (passed := time.monotonic() - began) < seconds and not tally.wrong:
                if tally.early is None and passed >= seconds * _EARLY_SHARE:
                    tally.early = _at_rest()
                progress(tally)
                stopping.wait(min(1.0, seconds - passed))
            tally.late = _at_rest()
        finally:
            stopping.set()
            for thread in threads:
                thread.join()


def _counters(folder: Path, seed: int, tally: DevicesTally) -> dict[str, Counter]:
    clock = _MachineClock()
    register = DeviceRegister(clock)
    chance = random.Random(seed)

    def own() -> random.Random:
        return random.Random(chance.randrange(1 << 32))

    return {
        "serial-1": SerialCounter("serial-1", folder, clock, own(), tally, register),
        "serial-2": SerialCounter("serial-2", folder, clock, own(), tally, register),
        "camera": CameraCounter("camera", clock, own(), tally, register),
        "film": CameraCounter("film", clock, own(), tally, register, folder / "film.avi"),
        "printer": PrinterCounter("printer", own(), tally, register),
        "keyboard": KeyboardCounter("keyboard", own(), tally, register),
        "display": DisplayCounter("display", folder, own(), tally, register),
        "scale": ScaleCounter("scale", folder, own(), tally, register),
        "registrar": RegistrarCounter("registrar", folder, own(), tally, register),
    }


def _at_work(name: str, counter: Counter, stopping: threading.Event, tally: DevicesTally) -> None:
    try:
        counter.work(stopping)
    except Exception as error:
        tally.lost(f"{name}: {type(error).__name__}: {error}")
        raise


def _at_rest() -> Figures:
    """The least of each figure over two seconds."""
    samples = []
    for _ in range(_SAMPLES):
        samples.append(measure())
        time.sleep(_LOOK_S)
    return Figures(
        min(each.threads for each in samples),
        min(each.tasks for each in samples),
        min(each.descriptors for each in samples),
        min(each.memory_bytes for each in samples),
    )
