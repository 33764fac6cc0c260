"""What the customer may see of the sale on a screen of his own: never a whole phone, never what is the staff's."""

from dataclasses import dataclass
from enum import StrEnum

from pos_app.domain.basket.basket import BasketLine
from pos_app.domain.money.units import Kopecks, Points, Quantity, Unit
from pos_app.domain.pricing.priced import PricedLine
from pos_app.domain.stored_value.advance import Advance
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.sale import Sale
from pos_app.services.customer_answers import CustomerPanel
from pos_app.services.sale_state import SaleState


class Moment(StrEnum):
    """Where the sale stands, as the customer sees it."""

    GREETING = "greeting"
    SALE = "sale"
    PAYMENT = "payment"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A position. ``net_kopecks`` is after all discounts, before points; ``points_kopecks`` is what points pay of it.

    ``advance``: not goods but a certificate that is bought or a top-up.
    """

    name: str
    quantity: Quantity
    unit: Unit
    list_kopecks: Kopecks
    net_kopecks: Kopecks
    points_kopecks: Kopecks
    advance: ValueKind | None = None


@dataclass(frozen=True, slots=True)
class ShownCustomer:
    """The customer as he stands on his display; points in hundredths, those of an account nobody knows are None.

    ``name``: the first name and the first letter of the next. ``possible_kopecks``: most that points may pay here.
    ``before``: the balance as the sale found it, ``after`` as the sale will leave it or has left it.
    """

    name: str
    before: Points | None
    spent: Points
    earned: Points
    after: Points | None
    possible_kopecks: Kopecks = 0


@dataclass(frozen=True, slots=True)
class CustomerView:
    """One picture. ``last_line``: the line that was touched last, −1 for none. ``remaining_kopecks``: still to pay."""

    moment: Moment
    lines: tuple[ShownLine, ...] = ()
    last_line: int = -1
    list_kopecks: Kopecks = 0
    discount_kopecks: Kopecks = 0
    points_kopecks: Kopecks = 0
    to_pay_kopecks: Kopecks = 0
    remaining_kopecks: Kopecks = 0
    change_kopecks: Kopecks = 0
    customer: ShownCustomer | None = None


GREETING = CustomerView(Moment.GREETING)


def view_of_sale(state: SaleState) -> CustomerView:
    """The open sale; the greeting while there is neither goods nor customer."""
    basket, priced = state.basket, state.priced
    if basket.is_empty and state.panel is None:
        return GREETING
    goods = tuple(map(_line, basket.lines, priced.lines))
    ids = [line.line_id for line in basket.lines] + [advance.line_id for advance in basket.advances]
    in_payment = state.stage is DraftStage.PAYMENT
    return CustomerView(
        moment=Moment.PAYMENT if in_payment else Moment.SALE,
        lines=(*goods, *map(_advance_line, basket.advances)),
        last_line=ids.index(state.last_line_id) if state.last_line_id in ids else len(ids) - 1,
        list_kopecks=priced.list_kopecks + basket.advance_kopecks,
        discount_kopecks=priced.discount_kopecks,
        points_kopecks=priced.points_kopecks,
        to_pay_kopecks=state.to_pay_kopecks,
        remaining_kopecks=state.remaining_kopecks - (0 if in_payment else state.prepaid_kopecks),
        customer=_customer(state),
    )


def view_of_receipt(sale: Sale, panel: CustomerPanel | None) -> CustomerView:
    """The thanks after the sale; ``panel``: the customer's card as it is now, where there is one."""
    customer = None
    if sale.customer_id is not None and panel is not None:
        after = panel.balance - panel.debt if panel.account_known else None
        customer = ShownCustomer(
            name=short_name(panel.customer.name),
            before=sale.balance_before,
            spent=sale.points,
            earned=sale.earned,
            after=after,
        )
    return CustomerView(
        moment=Moment.THANKS,
        list_kopecks=sale.list_kopecks + sale.advance_kopecks,
        discount_kopecks=sale.list_kopecks - sale.net_kopecks,
        points_kopecks=sale.points_kopecks,
        to_pay_kopecks=sale.paid_kopecks,
        change_kopecks=sum(tender.change_kopecks - tender.kept_kopecks for tender in sale.tenders),
        customer=customer,
    )


def short_name(name: str) -> str:
    """``Анна Петрова`` → ``Анна П.``: the queue behind the customer reads the display too."""
    first, *others = name.split() or [""]
    return f"{first} {others[0][0]}." if others else first


def _line(line: BasketLine, price: PricedLine) -> ShownLine:
    return ShownLine(
        name=line.item.name,
        quantity=line.quantity,
        unit=line.item.unit,
        list_kopecks=price.list_kopecks,
        net_kopecks=price.net_kopecks,
        points_kopecks=price.points_kopecks,
    )


def _advance_line(advance: Advance) -> ShownLine:
    return ShownLine("", 1000, Unit.PIECE, advance.kopecks, advance.kopecks, 0, advance.kind)


def _customer(state: SaleState) -> ShownCustomer | None:
    panel, priced = state.panel, state.priced
    if panel is None:
        return None
    before = panel.balance - panel.debt if panel.account_known else None
    return ShownCustomer(
        name=short_name(panel.customer.name),
        before=before,
        spent=priced.points,
        earned=priced.earned,
        after=None if before is None else before - priced.points + priced.earned,
        possible_kopecks=priced.points_limit_kopecks,
    )
