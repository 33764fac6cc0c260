"""What every cash drawer promises, real or simulated."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from hardware.device import PrinterError
from hardware.drawer.printer_drawer import PrinterDrawer
from hardware.drawer.simulated_drawer import SimulatedDrawer
from hardware.printer.simulated_printer import SimulatedTarget
from pos_app.services.ports import CashDrawer


@dataclass
class Bench:
    """A drawer, how often it opened, and a hand that spoils it."""

    drawer: CashDrawer
    openings: Callable[[], int]
    spoil: Callable[[str], None]


def _on_printer() -> Bench:
    target = SimulatedTarget()
    return Bench(
        PrinterDrawer(target),
        lambda: sum(job.data == b"\x1bp\x0022" for job in target.jobs),
        lambda fault: setattr(target, "fault", fault),
    )


def _simulated() -> Bench:
    drawer = SimulatedDrawer()
    return Bench(drawer, lambda: drawer.kicks, lambda fault: setattr(drawer, "fault", fault))


@pytest.mark.parametrize("build", [_on_printer, _simulated])
def test_drawer(build: Callable[[], Bench]) -> None:
    bench = build()
    bench.drawer.kick()
    bench.drawer.kick()
    assert bench.openings() == 2
    bench.spoil("offline")
    with pytest.raises(PrinterError) as caught:
        bench.drawer.kick()
    assert caught.value.key == "offline"
    assert bench.openings() == 2
