"""Shifts as small as a rule needs them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from pos_app.domain.people.customer_came import CameBy, CustomerCame
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.suspicion.alarm import Alarm, Pattern
from pos_app.domain.suspicion.card_sums import CardSums
from pos_app.domain.suspicion.detect import look_at
from pos_app.domain.suspicion.kept import CardDay, OperatorDay, usual_on
from pos_app.domain.suspicion.operator_sums import OperatorSums
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.suspicion.thresholds import DEFAULT_THRESHOLDS, Thresholds
from pos_app.domain.suspicion.usual import Usual
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from tests.sync.server.paper import AT, sale, sale_return

DAY = date(2026, 3, 2)
ANNA, BELLA = "anna", "bella"


def sold(
    number: int,
    customer: str | None = None,
    *,
    by: str = ANNA,
    lines: int = 1,
    way: CameBy = CameBy.WHOLE_PHONE,
    proved: bool = False,
    points: int = 0,
    cash: bool = True,
    told: bool = True,
) -> Sale:
    """Receipt ``number``, ten minutes after the one before."""
    made = sale(number, customer, points=points) if points else sale(number, customer)
    came = CustomerCame(way, lines, proved) if customer and told else None
    kind = TenderKind.CASH if cash else TenderKind.CARD
    tenders = tuple(Tender(kind, each.amount_kopecks, each.given_kopecks) for each in made.tenders)
    return replace(made, operator_id=by, came=came, tenders=tenders, sold_at=AT + timedelta(minutes=10 * number))


def taken_back(number: int, of: Sale, *, by: str = ANNA, voids: bool = False, minutes: int = 3) -> SaleReturn:
    """All of it, some minutes after it was sold."""
    made = sale_return(number, of, {line.line_id: line.quantity // 1000 for line in of.lines})
    return replace(made, operator_id=by, voids=voids, returned_at=of.sold_at + timedelta(minutes=minutes))


def given(of: Sale, asked_bp: int, limit_bp: int = 500, approved_by: str | None = None) -> Deed:
    """A discount by hand on the whole receipt."""
    return Deed(
        f"deed-{of.receipt_id}",
        DeedKind.BASKET_DISCOUNT,
        of.sold_at,
        of.operator_id,
        of.operator_id,
        approved_by,
        receipt_id=of.receipt_id,
        facts=(("how", "percent"), ("value", asked_bp), ("asked_bp", asked_bp), ("limit_bp", limit_bp)),
    )


def shift(sales: Iterable[Sale], returns: Iterable[SaleReturn] = (), deeds: Iterable[Deed] = ()) -> ShiftTrade:
    """All of it in one shift."""
    return ShiftTrade("shift-1", "shop", DAY, tuple(sales), tuple(returns), tuple(deeds))


def usual(
    anna: OperatorSums = OperatorSums(),  # noqa: B008 frozen
    bella: OperatorSums = OperatorSums(),  # noqa: B008 frozen
    cards: Iterable[tuple[str, str, CardSums]] = (),
    own: dict[str, str] | None = None,
) -> Usual:
    """Anna's and Bella's past (before the recent days), who came to whom yesterday, and whose account is whose."""
    long_ago, yesterday = DAY - timedelta(days=30), DAY - timedelta(days=1)
    operators = (OperatorDay(ANNA, long_ago, anna), OperatorDay(BELLA, long_ago, bella))
    rows = [CardDay(customer, by, yesterday, sums) for customer, by, sums in cards]
    return usual_on(DAY, operators, rows, own or {}, DEFAULT_THRESHOLDS)


def seen(
    trade: ShiftTrade, past: Usual, pattern: Pattern, thresholds: Thresholds = DEFAULT_THRESHOLDS
) -> tuple[Alarm, ...]:
    """Alarms of one pattern."""
    return tuple(alarm for alarm in look_at(trade, past, thresholds).alarms if alarm.pattern is pattern)
