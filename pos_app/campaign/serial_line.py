"""Thousands of codes through the real serial driver over a pseudo-terminal, byte by byte: none lost, none joined."""

import queue
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hardware.device import DeviceState
from hardware.scanner.serial import SerialScanner, SerialSettings
from hardware.scanner.serial_ports import SerialPortId
from hardware.scanner.simulated_serial import SimulatedSerialScanner
from pos_app.domain.codes import card_number, gtin
from pos_app.domain.codes.scan import ScanData, Symbology

_PATIENCE_S = 5.0
_STX, _ETX = b"\x02", b"\x03"
_SUFFIXES = (b"\r", b"\r\n", b"\n")
_IDENTIFIERS = (("", None), ("]E0", Symbology.EAN13), ("]C1", Symbology.CODE128), ("]d2", Symbology.DATAMATRIX))


@dataclass(slots=True)
class SerialTally:
    """``wrong``: what was sent, and what came in its place."""

    sent: int = 0
    wrong: list[str] = field(default_factory=list)

    def text(self) -> str:
        """For people."""
        return "\n".join(
            [f"{self.sent} codes sent byte by byte, {len(self.wrong)} lost, joined or changed", *self.wrong[:5]]
        )


def run_serial_campaign(count: int, seed: int, progress: Callable[[SerialTally], None]) -> SerialTally:
    """Send ``count`` codes; ends at the first one that does not come within five seconds."""
    chance = random.Random(seed)
    tally = SerialTally()
    received: queue.Queue[ScanData] = queue.Queue()
    ready: queue.Queue[DeviceState] = queue.Queue()
    with tempfile.TemporaryDirectory() as folder:
        port = SimulatedSerialScanner(Path(folder) / "scanner")
        port.plug()
        settings = SerialSettings(SerialPortId(device=port.device))
        scanner = SerialScanner("campaign", settings, lambda: time.monotonic_ns() // 1_000_000)
        scanner.start(received.put, ready.put)
        try:
            ready.get(timeout=_PATIENCE_S)
            while tally.sent < count and not tally.wrong:
                _block(port, received, min(200, count - tally.sent), chance, tally)
                progress(tally)
        finally:
            scanner.stop()
            port.unplug()
    return tally


def _block(
    port: SimulatedSerialScanner,
    received: "queue.Queue[ScanData]",
    codes: int,
    chance: random.Random,
    tally: SerialTally,
) -> None:
    """Send codes one behind the other without a pause, then compare what came."""
    expected = []
    for _ in range(codes):
        text, (identifier, symbology) = _code(chance), chance.choice(_IDENTIFIERS)
        data = identifier.encode() + text.encode()
        framed = _STX + data + _ETX if chance.random() < 0.2 else data + chance.choice(_SUFFIXES)
        for byte in framed:
            port.send(bytes((byte,)))
        expected.append((text, symbology))
        tally.sent += 1
    for text, symbology in expected:
        try:
            scan = received.get(timeout=_PATIENCE_S)
        except queue.Empty:
            tally.wrong.append(f"sent {text!r}, nothing came")
            return
        if (scan.data, scan.symbology) != (text, symbology):
            tally.wrong.append(f"sent {text!r} as {symbology}, came {scan.data!r} as {scan.symbology}")
    if not received.empty():
        tally.wrong.append(f"nothing was sent, came {received.get().data!r}")


def _code(chance: random.Random) -> str:
    kind = chance.randrange(4)
    if kind == 0:
        return gtin.with_check_digit("".join(chance.choice("0123456789") for _ in range(12)))
    if kind == 1:
        return card_number.generate(chance.randrange(10**8))
    if kind == 2:
        return (
            "0104600051000057215" + "".join(chance.choice("aBc!\"%&'*+-./_,:;=<>?") for _ in range(12)) + "\x1d93abcd"
        )
    return "Карта " + "".join(chance.choice("абвгд 0123") for _ in range(chance.randint(1, 30))) + "."
