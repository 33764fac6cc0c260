"""ATOL's registrar through the web requests of its driver: a task is posted once and its result is asked for.

The task's uuid is the till's own: posting it again is answered «known», and the result is asked for as if it were new.
So a till that died in between, or lost its network, simply does the same again.
"""

import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import requests

from hardware.fiscal.atol_json import Spelling, is_done_already, key_of, request_body
from pos_app.domain.fiscal.registration import FiscalResult, FiscalTask, RegistrarError

_PATH = "/api/v2/requests"
_CHECK_ID = "00000000-0000-0000-0000-000000000000"
_DONE, _FAILED = "ready", "error"
_PENDING = {"wait", "inProgress"}


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to be connected, for one answer, between two looks, and for the whole task."""

    connect_s: float = 3.0
    answer_s: float = 10.0
    look_s: float = 0.3
    task_s: float = 60.0


class AtolRegistrar:
    """``url`` as in the settings. Belongs to one thread, but for ``stop``."""

    def __init__(self, url: str, spelling: Spelling, patience: Patience | None = None) -> None:
        self._url = url.rstrip("/")
        self._spelling = spelling
        self._patience = patience or Patience()
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Let a task that is waited for go on without the till; it is asked for again after the next start."""
        self._stopping.set()

    def register(self, task: FiscalTask) -> FiscalResult:
        """See FiscalRegistrar."""
        deadline_s = time.monotonic() + self._patience.task_s
        self._post(task)
        while True:
            answer = self._get(task.task_id)
            if answer is None:
                self._post(task)  # it lost what it had: its memory was cleared, or it was replaced
            elif (result := _result(answer, task)) is not None:
                return result
            if time.monotonic() > deadline_s or self._stopping.wait(self._patience.look_s):
                raise RegistrarError("fiscal_silent")

    def check(self) -> None:
        """See FiscalRegistrar. Asks for a task that nobody posted."""
        self._get(_CHECK_ID)

    def _post(self, task: FiscalTask) -> None:
        response = self._exchange("POST", _PATH, request_body(task, self._spelling))
        if response.ok or response.status_code == HTTPStatus.CONFLICT:
            return
        _refuse_if_down(response)
        raise RegistrarError("fiscal_refused", response.status_code, _error_of(_json(response))[1])

    def _get(self, task_id: str) -> dict[str, Any] | None:
        response = self._exchange("GET", f"{_PATH}/{task_id}", None)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return None
        _refuse_if_down(response)
        if not response.ok:
            raise RegistrarError("fiscal_blocked", response.status_code, response.reason or "")
        return _json(response)

    def _exchange(self, method: str, path: str, body: bytes | None) -> requests.Response:
        waits = (self._patience.connect_s, self._patience.answer_s)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        try:
            # A connection of its own for each: seconds lie between them, and a kept one may have died.
            return requests.request(method, self._url + path, data=body, headers=headers, timeout=waits)
        except requests.ReadTimeout as error:
            raise RegistrarError("fiscal_silent", detail=str(error)) from error
        except (requests.RequestException, OSError) as error:
            raise RegistrarError("fiscal_unreachable", detail=str(error)) from error


def _refuse_if_down(response: requests.Response) -> None:
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise RegistrarError("fiscal_blocked", response.status_code, response.reason or "")


def _json(response: requests.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError as error:
        raise RegistrarError("fiscal_blocked", detail="the answer is no JSON") from error
    if not isinstance(found, dict):
        raise RegistrarError("fiscal_blocked", detail="the answer is no JSON object")
    return found


def _result(answer: dict[str, Any], task: FiscalTask) -> FiscalResult | None:
    """What became of the task, None while it is being done. Raises RegistrarError."""
    results = answer.get("results")
    first = results[0] if isinstance(results, list) and results and isinstance(results[0], dict) else {}
    status = first.get("status")
    if status == _DONE:
        return _done(first)
    if status in _PENDING:
        return None
    code, detail = _error_of(first)
    if status == _FAILED:
        if is_done_already(task.kind, code):
            return FiscalResult()
        raise RegistrarError(key_of(code), code, detail)
    # «blocked», «interrupted» and what later versions may say: whether it was registered is not known.
    raise RegistrarError("fiscal_blocked", code, detail or str(status))


def _done(first: dict[str, Any]) -> FiscalResult:
    told = first.get("result")
    fiscal = told.get("fiscalParams") if isinstance(told, dict) else None
    if not isinstance(fiscal, dict):
        return FiscalResult()
    number = fiscal.get("fiscalDocumentNumber")
    return FiscalResult(number if isinstance(number, int) else 0, str(fiscal.get("fiscalDocumentSign") or ""))


def _error_of(found: dict[str, Any]) -> tuple[int, str]:
    error = found.get("error")
    if not isinstance(error, dict):
        return 0, ""
    code = error.get("code")
    return (code if isinstance(code, int) else 0), str(error.get("description") or "")
