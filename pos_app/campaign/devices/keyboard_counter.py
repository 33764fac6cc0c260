"""A counter with a keyboard scanner: scans between a person's typing, some of them broken off in the middle."""

import random
import threading

from hardware.scanner.simulated_keyboard import SimulatedKeyboardScanner
from pos_app.campaign.devices.hearing import Hearing
from pos_app.campaign.devices.tally import DevicesTally
from pos_app.domain.codes import card_number, gtin
from pos_app.services.devices import DeviceRegister

_CODES_MAX = 12
_PAUSE_S = 0.3
_PACES_MS = (1, 5, 15, 30)
_TYPED = "0123456789"


class KeyboardCounter:
    """The real decoder behind simulated keys. No half of a code may be taken for one, no person's key be lost."""

    def __init__(self, name: str, chance: random.Random, tally: DevicesTally, register: DeviceRegister) -> None:
        self._name = name
        self._chance = chance
        self._tally = tally
        self._hearing = Hearing(register)
        self._scanner = SimulatedKeyboardScanner(name, russian=chance.random() < 0.5)

    def work(self, stopping: threading.Event) -> None:
        """Until ``stopping``; everything is closed when this returns."""
        self._scanner.start(self._hearing.on_scan, self._hearing.on_state)
        try:
            while not stopping.is_set():
                self._scan_goods()
                self._type()
                self._break_off()
                stopping.wait(self._chance.uniform(0, _PAUSE_S))
        finally:
            self._scanner.stop()

    def _scan_goods(self) -> None:
        for _ in range(self._chance.randint(1, _CODES_MAX)):
            text = self._code()
            self._scanner.scan(text, pace_ms=self._chance.choice(_PACES_MS))
            self._tally.add("codes")
            came = self._hearing.code()
            if came != text:
                self._tally.lost(f"{self._name}: scanned {text!r}, came {came!r}")

    def _type(self) -> None:
        text = "".join(self._chance.choice(_TYPED) for _ in range(self._chance.randint(1, 8)))
        self._scanner.typed = ""
        self._scanner.type_by_hand(text, self._chance.randint(60, 300))
        self._scanner.settle()
        if self._scanner.typed != text:
            self._tally.lost(f"{self._name}: a person typed {text!r}, the field holds {self._scanner.typed!r}")
        self._nothing_else()

    def _break_off(self) -> None:
        """The cable is pulled in the middle of a code."""
        text = self._code()
        self._scanner.scan(text, pace_ms=self._chance.choice(_PACES_MS), keys=self._chance.randint(1, len(text)))
        self._tally.add("torn")
        self._tally.add("unplugged")
        self._scanner.unplug()
        self._scanner.settle()
        self._scanner.plug()
        self._nothing_else()

    def _nothing_else(self) -> None:
        extra = self._hearing.nothing_more()
        if extra is not None:
            self._tally.lost(f"{self._name}: {extra!r} came, nobody scanned it")

    def _code(self) -> str:
        if self._chance.random() < 0.5:
            return gtin.with_check_digit("".join(self._chance.choice("0123456789") for _ in range(12)))
        return card_number.generate(self._chance.randrange(10**8))
