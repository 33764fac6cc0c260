"""Counters with a customer's display and with a scale, whose cables are loose."""

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from hardware.device import DeviceKind, DeviceState, ScaleError
from hardware.display.cd5220 import COLUMNS
from hardware.display.line_display import LineDisplay
from hardware.display.simulated_display import SimulatedDisplay
from hardware.open_channel import channel_opener
from hardware.pty_device import PtyDevice
from hardware.scale.cas_scale import CasScale
from hardware.scale.simulated_scale import SimulatedScale
from pos_app.campaign.devices.hearing import PATIENCE_S
from pos_app.campaign.devices.tally import DevicesTally
from pos_app.services.devices import DeviceRegister

_PAUSE_S = 0.3
_JOBS_MAX = 8
_WEIGHT_MAX = 15_000
_STEADY_S = 0.5
_LOOK_S = 0.01


_Twin = TypeVar("_Twin", bound=PtyDevice)


class _Cable(Generic[_Twin]):
    """A twin that appears at the same name each time it is plugged in."""

    def __init__(self, link: Path, make: Callable[[], _Twin]) -> None:
        self._link = link
        self._make = make
        self.twin: _Twin | None = None

    @property
    def address(self) -> str:
        return f"serial:{self._link}"

    def plug(self) -> _Twin:
        if self.twin is None:
            self.twin = self._make()
            self.twin.start()
            self._link.symlink_to(self.twin.path)
        return self.twin

    def unplug(self) -> None:
        if self.twin is not None:
            self._link.unlink()
            self.twin.stop()
            self.twin = None


class DisplayCounter:
    """Shows lines, loses its display, shows the next ones on it when it is back."""

    def __init__(
        self, name: str, folder: Path, chance: random.Random, tally: DevicesTally, register: DeviceRegister
    ) -> None:
        self._name = name
        self._chance = chance
        self._tally = tally
        self._register = register
        self._cable = _Cable(folder / name, SimulatedDisplay)
        self._display = LineDisplay(channel_opener(self._cable.address))

    def work(self, stopping: threading.Event) -> None:
        """Until ``stopping``; everything is closed when this returns."""
        try:
            while not stopping.is_set():
                for _ in range(self._chance.randint(1, _JOBS_MAX)):
                    self._show()
                self._pull_out()
                stopping.wait(self._chance.uniform(0, _PAUSE_S))
        finally:
            self._display.close()
            self._cable.unplug()

    def _show(self) -> None:
        twin = self._cable.plug()
        number = self._chance.randrange(10**6)
        upper, lower = f"Молоко {number}", f"ИТОГО {number / 100:.2f}"
        wanted = (upper.ljust(COLUMNS), lower.ljust(COLUMNS))
        self._display.show(upper, lower)
        self._tally.add("shown")
        deadline_s = time.monotonic() + PATIENCE_S
        while twin.lines != wanted and time.monotonic() < deadline_s:
            time.sleep(_LOOK_S)
        if twin.lines != wanted or twin.unknown:
            self._tally.lost(f"{self._name}: sent {wanted}, it shows {twin.lines}, not understood {twin.unknown!r}")
        self._register.heard_state(DeviceState(self._name, DeviceKind.DISPLAY, True, ""))

    def _pull_out(self) -> None:
        self._cable.unplug()
        self._tally.add("unplugged")
        try:
            self._display.show("nobody", "sees this")
        except OSError:
            self._register.heard_state(DeviceState(self._name, DeviceKind.DISPLAY, False, "display_offline"))
        else:
            self._tally.lost(f"{self._name}: lines were shown on a display that was unplugged")


class ScaleCounter:
    """Weighs, while the plate moves too, and on a scale that is gone."""

    def __init__(
        self, name: str, folder: Path, chance: random.Random, tally: DevicesTally, register: DeviceRegister
    ) -> None:
        self._name = name
        self._chance = chance
        self._tally = tally
        self._register = register
        self._cable = _Cable(folder / name, SimulatedScale)
        self._scale = CasScale(channel_opener(self._cable.address), _STEADY_S)

    def work(self, stopping: threading.Event) -> None:
        """Until ``stopping``; everything is closed when this returns."""
        try:
            while not stopping.is_set():
                for _ in range(self._chance.randint(1, _JOBS_MAX)):
                    self._weigh()
                self._pull_out()
                stopping.wait(self._chance.uniform(0, _PAUSE_S))
        finally:
            self._cable.unplug()

    def _weigh(self) -> None:
        twin = self._cable.plug()
        twin.weight = self._chance.randint(1, _WEIGHT_MAX)
        twin.moves_for = self._chance.choice((0, 0, 1, 3))
        self._tally.add("weighed")
        try:
            came = self._scale.weigh()
        except ScaleError as error:
            if error.key in {"scale_moves", "scale_silent"}:
                return  # the machine was so busy that the plate never stood still in time: told, and no weight taken
            self._tally.lost(f"{self._name}: {error.key} ({error.detail}) while it was plugged in")
            return
        if came != twin.weight:
            self._tally.lost(f"{self._name}: {twin.weight} lies on it, came {came}")
        self._register.heard_state(DeviceState(self._name, DeviceKind.SCALE, True, ""))

    def _pull_out(self) -> None:
        self._cable.unplug()
        self._tally.add("unplugged")
        try:
            weight = self._scale.weigh()
        except ScaleError as error:
            self._register.heard_state(DeviceState(self._name, DeviceKind.SCALE, False, error.key))
        else:
            self._tally.lost(f"{self._name}: {weight} came from a scale that was unplugged")
