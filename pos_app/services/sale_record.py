"""The last step of a sale: build the record, store it once, and know what to do when COMMIT's answer was lost."""

import logging
from dataclasses import replace
from datetime import datetime, tzinfo

from pos_app.domain.basket.basket import Basket
from pos_app.domain.catalogue.vat import VatRateUnknownError, rate_in_force
from pos_app.domain.coupon.award_coupons import award_coupons
from pos_app.domain.coupon.coupon_records import IssuedCoupon
from pos_app.domain.ledger.postings import sale_entries
from pos_app.domain.loyalty.eligibility import Place
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.people.operator import Operator
from pos_app.domain.reservation.promise import spread
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.transaction.build import build_sale
from pos_app.domain.transaction.errors import ReceiptMismatchError, StoreError
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale
from pos_app.services.errors import ServiceError
from pos_app.services.points_desk import PointsDesk
from pos_app.services.ports import Catalogue, Clock, ProgrammeShelf, TillBooks
from pos_app.services.programme_choice import programme_of
from pos_app.services.sale_state import SaleState
from pos_app.services.store_once import StoreOnce
from sync.protocol.capabilities import CLAIMS

_log = logging.getLogger("kopilka.sale")
PROMISE_GONE = "promise_gone"


class SaleRecorder:
    """Builds and stores sales. While ``unsure`` holds a sale, nobody knows whether it is stored."""

    def __init__(
        self,
        *,
        books: TillBooks,
        catalogue: Catalogue,
        programmes: ProgrammeShelf,
        points: PointsDesk,
        clock: Clock,
        timezone: tzinfo,
    ) -> None:
        self._books = books
        self._catalogue = catalogue
        self._programmes = programmes
        self._points = points
        self._clock = clock
        self._timezone = timezone
        self._once: StoreOnce[Sale] = StoreOnce()

    @property
    def unsure(self) -> Sale | None:
        """The sale whose COMMIT raised and could not be looked up."""
        return self._once.unsure

    def check_vat(self, basket: Basket) -> None:
        """ServiceError ``vat_rate_unknown(code, item)`` if goods have no rate in force today."""
        day, rates = self._clock.now().astimezone(self._timezone).date(), self._catalogue.vat_rates()
        for line in basket.lines:
            try:
                rate_in_force(rates, line.item.vat_code, day)
            except VatRateUnknownError as error:
                raise ServiceError("vat_rate_unknown", code=error.code, item=line.item.name) from error

    def store(self, state: SaleState, operator: Operator, shift: ShiftOpened) -> Sale:
        """Build the sale from what is open, and store it.

        ServiceError ``not_stored(cause)``, ``checking_last_receipt`` (then call ``settle``), ``no_programme``,
        ``vat_rate_unknown``, ``receipt_does_not_tie``. A receipt that the books hold already is given back as it is
        stored: it is never made anew and never told as «not stored».
        """
        stored = self._books.sale(state.basket.receipt_id)
        if stored is not None:
            return stored
        sale = self._built(state, operator, shift)
        try:
            return self._store(sale)
        except ServiceError as error:
            if error.params.get("cause") != PROMISE_GONE:
                raise
        # A promise ended between the last look and the record. The money is taken: the sale stands with what is left,
        # and the rest of its points is the programme's risk, where the server shows it.
        _log.warning("promise=gone receipt=%s", sale.number)
        return self._store(sale)

    def prepare(self, state: SaleState, operator: Operator) -> None:
        """Let the books make ready what they can of the sale that ``state`` would be now.

        It promises nothing: :meth:`store` builds the sale anew from what is open then, and what is wrong is told there.
        """
        try:
            shift = self._books.current_shift()
            if shift is not None:
                self._books.prepare_sale(self._built(state, operator, shift))
        except (ServiceError, StoreError, ValueError) as error:
            _log.info("prepared=nothing receipt_id=%s cause=%s", state.basket.receipt_id, type(error).__name__)

    def _built(self, state: SaleState, operator: Operator, shift: ShiftOpened) -> Sale:
        basket, priced, panel = state.basket, state.priced, state.panel
        programme = programme_of(self._programmes, priced.programme_id, priced.programme_version)
        if programme is None:
            raise ServiceError("no_programme")
        self.check_vat(basket)
        now = self._clock.now()
        head = ReceiptHead(
            number=self._books.next_receipt_number(),
            till_code=shift.till_code,
            shift_id=shift.shift_id,
            operator_id=operator.operator_id,
            at=now,
            business_day=now.astimezone(self._timezone).date(),
        )
        balance = panel.balance - panel.debt if panel is not None and panel.account_known else None
        rates = self._catalogue.vat_rates()
        gifts = self._award_coupons(state, programme, now)
        try:
            sale = build_sale(basket, priced, state.tenders, head, programme, rates, balance, gifts)
        except ReceiptMismatchError as error:
            raise ServiceError(
                "receipt_does_not_tie", receipt=head.number, what=error.what, expected=error.expected, got=error.got
            ) from error
        if CLAIMS not in self._books.capabilities():
            sale = replace(sale, coupons_issued=())  # a server that would not know the numbers refuses them later
        return sale

    def settle(self) -> Sale | None:
        """Store the unsure sale once more; None if nothing is unsure.

        ServiceError as ``store``. After ``not_stored`` nothing is unsure any more.
        """
        return self._once.settle()

    def _award_coupons(self, state: SaleState, programme: Programme, now: datetime) -> tuple[IssuedCoupon, ...]:
        """With goods only: what somebody pays in advance is no purchase."""
        due = None if state.panel is None else state.panel.coupons_due
        if due is None or not state.basket.lines:
            return ()
        shop = state.basket.shop_code
        partner = None if programme.coalition is None else programme.coalition.partner_of_shop(shop)
        place = Place(shop, "" if partner is None else partner.code)
        return award_coupons(due, programme, state.basket.receipt_id, now.astimezone(self._timezone), place)

    def _store(self, sale: Sale) -> Sale:
        customer_id = sale.customer_id
        if customer_id is None:
            self._once.store(sale, lambda record: self._books.record_sale(record, sale_entries(record)))
            return sale
        promises = self._points.open_for(customer_id, sale.receipt_id)
        held = replace(sale, redemption=spread(sale.points, promises))
        closings = self._points.closings(customer_id, sale.receipt_id)
        self._once.store(held, lambda record: self._books.record_sale(record, sale_entries(record), closings))
        return held
