"""A look-up: a receipt of another till of the shop, for the till where its goods come back."""

from dataclasses import dataclass

from pos_app.domain.money.units import Quantity
from pos_app.domain.transaction.sale import Sale
from sync.protocol.limits import PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ReceiptRequest:
    """``number`` as on paper, such as ``2-000231``: looked for among the receipts of the asking till's shop."""

    number: str
    protocol: int = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ReturnedPieces:
    """What came back of one line with one return (``return_id``), at whichever till; thousandths."""

    return_id: str
    line_id: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class ReceiptAnswer:
    """The sale as its till recorded it, None if the server has none of that number, and what came back of it so far.

    A return whose operation was not accepted is not in ``returned``.
    """

    sale: Sale | None
    returned: tuple[ReturnedPieces, ...]
    incarnation: str
    protocol: int = PROTOCOL_VERSION
