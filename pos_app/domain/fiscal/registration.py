"""What every fiscal registrar can do, and how it refuses."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pos_app.domain.fiscal.fiscal_receipt import FiscalKind, FiscalReceipt


@dataclass(frozen=True, slots=True)
class FiscalTask:
    """``task_id`` is the till's own uuid: the same id is never registered twice. ``receipt`` None for shift tasks."""

    task_id: str
    kind: FiscalKind
    operator_name: str
    receipt: FiscalReceipt | None = None


@dataclass(frozen=True, slots=True)
class FiscalResult:
    """What the registrar says of a task that it did. ``sign`` is the fiscal sign as printed, "" if it told none."""

    document_number: int = 0
    sign: str = ""


class Remedy(StrEnum):
    """What helps after a refusal."""

    ASK_AGAIN = "ask_again"
    """The same task id: nobody knows whether it was done."""
    TRY_AGAIN = "try_again"
    """A new task id once the registrar is cured: the task ended and nothing was registered."""
    CLOSE_SHIFT = "close_shift"
    """As TRY_AGAIN, after the shift was closed at the registrar."""
    A_PERSON = "a_person"
    """As TRY_AGAIN, but it will be refused again: somebody must look at this receipt. Others go on."""


REMEDIES = {
    "fiscal_unreachable": Remedy.ASK_AGAIN,
    "fiscal_silent": Remedy.ASK_AGAIN,
    "fiscal_blocked": Remedy.ASK_AGAIN,
    "fiscal_paper_out": Remedy.TRY_AGAIN,
    "fiscal_cover_open": Remedy.TRY_AGAIN,
    "fiscal_not_ready": Remedy.TRY_AGAIN,
    "fiscal_shift_expired": Remedy.CLOSE_SHIFT,
    "fiscal_position_refused": Remedy.A_PERSON,
    "fiscal_mark_refused": Remedy.A_PERSON,
    "fiscal_refused": Remedy.A_PERSON,
}
"""Every key of ``RegistrarError`` with what helps."""


class RegistrarError(Exception):
    """The registrar did not do a task, or nobody knows. ``key`` is one of ``REMEDIES``; ``code`` its own number."""

    def __init__(self, key: str, code: int = 0, detail: str = "") -> None:
        super().__init__(f"registrar: {key} {code} {detail}".rstrip())
        self.key = key
        self.code = code
        self.detail = detail

    @property
    def remedy(self) -> Remedy:
        """What helps."""
        return REMEDIES[self.key]


class FiscalRegistrar(Protocol):
    """A registrar. Both calls may take a minute: call them off the UI thread."""

    def register(self, task: FiscalTask) -> FiscalResult:
        """Do a task, or learn that it was done before. Raises RegistrarError.

        A shift that is open already, or closed already, counts as done.
        """
        ...

    def check(self) -> None:
        """Whether it answers. Raises RegistrarError."""
        ...
