"""A record that is stored, and that the fiscal registrar has not registered yet."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from pos_app.domain.fiscal.fiscal_receipt import FiscalKind

_TASKS = UUID("6f0d5f5e-5d0c-5e0b-9a53-2f6f7a1d9c41")


@dataclass(frozen=True, slots=True)
class FiscalDue:
    """``record_id``: of the receipt, the shift or the Z report. ``attempt`` counts tasks that ended with a refusal.

    ``refusal``: the key of the last one, "" for none; ``code`` and ``detail`` are the registrar's own words for it.
    """

    record_id: str
    kind: FiscalKind
    attempt: int = 0
    refusal: str = ""
    code: int = 0
    detail: str = ""

    @property
    def task_id(self) -> str:
        """The task's uuid (RFC 9562, version 5): after a crash it comes out the same, after a refusal another."""
        return str(uuid5(_TASKS, f"{self.kind.value} {self.record_id} {self.attempt}"))
