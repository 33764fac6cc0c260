"""The customer's page: what the server tells of him; without it what this till knows, and that it is only that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.people.held_card import HeldCard
from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.customer import CustomerService
from pos_app.services.customer_answers import CustomerPanel
from pos_app.services.customer_desk.cards import CardService
from pos_app.services.customer_desk.form import ConsentHeld, FormService
from pos_app.services.ports import TillBooks
from pos_app.services.ports.customer_door import CustomerDoor
from sync.protocol.capabilities import CUSTOMER_PAGES
from sync.protocol.customer_page import CustomerPageAnswer, CustomerPageRequest, HistoryKind, HistoryRow
from sync.protocol.not_answered import NotAnswered

OWN_RECEIPTS = 50


@dataclass(frozen=True, slots=True)
class PageRow:
    """One line of the history. ``here``: the receipt is in this till's books. ``unsent``: the server has it not yet."""

    row: HistoryRow
    here: bool
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """``from_server``: the history is the shop's; else it is this till's alone. ``more``: older rows are left out."""

    panel: CustomerPanel
    history: tuple[PageRow, ...]
    cards: tuple[HeldCard, ...]
    consents: tuple[ConsentHeld, ...]
    from_server: bool
    more: bool = False
    registered_at: datetime | None = None
    invited_by: str = ""


class PageService:
    """``known`` at once, ``ask`` off the UI thread, ``told`` with what came."""

    def __init__(
        self,
        *,
        books: TillBooks,
        customers: CustomerService,
        cards: CardService,
        form: FormService,
        door: CustomerDoor | None,
        is_online: Callable[[], bool],
    ) -> None:
        self._books = books
        self._customers = customers
        self._cards = cards
        self._form = form
        self._door = door
        self._is_online = is_online

    def known(self, customer_id: str) -> CustomerPage:
        """What this till knows. ServiceError ``customer_unknown``."""
        return self._page(customer_id, None)

    def question(self, customer_id: str, operator: Operator) -> CustomerPageRequest | None:
        """To be asked by ``ask``; None if the server cannot be asked now."""
        able = self._door is not None and self._is_online() and self._door.is_worth_asking()
        if not able or CUSTOMER_PAGES not in self._books.capabilities():
            return None
        return CustomerPageRequest(customer_id, operator.operator_id)

    def ask(self, question: CustomerPageRequest) -> CustomerPageAnswer | NotAnswered:
        """Ask the server; waits for the network."""
        return NotAnswered("") if self._door is None else self._door.customer_page(question)

    def told(self, question: CustomerPageRequest, answer: CustomerPageAnswer | NotAnswered) -> CustomerPage:
        """The page with what came; without an answer what this till knows. ServiceError ``customer_unknown``."""
        came = None if isinstance(answer, NotAnswered) or answer.customer is None else answer
        return self._page(question.customer_id, came)

    def _page(self, customer_id: str, came: CustomerPageAnswer | None) -> CustomerPage:
        panel = self._customers.panel(customer_id)
        own = [_row_of(record) for record in self._books.receipts_of(customer_id, OWN_RECEIPTS)]
        here = {row.receipt_id for row in own}
        told = () if came is None else came.history
        known = {row.receipt_id for row in told if row.receipt_id}
        # With the server's page only what it has not yet is added; what it has it tells better.
        unsent = [row for row in own if row.receipt_id not in known]
        if came is not None and came.history:
            oldest = came.history[-1].at
            unsent = [row for row in unsent if row.at >= oldest or not came.more]
        rows = [PageRow(row, row.receipt_id in here or self._is_here(row)) for row in told]
        rows += [PageRow(row, here=True, unsent=came is not None) for row in unsent]
        rows.sort(key=lambda each: each.row.at, reverse=True)
        return CustomerPage(
            panel=panel,
            history=tuple(rows),
            cards=self._cards.cards_of(customer_id),
            consents=self._form.consents(customer_id, () if came is None else came.consents),
            from_server=came is not None,
            more=came is not None and came.more,
            registered_at=self._registered_at(customer_id) if came is None else came.registered_at,
            invited_by="" if came is None else came.invited_by,
        )

    def _is_here(self, row: HistoryRow) -> bool:
        if not row.receipt_id:
            return False
        return self._books.sale(row.receipt_id) is not None or self._books.sale_return(row.receipt_id) is not None

    def _registered_at(self, customer_id: str) -> datetime | None:
        record = self._books.registered(customer_id)
        return None if record is None else record.registered_at


def _row_of(record: Sale | SaleReturn) -> HistoryRow:
    if isinstance(record, Sale):
        kind, at, change, reason = HistoryKind.SALE, record.sold_at, record.earned - record.points, ""
    else:
        kind, at, reason = HistoryKind.RETURN, record.returned_at, record.reason
        change = record.points - (record.earned - record.withheld_points)
    return HistoryRow(
        at=at,
        kind=kind,
        points=change,
        spent=record.points,
        earned=record.earned,
        receipt_id=record.receipt_id,
        number=record.number,
        money_kopecks=record.money_kopecks,
        reason=reason,
    )
