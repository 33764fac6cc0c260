"""A record that is stored, and that the fiscal registrar has not registered yet."""

from dataclasses import dataclass

from pos_app.domain.fiscal.fiscal_receipt import FiscalKind


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
