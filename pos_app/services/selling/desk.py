"""The counter that every use case of a sale stands on: the open sale, who sells, and what must hold before a step."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import tzinfo

from pos_app.domain.basket import edits
from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.people.operator import Operator
from pos_app.domain.pricing.priced import PricedBasket, PricedLine
from pos_app.domain.shift.shift import ShiftOpened
from pos_app.domain.transaction.draft import DraftStage
from pos_app.services.asking_for_points import AskingForPoints
from pos_app.services.claim_desk import ClaimDesk
from pos_app.services.customer import CustomerService
from pos_app.services.deeds import DeedWriter, card_shown_on
from pos_app.services.errors import ServiceError
from pos_app.services.open_sale import OpenSale
from pos_app.services.operator import OperatorService
from pos_app.services.points_desk import PointsDesk
from pos_app.services.ports import Catalogue, Clock, Ids, OrderShelf, ProgrammeShelf, TillBooks
from pos_app.services.sale_record import SaleRecorder
from pos_app.services.sale_state import SaleState
from pos_app.services.value_desk import ValueDesk
from sync.protocol.capabilities import CARDS_LET_GO
from sync.protocol.status import PointsWay


class SaleDesk:
    """What edits, customer, payment and end of a sale share. It offers nothing to a screen but ``state``."""

    def __init__(
        self,
        *,
        books: TillBooks,
        catalogue: Catalogue,
        programmes: ProgrammeShelf,
        customers: CustomerService,
        points: PointsDesk,
        operators: OperatorService,
        clock: Clock,
        ids: Ids,
        timezone: tzinfo,
        marks_needed: bool = False,
        value: ValueDesk | None = None,
        claims: ClaimDesk | None = None,
        orders: OrderShelf | None = None,
    ) -> None:
        """``marks_needed``: goods of a marking group are sold by the mark of each piece alone.

        ``value``: where money of certificates and accounts is asked for, ``claims``: where single coupons and orders
        are; None for a till without a server. ``orders``: what the server told of orders.
        """
        self._marks_needed = marks_needed
        self._books = books
        self._programmes = programmes
        self._customers = customers
        self._points = points
        self._operators = operators
        self._value = value or ValueDesk(
            books=books, door=None, clock=clock, ids=ids, points_way=lambda: PointsWay.LEASES
        )
        self._claims = claims or ClaimDesk(
            books=books, door=None, clock=clock, ids=ids, points_way=lambda: PointsWay.LEASES
        )
        self._orders = orders
        self._clock = clock
        self._ids = ids
        self._open = OpenSale(
            books=books, programmes=programmes, customers=customers, clock=clock, ids=ids, timezone=timezone
        )
        self._asking = AskingForPoints(points, self._open)
        self._recorder = SaleRecorder(
            books=books, catalogue=catalogue, programmes=programmes, points=points, clock=clock, timezone=timezone
        )
        self._catalogue = catalogue
        self._deeds = DeedWriter(clock, ids)
        self._operator: Operator | None = None
        self._epoch = books.epoch()

    @property
    def state(self) -> SaleState:
        """The open sale, priced."""
        state = self._open.state
        return state if self._recorder.unsure is None else replace(state, checking=True)

    @property
    def is_open(self) -> bool:
        """Whether there is something in the basket: a shift may not be closed over it."""
        return not self._open.state.basket.is_empty

    def _edit(
        self,
        change: Callable[[Basket], Basket],
        check: Callable[[Basket, PricedBasket], None] | None = None,
        deeds: Sequence[Deed] = (),
    ) -> SaleState:
        operator = self._require_editable()
        try:
            basket = change(self._open.state.basket)
        except edits.BasketEditError as error:
            raise ServiceError(error.key, **error.params) from error
        priced = self._open.price(basket)
        if check is not None:
            check(basket, priced)
        self._open.keep(basket, DraftStage.BASKET, (), priced, operator.operator_id, deeds)
        return self.state

    def _deed(self, kind: DeedKind, approver: Operator | None, reason: str, **facts: int | str) -> Deed:
        receipt_id = self._open.state.basket.receipt_id
        return self._deeds.deed(kind, self._require_operator(), approver, reason, receipt_id, **facts)

    def _card_let_go(self) -> tuple[Deed, ...]:
        """The rotating card that named the customer of this receipt names nobody: its code is used up all the same.

        No deed where no such card did, and none at a server that would not understand it.
        """
        facts = card_shown_on(self._open.state.basket)
        if not facts or CARDS_LET_GO not in self._books.capabilities():
            return ()
        return (self._deed(DeedKind.CARD_LET_GO, None, "", **facts),)

    def _line(self, line_id: str) -> BasketLine:
        try:
            return edits.line_of(self._open.state.basket, line_id)
        except edits.BasketEditError as error:
            raise ServiceError(error.key, **error.params) from error

    def _require_operator(self) -> Operator:
        if self._operator is None:
            raise ServiceError("not_signed_on")
        return self._operator

    def _require_editable(self) -> Operator:
        self._require_known()
        if self._open.state.stage is DraftStage.PAYMENT:
            raise ServiceError("in_payment")
        return self._require_operator()

    def _require_payment(self) -> None:
        self._require_known()
        if self._open.state.stage is not DraftStage.PAYMENT:
            raise ServiceError("not_in_payment")

    def _require_known(self) -> None:
        if self._recorder.unsure is not None:
            raise ServiceError("checking_last_receipt")

    def _require_shift(self) -> ShiftOpened:
        shift = self._books.current_shift()
        if shift is None:
            raise ServiceError("no_shift")
        return shift


def priced_line(priced: PricedBasket, line_id: str) -> PricedLine:
    """The line with its price. ServiceError ``unknown_line(line_id)``."""
    for line in priced.lines:
        if line.line_id == line_id:
            return line
    raise ServiceError("unknown_line", line_id=line_id)
