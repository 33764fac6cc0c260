"""A counter with a receipt printer on the network that runs out of paper, is opened, dies and loses its power."""

import random
import threading

from hardware.device import DeviceKind, DeviceState
from hardware.drawer.printer_drawer import PrinterDrawer
from hardware.printer.channel import NetworkChannel
from hardware.printer.channel_target import ChannelTarget
from hardware.printer.document_job import document_job
from hardware.printer.escpos_printer import EscposPrinter
from hardware.printer.simulated_network_printer import DIES, SimulatedNetworkPrinter
from pos_app.campaign.devices.hearing import PATIENCE_S
from pos_app.campaign.devices.tally import DevicesTally
from pos_app.domain.receipt.document import PrintDocument, QrBlock, Row, Rule, Text
from pos_app.services.devices import DeviceRegister
from pos_app.services.print_queue import PrintQueue, PrintState

_COLUMNS = 42
_CUT = b"\x1dV\x00"
_CONNECT_S = 3.0
_RECEIPTS_MAX = 5
_PAUSE_S = 0.3
_OFF = "off"
_TROUBLES = ("paper_out", "cover_open", "offline", DIES, _OFF)
_GOODS = ("Молоко «Полевое» 3,2 % 930 мл", "Хлеб «Бородинский» нарезной 400 г", "Сыр твёрдый, кг", "Пакет-майка")


class PrinterCounter:
    """Prints receipts through the till's own queue, driver and line, mends each fault as a cashier would."""

    def __init__(self, name: str, chance: random.Random, tally: DevicesTally, register: DeviceRegister) -> None:
        self._name = name
        self._chance = chance
        self._tally = tally
        self._register = register
        self._is_on = False
        self._papers = b""
        self._number = 0
        self._changed = threading.Condition()
        target = ChannelTarget(lambda: NetworkChannel("127.0.0.1", self._port, _CONNECT_S))
        self._queue = PrintQueue(
            printer=EscposPrinter(target, _COLUMNS), drawer=PrinterDrawer(target), on_state=self._heard
        )

    def work(self, stopping: threading.Event) -> None:
        """Until ``stopping``; everything is closed when this returns."""
        printing = threading.Thread(target=self._queue.work, name=f"{self._name}-queue")
        self._switch_on()
        printing.start()
        try:
            while not stopping.is_set() and self._round():
                stopping.wait(self._chance.uniform(0, _PAUSE_S))
        finally:
            self._queue.stop()
            self._queue.drop()
            printing.join()
            self._switch_off()

    def _round(self) -> bool:
        """A few receipts with one trouble or none; whether they all came out."""
        documents = [self._receipt() for _ in range(self._chance.randint(1, _RECEIPTS_MAX))]
        trouble = self._chance.choice(("", *_TROUBLES))
        if not self._is_on:
            self._switch_on()
        self._begin(trouble)
        for document in documents:
            self._queue.put(document, kick_drawer=self._chance.random() < 0.3)
        if trouble == _OFF:
            self._tally.add("unplugged")
            self._switch_off()
        if not self._print_all():
            self._tally.lost(f"{self._name}: papers wait for ever, {self._queue.state}")
            return False
        self._switch_off()
        return self._all_came_out(documents)

    def _begin(self, trouble: str) -> None:
        self._printer.bytes_a_second = self._chance.choice((0, 0, 6_000))
        if trouble in ("", _OFF):
            return
        if trouble == DIES or self._chance.random() < 0.5:
            self._printer.fault_after(self._chance.randint(1, 1_200), trouble)
        else:
            self._printer.fault = trouble

    def _print_all(self) -> bool:
        """Mend and try again until nothing waits."""
        while True:
            with self._changed:
                settled = self._changed.wait_for(self._is_settled, 2 * PATIENCE_S)
            if not settled:
                return False
            if self._queue.state.fault_key is None:
                return True
            self._tally.add("printer_faults")
            self._mend()
            self._queue.retry()

    def _is_settled(self) -> bool:
        state = self._queue.state
        return state.waiting == 0 or state.fault_key is not None

    def _mend(self) -> None:
        self._printer.fault = ""
        if not self._is_on:
            self._switch_on()

    def _switch_on(self) -> None:
        """At a new port, as a printer that was given another address."""
        self._printer = SimulatedNetworkPrinter()
        self._port = self._printer.port
        self._printer.__enter__()
        self._is_on = True

    def _switch_off(self) -> None:
        """What is in its memory is gone; what came out of it so far is taken away."""
        if self._is_on:
            self._is_on = False
            self._printer.__exit__(None, None, None)
            self._papers += b"".join(self._printer.jobs) + _CUT

    def _all_came_out(self, documents: list[PrintDocument]) -> bool:
        papers, self._papers = self._papers.split(_CUT), b""
        places = []
        for document in documents:
            whole = document_job(document, _COLUMNS).data.removesuffix(_CUT)
            found = [number for number, paper in enumerate(papers) if whole in paper]
            if not found:
                self._tally.lost(f"{self._name}: receipt {document.title} never came out whole")
                return False
            self._tally.add("repeated", len(found) - 1)
            places.append(found[0])
        if places != sorted(places):
            self._tally.lost(f"{self._name}: receipts came out in another order: {places}")
        self._tally.add("receipts", len(documents))
        return True

    def _receipt(self) -> PrintDocument:
        self._number += 1
        number = f"9-{self._number:06d}"
        rows = [
            Row(self._chance.choice(_GOODS), f"{self._chance.randint(10, 999)},00")
            for _ in range(self._chance.randint(1, 12))
        ]
        return PrintDocument(
            number,
            (Text("Копилка", bold=True, large=True), Rule(), *rows, Text(f"Чек {number}"), QrBlock(f"K{number}")),
        )

    def _heard(self, state: PrintState) -> None:
        online = state.fault_key is None
        self._register.heard_state(DeviceState(self._name, DeviceKind.PRINTER, online, state.fault_key or ""))
        with self._changed:
            self._changed.notify_all()
