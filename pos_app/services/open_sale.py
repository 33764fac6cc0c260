"""The open sale in memory and its draft in the books, changed together or not at all."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import tzinfo

from pos_app.domain.basket.basket import Basket
from pos_app.domain.basket.edits import in_new_life
from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.people.deed import Deed
from pos_app.domain.pricing.compiled_programme import CompiledProgramme, compile_programme
from pos_app.domain.pricing.engine import price
from pos_app.domain.pricing.memory import PricingMemory
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.domain.stored_value.value_kind import VALUE_OF_TENDER
from pos_app.domain.transaction.draft import Draft, DraftStage
from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from pos_app.domain.transaction.sale import Tender
from pos_app.services.customer import CustomerService, CustomerView
from pos_app.services.errors import ServiceError, storing
from pos_app.services.ports import Clock, Ids, ProgrammeShelf, TillBooks
from pos_app.services.programme_choice import LIST_PRICE, programme_in_force, programme_of
from pos_app.services.sale_state import SaleState
from pos_app.services.shop_time import shop_time
from pos_app.services.tender_desk import remaining_of

_log = logging.getLogger("kopilka.sale")


class OpenSale:
    """``state`` is always priced and always what the draft holds. It knows no rule about who may do what when."""

    def __init__(
        self,
        *,
        books: TillBooks,
        programmes: ProgrammeShelf,
        customers: CustomerService,
        clock: Clock,
        ids: Ids,
        timezone: tzinfo,
    ) -> None:
        self._books = books
        self._programmes = programmes
        self._customers = customers
        self._clock = clock
        self._ids = ids
        self._timezone = timezone
        self._standing: Standing | None = None
        self._secured: Points = 0
        self._compiled = compile_programme(LIST_PRICE)
        self._memory = PricingMemory()
        self.state = self._empty()

    def begin_next(self) -> None:
        """A new basket with a new receipt id; there is no draft of it before its first edit.

        Reads nothing and cannot fail: it comes after a COMMIT, and what is stored must be told as stored.
        """
        self._standing, self._secured = None, 0
        self.state = self._empty()

    def give_up(self, deeds: Sequence[Deed] = ()) -> None:
        """Clear the draft and begin the next basket. ServiceError ``not_stored``."""
        with storing():
            self._books.clear_draft(deeds)
        self.begin_next()

    def restore(self) -> Draft | None:
        """Take over the draft in the books; None if there is none or its receipt was stored at the last moment."""
        draft = self._books.load_draft()
        if draft is None:
            return None
        if self._books.sale(draft.basket.receipt_id) is not None:
            with storing():
                self._books.clear_draft()
            return None
        if self._books.is_frozen() and any(tender.kind in VALUE_OF_TENDER for tender in draft.tenders):
            draft = replace(draft, stage=DraftStage.BASKET, tenders=(), priced=None)  # what was set aside is dead
        if self._books.is_frozen():
            # The books came from a backup: this basket may have been sold in the life that was lost. Sold once more it
            # is another receipt.
            draft = replace(draft, basket=in_new_life(draft.basket, self._ids.new_id()))
            with storing():
                self._books.save_draft(draft)
        self._standing, self._secured = None, 0
        self.state = replace(self._empty(), basket=draft.basket)
        self.load_customer()
        priced = draft.priced
        agreed = priced is not None and (bool(draft.tenders) or self.is_secured(priced))
        if draft.stage is DraftStage.PAYMENT and priced is not None and agreed:
            self._show(draft.basket, draft.stage, draft.tenders, priced)
        else:
            # Without its price a payment cannot go on: the tenders were taken for a sum that is not known any more. And
            # before money was taken nothing is agreed: points that may not be spent now are not spent.
            self._show(draft.basket, DraftStage.BASKET, (), self.price(draft.basket))
        return draft

    def take_up(self, basket: Basket, operator_id: str, write: Callable[[Draft], None]) -> None:
        """Open a basket that was put aside; ``write`` stores it as the draft. ServiceError ``not_stored``."""
        before = self.state, self._standing, self._secured
        self._standing, self._secured = None, 0
        try:
            self.state = replace(self._empty(), basket=basket)
            self.load_customer()
            with storing():
                try:
                    write(Draft(basket, DraftStage.BASKET, (), operator_id))
                except CommitUnknownError:
                    # Whether it is stored is not known: it goes on as taken up. Its receipt is stored once under its
                    # id, and what was sold is not offered again.
                    _log.warning("recall=unsure receipt_id=%s", basket.receipt_id)
            self._show(basket, DraftStage.BASKET, (), self.price(basket))
        except (ServiceError, StoreError):
            self.state, self._standing, self._secured = before
            raise

    def is_secured(self, priced: PricedBasket) -> bool:
        """Whether the points that ``priced`` takes may be spent without asking the server first, as read last."""
        return priced.points <= self._secured

    @property
    def secured(self) -> Points:
        """What the customer may spend without asking first, hundredths of a point."""
        return self._secured

    def price(self, basket: Basket) -> PricedBasket:
        """What ``basket`` costs now, with the customer as he was read last."""
        now = self._clock.now()
        programme = programme_in_force(self._programmes, now) or LIST_PRICE
        standing = self._standing if basket.customer_id is not None else None
        return price(basket, standing, self._ready(programme), shop_time(now, self._timezone), memory=self._memory)

    def earning_less(self, kopecks: Kopecks) -> PricedBasket:
        """The price as it was told, with what is earned after ``kopecks`` of its money earn nothing."""
        state = self.state
        programme = programme_of(self._programmes, state.priced.programme_id, state.priced.programme_version)
        if programme is None or state.priced.earned == 0:
            return state.priced
        at = shop_time(state.priced.priced_at, self._timezone)
        standing = self._standing if state.basket.customer_id is not None else None
        again = price(state.basket, standing, self._ready(programme), at, not_earning_kopecks=kopecks)
        told = (state.priced.money_kopecks, state.priced.points)
        return again if (again.money_kopecks, again.points) == told else state.priced

    def _ready(self, programme: Programme) -> CompiledProgramme:
        """The programme made ready; made ready again only when another one is in force."""
        if self._compiled.programme is not programme and self._compiled.programme != programme:
            self._compiled = compile_programme(programme)
        return self._compiled

    def keep(
        self,
        basket: Basket,
        stage: DraftStage,
        tenders: tuple[Tender, ...],
        priced: PricedBasket,
        operator_id: str,
        deeds: Sequence[Deed] = (),
    ) -> None:
        """Store the draft, then show it. ServiceError ``not_stored``: then nothing changed."""
        kept = priced if stage is DraftStage.PAYMENT else None
        with storing():
            self._books.save_draft(Draft(basket, stage, tenders, operator_id, kept), deeds)
        self._show(basket, stage, tenders, priced)

    def show_basket(self, basket: Basket, priced: PricedBasket) -> None:
        """A basket that was stored as the draft together with something else."""
        self._show(basket, DraftStage.BASKET, (), priced)

    def hold(self, stage: DraftStage, tenders: tuple[Tender, ...]) -> None:
        """Show a step of payment that is not stored by itself: the receipt that follows at once stores all of it.

        A kill in between leaves the draft as it was before the key was pressed.
        """
        self._show(self.state.basket, stage, tenders, self.state.priced)

    def keep_operator(self, operator_id: str, deeds: Sequence[Deed] = ()) -> None:
        """The same draft under another operator. ServiceError ``not_stored``."""
        state = self.state
        self.keep(state.basket, state.stage, state.tenders, state.priced, operator_id, deeds)

    def refresh(self) -> None:
        """Read the customer again and price again; the draft holds neither."""
        self.load_customer()
        self.state = self._priced_state(self.state.basket, self.price(self.state.basket))

    def load_customer(self) -> None:
        """Read the basket's customer again: accounts, programme or link may have changed."""
        customer_id = self.state.basket.customer_id
        if customer_id is None:
            self.take_view(None)
            return
        try:
            self.take_view(self._customers.view(customer_id, self.state.basket.receipt_id))
        except ServiceError:
            # The cache was rebuilt and does not hold him yet: he stays on the receipt and earns, but spends nothing.
            self.take_view(None)
            self._standing = Standing(customer_id, None, 0)

    def take_view(self, view: CustomerView | None) -> CustomerView | None:
        """Show and price with ``view`` from now on; answers the earlier one, to be put back if an edit fails."""
        panel, standing, secured = self.state.panel, self._standing, self._secured
        self._standing = view.standing if view else None
        self._secured = view.secured if view else 0
        self.state = replace(self.state, panel=view.panel if view else None)
        return CustomerView(panel, standing, secured) if panel is not None and standing is not None else None

    def _show(self, basket: Basket, stage: DraftStage, tenders: tuple[Tender, ...], priced: PricedBasket) -> None:
        last_line_id = _touched_line_id(self.state.basket, basket, self.state.last_line_id)
        state = replace(self.state, stage=stage, tenders=tenders, last_line_id=last_line_id)
        self.state = replace(
            state,
            basket=basket,
            priced=priced,
            remaining_kopecks=remaining_of(priced.money_kopecks + basket.advance_kopecks, tenders),
        )

    def _priced_state(self, basket: Basket, priced: PricedBasket) -> SaleState:
        remaining = remaining_of(priced.money_kopecks + basket.advance_kopecks, self.state.tenders)
        return replace(self.state, basket=basket, priced=priced, remaining_kopecks=remaining)

    def _empty(self) -> SaleState:
        now = self._clock.now()
        basket = Basket(self._ids.new_id(), now)
        return SaleState(
            basket=basket,
            # Nothing in it has a price; every edit prices anew with the programme in force.
            priced=price(basket, None, LIST_PRICE, shop_time(now, self._timezone)),
            panel=None,
            stage=DraftStage.BASKET,
            tenders=(),
            remaining_kopecks=0,
            last_line_id=None,
        )


def _touched_line_id(earlier: Basket, basket: Basket, last_line_id: str | None) -> str | None:
    """The line that differs from before; else the one touched last if it is still there, else the last one."""
    before = {line.line_id: line for line in earlier.lines}
    for line in basket.lines:
        if before.get(line.line_id) != line:
            return line.line_id
    for advance in basket.advances:
        if advance not in earlier.advances:
            return advance.line_id
    rows = [line.line_id for line in basket.lines] + [advance.line_id for advance in basket.advances]
    if last_line_id in rows:
        return last_line_id
    return rows[-1] if rows else None
