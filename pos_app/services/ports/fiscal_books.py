"""What is due at the fiscal registrar."""

from datetime import datetime
from typing import Protocol

from pos_app.domain.fiscal.fiscal_due import FiscalDue
from pos_app.domain.shift.shift import ShiftOpened, ZReport
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn


class FiscalBooks(Protocol):
    """What is due at a fiscal registrar, and the records it is made of. Belongs to the registrar's thread."""

    def fiscal_due(self) -> tuple[FiscalDue, ...]:
        """What is not registered, oldest first."""
        ...

    def mark_registered(
        self, due: FiscalDue, at: datetime, document_number: int = 0, sign: str = "", by_hand: str = ""
    ) -> None:
        """It is registered; nothing happens if it is not due any more. ``by_hand``: by this operator, not the till."""
        ...

    def mark_refused(self, due: FiscalDue, refusal: str, code: int, detail: str) -> None:
        """The task ended with a refusal: the next attempt is a task of its own."""
        ...

    def forget_refusals(self, refusal: str = "") -> None:
        """Try what was refused for this reason again, or all of it."""
        ...

    def sale(self, receipt_id: str) -> Sale | None:
        """A stored sale by id."""
        ...

    def sale_return(self, receipt_id: str) -> SaleReturn | None:
        """A stored return by id."""
        ...

    def shift(self, shift_id: str) -> ShiftOpened | None:
        """A shift by id, open or closed."""
        ...

    def z_report(self, z_id: str) -> ZReport | None:
        """A Z report by id."""
        ...
