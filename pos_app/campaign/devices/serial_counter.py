"""A counter with a serial scanner whose cable is loose."""

import random
from pathlib import Path
from threading import Event

from hardware.scanner.serial import SerialScanner, SerialSettings
from hardware.scanner.serial_ports import SerialPortId
from hardware.scanner.simulated_serial import SimulatedSerialScanner
from pos_app.campaign.devices.hearing import Hearing
from pos_app.campaign.devices.tally import DevicesTally
from pos_app.domain.codes import card_number, gtin
from pos_app.services.devices import DeviceRegister
from pos_app.services.ports import Clock

_CODES_MAX = 12
_PAUSE_S = 0.3


class SerialCounter:
    """Scans a few goods, loses its scanner, often in the middle of a code, gets it back, and so on."""

    def __init__(
        self,
        name: str,
        folder: Path,
        clock: Clock,
        chance: random.Random,
        tally: DevicesTally,
        register: DeviceRegister,
    ) -> None:
        self._chance = chance
        self._tally = tally
        self._name = name
        self._cable = SimulatedSerialScanner(folder / name)
        self._hearing = Hearing(register)
        settings = SerialSettings(SerialPortId(device=self._cable.device))
        self._scanner = SerialScanner(name, settings, clock.monotonic_ms)

    def work(self, stopping: Event) -> None:
        """Until ``stopping``; everything is closed when this returns."""
        self._scanner.start(self._hearing.on_scan, self._hearing.on_state)
        try:
            while not stopping.is_set():
                if not self._plug():
                    return
                self._scan_goods()
                if not self._pull_out():
                    return
                stopping.wait(self._chance.uniform(0, _PAUSE_S))
        finally:
            self._scanner.stop()
            self._cable.unplug()

    def _plug(self) -> bool:
        return self._told(self._hearing.became(True, self._cable.plug), gone=False)

    def _pull_out(self) -> bool:
        """Pull the cable, half of the times while the scanner sends: half a code must never be taken for one."""
        if self._chance.random() < 0.5:
            whole = self._code().encode()
            self._cable.send(whole[: self._chance.randint(1, len(whole) - 1)])
            self._tally.add("torn")
        self._tally.add("unplugged")
        gone = self._told(self._hearing.became(False, self._cable.unplug), gone=True)
        self._nothing_else("after the cable was pulled")
        return gone

    def _scan_goods(self) -> None:
        sent = [self._code() for _ in range(self._chance.randint(1, _CODES_MAX))]
        for text in sent:
            self._cable.scan(text, suffix=self._chance.choice((b"\r", b"\r\n", b"\n")))
            self._tally.add("codes")
        for text in sent:
            came = self._hearing.code()
            if came != text:
                self._tally.lost(f"{self._name}: sent {text!r}, came {came!r}")
                return
        self._nothing_else("behind the last code")

    def _nothing_else(self, when: str) -> None:
        extra = self._hearing.nothing_more()
        if extra is not None:
            self._tally.lost(f"{self._name}: {extra!r} came {when}, nobody scanned it")

    def _told(self, milliseconds: int | None, *, gone: bool) -> bool:
        if milliseconds is None:
            self._tally.lost(f"{self._name}: never noticed that it was {'unplugged' if gone else 'plugged in'}")
            return False
        self._tally.took(gone, milliseconds)
        return True

    def _code(self) -> str:
        if self._chance.random() < 0.5:
            return gtin.with_check_digit("".join(self._chance.choice("0123456789") for _ in range(12)))
        return card_number.generate(self._chance.randrange(10**8))
