"""Receipts that other tills made, and what of our own came back at other tills: only the server can tell.

Asking is split like asking for points: ``question`` answers at once, ``ask`` waits for the network and may run in any
thread, ``settle`` takes what came. Nothing is stored until something comes back: then the return's record carries the
sale.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from pos_app.domain.money.units import Quantity
from pos_app.domain.transaction.sale import Sale
from pos_app.services.exchange_ports import LookupDoor
from pos_app.services.ports import TillBooks
from sync.protocol.capabilities import LOOKUPS
from sync.protocol.not_answered import NO_ANSWER, NotAnswered
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest, ReturnedPieces


@dataclass(frozen=True, slots=True)
class ReceiptQuestion:
    """Not sent yet. ``number``: such as ``3-000017``."""

    number: str


_KEPT = 8
"""Answers may come in another order than their questions: the open receipt must not be forgotten for a later one."""
ReceiptReply = ReceiptAnswer | NotAnswered


class ReceiptsElsewhere:
    """Keeps the last receipts that were told. ``door`` None: a till without a server to ask (tools, tests)."""

    def __init__(self, *, books: TillBooks, door: LookupDoor | None, is_online: Callable[[], bool]) -> None:
        self._books = books
        self._door = door
        self._is_online = is_online
        self._told: dict[str, tuple[Sale, tuple[ReturnedPieces, ...]]] = {}

    def can_ask(self) -> bool:
        """Whether a question would be answered, as far as is known."""
        if self._door is None or not self._is_online() or not self._door.is_worth_asking():
            return False
        return LOOKUPS in self._books.capabilities()

    def question(self, number: str) -> ReceiptQuestion | None:
        """Prepare to ask; None if the server cannot be asked now."""
        return ReceiptQuestion(number) if self.can_ask() else None

    def ask(self, question: ReceiptQuestion) -> ReceiptReply:
        """Ask the server; about a second at most. Any thread but the screen's."""
        if self._door is None:
            return NotAnswered(NO_ANSWER)
        return self._door.find_receipt(ReceiptRequest(question.number))

    def settle(self, question: ReceiptQuestion, reply: ReceiptReply) -> Sale | None:
        """Take what came: the sale, None if the server has none of that number or gave no answer."""
        if isinstance(reply, NotAnswered) or reply.sale is None or reply.sale.number != question.number:
            return None
        self._told.pop(reply.sale.receipt_id, None)
        self._told[reply.sale.receipt_id] = (reply.sale, reply.returned)
        if len(self._told) > _KEPT:
            del self._told[next(iter(self._told))]
        return reply.sale

    def sale(self, sale_id: str) -> Sale | None:
        """The sale of that id, if it is among the last that were told."""
        found = self._told.get(sale_id)
        return None if found is None else found[0]

    def returned(self, sale_id: str) -> dict[str, Quantity]:
        """Per line id what came back of a sale at other tills, as told last; this till's own returns are not in it."""
        back: Counter[str] = Counter()
        for pieces in self._told[sale_id][1] if sale_id in self._told else ():
            if self._books.sale_return(pieces.return_id) is None:
                back[pieces.line_id] += pieces.quantity
        return dict(back)
