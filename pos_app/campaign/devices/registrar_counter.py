"""A counter with a fiscal registrar that runs out of paper, is opened, grows silent and loses its network."""

import random
import threading
import uuid
from datetime import UTC, datetime
from pathlib import Path

from hardware.device import DeviceKind, DeviceState
from hardware.fiscal.atol_json import Spelling
from hardware.fiscal.atol_registrar import AtolRegistrar, Patience
from hardware.fiscal.simulated_registrar import SILENT, Spoiled
from hardware.fiscal.simulated_server import SimulatedRegistrarServer
from pos_app.campaign.devices.tally import DevicesTally
from pos_app.domain.fiscal.fiscal_receipt import FiscalKind, FiscalPayment, FiscalPosition, FiscalReceipt, PaymentKind
from pos_app.domain.fiscal.registration import FiscalTask, RegistrarError, Remedy
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.pricing.positions import Position
from pos_app.services.devices import DeviceRegister

_PAUSE_S = 0.3
_OFF = "off"
_TROUBLES = ("", "", "paper_out", "cover_open", SILENT, _OFF)
_PATIENCE = Patience(connect_s=1.0, answer_s=0.3, look_s=0.02, task_s=1.0)
_TRIES_MAX = 40
_HISTORY_MAX = 60
"""Receipts after which the registrar's memory is looked through and begun anew."""


class RegistrarCounter:
    """Registers receipts as the till's queue does: the same task after a doubt, a new one after a refusal.

    Every receipt must be registered exactly once, however often the registrar dies over it.
    """

    def __init__(
        self, name: str, folder: Path, chance: random.Random, tally: DevicesTally, register: DeviceRegister
    ) -> None:
        self._name = name
        self._memory = folder / f"{name}.json"
        self._chance = chance
        self._tally = tally
        self._register = register
        self._server: SimulatedRegistrarServer | None = None
        self._thread: threading.Thread | None = None
        self._port = 0
        self._tasks: list[tuple[str, ...]] = []

    def work(self, stopping: threading.Event) -> None:
        """Until ``stopping``; everything is closed when this returns."""
        self._switch_on()
        try:
            while not stopping.is_set() and self._round():
                stopping.wait(self._chance.uniform(0, _PAUSE_S))
        finally:
            self._switch_off()

    def _round(self) -> bool:
        trouble = self._chance.choice(_TROUBLES)
        if trouble == _OFF:
            self._tally.add("unplugged")
            self._switch_off()
        elif self._server is not None:
            self._server.registrar.spoiled = Spoiled(trouble)
        done = self._sell()
        if len(self._tasks) >= _HISTORY_MAX:
            self._begin_anew()
        return done

    def _sell(self) -> bool:
        """One receipt until it is registered; the trouble is mended when it has been told."""
        tried = [str(uuid.UUID(int=self._chance.getrandbits(128), version=4))]
        for _ in range(_TRIES_MAX):
            driver = AtolRegistrar(f"http://127.0.0.1:{self._port}", Spelling("osn"), _PATIENCE)
            try:
                driver.register(_receipt(tried[-1], len(self._tasks) + 1))
            except RegistrarError as error:
                self._register.heard_state(DeviceState(self._name, DeviceKind.FISCAL, False, error.key))
                self._tally.add("registrar_faults")
                if error.remedy is not Remedy.ASK_AGAIN:
                    tried.append(str(uuid.UUID(int=self._chance.getrandbits(128), version=4)))
                self._mend()
                continue
            self._tally.add("registered")
            self._tasks.append(tuple(tried))
            return self._is_there_once(tuple(tried))
        self._tally.lost(f"{self._name}: a receipt was never registered")
        return False

    def _is_there_once(self, tried: tuple[str, ...]) -> bool:
        self._mend()
        if self._server is None:
            return False
        found = [each["uuid"] for each in self._server.registrar.state()["documents"] if each["uuid"] in tried]
        if len(found) != 1:
            self._tally.lost(f"{self._name}: a receipt was registered {len(found)} times")
        return len(found) == 1

    def _mend(self) -> None:
        if self._server is None:
            self._switch_on()
        elif self._server.registrar.spoiled.fault:
            self._server.registrar.spoiled = Spoiled()

    def _begin_anew(self) -> None:
        self._switch_off()
        self._memory.unlink(missing_ok=True)
        self._tasks.clear()
        self._switch_on()

    def _switch_on(self) -> None:
        self._server = SimulatedRegistrarServer(0, self._memory, lambda: datetime.now(UTC))
        self._port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def _switch_off(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = self._thread = None


def _receipt(task_id: str, number: int) -> FiscalTask:
    price = 100 * number
    position = FiscalPosition(Position("Хлеб", price, 2 * ONE, 2 * price), Unit.PIECE, 1_000, 0)
    paid = (FiscalPayment(PaymentKind.CASH, 2 * price),)
    receipt = FiscalReceipt(FiscalKind.SALE, f"9-{number:06d}", (position,), paid, 2 * price)
    return FiscalTask(task_id, FiscalKind.SALE, "Иванова", receipt)
