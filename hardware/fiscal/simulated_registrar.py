"""The simulated registrar's mind: takes ATOL's JSON tasks, keeps a shift and a journal, refuses as a real one does."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from threading import Lock
from typing import Any

from hardware.fiscal import atol_json as atol

_SHIFT = timedelta(hours=24)
_KOPECK = Decimal("0.01")
SILENT = "silent"


@dataclass(slots=True)
class Spoiled:
    """How it is spoiled. ``fault``: "", ``paper_out``, ``cover_open`` or ``silent`` (does the task, says nothing).

    ``clock_ahead_hours``: its clock runs ahead, for a shift over 24 hours. ``refused_marks``: base64 of codes.
    """

    fault: str = ""
    clock_ahead_hours: int = 0
    refused_marks: list[str] = field(default_factory=list)


class _RefusedError(Exception):
    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code


class SimulatedRegistrar:
    """``now`` is aware. ``file`` holds what a real one's memory holds, so that it outlives the process."""

    def __init__(self, now: Callable[[], datetime], file: Path) -> None:
        self._now = now
        self._file = file
        self._lock = Lock()
        self.spoiled = Spoiled()
        self._results: dict[str, dict[str, Any]] = {}
        self._documents: list[dict[str, Any]] = []
        self._opened_at: datetime | None = None
        if file.exists():
            self._load()

    def take(self, body: dict[str, Any]) -> bool:
        """Take a posted task and do it; False if its uuid is known, then nothing is done. Raises KeyError, TypeError"""
        with self._lock:
            uuid, (task,) = str(body["uuid"]), body["request"]
            if uuid in self._results:
                return False
            self._results[uuid] = self._do(uuid, task)
            self._save()
            return True

    def result(self, uuid: str) -> dict[str, Any] | None:
        """The answer to a look, None for a uuid that was never posted."""
        with self._lock:
            found = self._results.get(uuid)
            return None if found is None else {"results": [found]}

    def state(self) -> dict[str, Any]:
        """Everything, for people and tests."""
        with self._lock:
            opened = None if self._opened_at is None else self._opened_at.isoformat()
            return {"documents": list(self._documents), "shift_opened_at": opened, **asdict(self.spoiled)}

    def _do(self, uuid: str, task: dict[str, Any]) -> dict[str, Any]:
        try:
            number = self._register(uuid, task)
        except _RefusedError as refused:
            return {"status": "error", "error": {"code": refused.code, "description": str(refused)}}
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            return {"status": "error", "error": {"code": atol.BROKEN_TASK, "description": f"broken task: {error!r}"}}
        fiscal = {"fiscalDocumentNumber": number, "fiscalDocumentSign": f"{number * 7919 % 10**10:010d}"}
        return {"status": "ready", "error": {"code": 0, "description": ""}, "result": {"fiscalParams": fiscal}}

    def _register(self, uuid: str, task: dict[str, Any]) -> int:
        now = self._now() + timedelta(hours=self.spoiled.clock_ahead_hours)
        kind = str(task["type"])
        self._require_printer()
        if kind == "openShift":
            if self._opened_at is not None:
                raise _RefusedError(atol.SHIFT_OPEN_ALREADY, "Смена открыта, операция невозможна")
            self._opened_at = now
        elif kind == "closeShift":
            if self._opened_at is None:
                raise _RefusedError(atol.SHIFT_CLOSED_ALREADY, "Смена закрыта, операция невозможна")
            self._opened_at = None
        elif kind in {"sell", "sellReturn"}:
            if self._opened_at is not None and now - self._opened_at >= _SHIFT:
                raise _RefusedError(atol.SHIFT_EXPIRED, "Смена превысила 24 часа")
            self._check_receipt(task)
            self._opened_at = self._opened_at or now
        else:
            raise _RefusedError(atol.BROKEN_TASK, f"unknown type {kind}")
        self._documents.append({"uuid": uuid, "type": kind, "task": task})
        return len(self._documents)

    def _require_printer(self) -> None:
        if self.spoiled.fault == "paper_out":
            raise _RefusedError(atol.NO_PAPER, "Нет бумаги")
        if self.spoiled.fault == "cover_open":
            raise _RefusedError(atol.COVER_OPEN, "Открыта крышка")

    def _check_receipt(self, task: dict[str, Any]) -> None:
        positions = [item for item in task["items"] if item["type"] == "position"]
        total = Decimal(0)
        for item in positions:
            price, quantity, amount = (_decimal(item[key]) for key in ("price", "quantity", "amount"))
            if (price * quantity).quantize(_KOPECK, ROUND_HALF_UP) != amount:
                raise _RefusedError(atol.POSITION_REFUSED, f"Неверная сумма позиции: {price} x {quantity} != {amount}")
            total += amount
            mark = item.get("imcParams", {}).get("imc")
            if mark in self.spoiled.refused_marks:
                raise _RefusedError(atol.MARK_REFUSED, "Код маркировки не прошёл проверку")
        paid = sum((_decimal(payment["sum"]) for payment in task["payments"]), Decimal(0))
        if paid < _decimal(task.get("total", total)):
            raise _RefusedError(atol.NOT_FULLY_PAID, f"Сумма оплат {paid} меньше суммы чека {total}")

    def _load(self) -> None:
        kept = json.loads(self._file.read_text(encoding="utf-8"))
        self._results, self._documents = kept["results"], kept["documents"]
        opened = kept["shift_opened_at"]
        self._opened_at = None if opened is None else datetime.fromisoformat(opened)

    def _save(self) -> None:
        opened = None if self._opened_at is None else self._opened_at.isoformat()
        kept = {"results": self._results, "documents": self._documents, "shift_opened_at": opened}
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        part.replace(self._file)


def _decimal(number: Any) -> Decimal:
    return Decimal(str(number))
