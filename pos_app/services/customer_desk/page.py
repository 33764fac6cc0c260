"""The customer's page: what the server tells of him; without it what this till knows, and that it is only that."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pos_app.domain.people.held_card import HeldCard
from pos_app.domain.people.operator import Operator
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from pos_app.services.customer import CustomerService
from pos_app.services.customer_answers import CustomerPanel
from pos_app.services.customer_desk.cards import CardService
from pos_app.services.customer_desk.form import ConsentHeld, FormService
from pos_app.services.errors import ServiceError
from pos_app.services.ports import TillBooks
from pos_app.services.ports.customer_door import CustomerDoor
from sync.protocol.capabilities import CUSTOMER_PAGES
from sync.protocol.customer_page import HISTORY_ROWS, CustomerPageAnswer, CustomerPageRequest, HistoryKind, HistoryRow
from sync.protocol.not_answered import NotAnswered

OWN_RECEIPTS = 50
"""Of this till's own books, at once and with every further page."""


class HistoryEnd(StrEnum):
    """Why the history stops where it does."""

    WHOLE = "whole"
    """Nothing happened before."""
    OLDER = "older"
    """Older rows may be read."""
    THIS_TILL = "this_till"
    """All that this till knows is told; what happened at others the server knows."""
    OLD_SERVER = "old_server"
    """The server is older than this till and tells no more than its newest rows."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One line of the history. ``here``: the receipt is in this till's books. ``unsent``: the server has it not yet."""

    row: HistoryRow
    here: bool
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """``from_server``: the history is the shop's; else it is this till's alone. ``more``: older rows are left out.

    ``came``: what the server told, further pages of the history with it; ``own_read``: receipts of this till's books.
    """

    panel: CustomerPanel
    history: tuple[PageRow, ...]
    cards: tuple[HeldCard, ...]
    consents: tuple[ConsentHeld, ...]
    from_server: bool
    more: bool = False
    registered_at: datetime | None = None
    invited_by: str = ""
    came: CustomerPageAnswer | None = None
    own_read: int = OWN_RECEIPTS

    @property
    def is_extended(self) -> bool:
        """Whether older rows were read than the page began with."""
        return self.own_read > OWN_RECEIPTS or (self.came is not None and len(self.came.history) > HISTORY_ROWS)

    @property
    def end(self) -> HistoryEnd:
        """Why the list stops."""
        if self.came is None:
            return HistoryEnd.OLDER if self.more else HistoryEnd.THIS_TILL
        if not self.more:
            return HistoryEnd.WHOLE
        return HistoryEnd.OLDER if self.came.next_before else HistoryEnd.OLD_SERVER


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

    def older_here(self, page: CustomerPage) -> CustomerPage:
        """The page with more of this till's own books. ServiceError ``customer_unknown``."""
        return self._page(page.panel.customer.customer_id, None, page.own_read + OWN_RECEIPTS)

    def older_question(self, page: CustomerPage, operator: Operator) -> CustomerPageRequest:
        """To be asked by ``ask``: the rows behind the last one that was told. ServiceError ``history_needs_server``."""
        question = self.question(page.panel.customer.customer_id, operator)
        if question is None or page.came is None:
            raise ServiceError("history_needs_server")
        return replace(question, before=page.came.next_before)

    def told_older(self, page: CustomerPage, answer: CustomerPageAnswer | NotAnswered) -> CustomerPage:
        """The page with what came behind it. ServiceError ``history_no_answer``, ``customer_unknown``."""
        if isinstance(answer, NotAnswered) or answer.customer is None or page.came is None:
            raise ServiceError("history_no_answer")
        together = replace(answer, history=page.came.history + answer.history)
        return self._page(page.panel.customer.customer_id, together)

    def _page(self, customer_id: str, came: CustomerPageAnswer | None, own_read: int = OWN_RECEIPTS) -> CustomerPage:
        panel = self._customers.panel(customer_id)
        records = self._books.receipts_of(customer_id, own_read + 1)
        own = [_row_of(record) for record in records[:own_read]]
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
            more=len(records) > own_read if came is None else came.more,
            registered_at=self._registered_at(customer_id) if came is None else came.registered_at,
            invited_by="" if came is None else came.invited_by,
            came=came,
            own_read=own_read,
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
