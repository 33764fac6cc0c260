"""From what happened to the very records that a till makes: sales, returns, voids, deeds. Every one of them ties."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pos_app.campaign.suspicion.visit import CounterDay, Undoing, Visit
from pos_app.domain.basket.basket import ManualDiscount, ManualDiscountKind
from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import ONE, Unit
from pos_app.domain.people.customer_came import CustomerCame
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.pricing.priced import Stage, Take
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.post_void import post_void
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale, SaleLine, Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn

_HOURS_AHEAD = 3
_EARN_DIVISOR = 20
"""Points of 5 % of the money: a kopeck is a hundredth of a point."""


class Recorder:
    """Gives receipts their numbers and keeps the sales that may still come back."""

    def __init__(self) -> None:
        self._sold: dict[int, tuple[Visit, Sale]] = {}
        self._due: list[tuple[Visit, Undoing]] = []
        self._number = 0
        self.planted: dict[str, set[str]] = {}
        """Receipts of each theft, by its name."""

    def shifts(self, day: date, counters: Iterable[CounterDay], undone: Iterable[Visit]) -> list[ShiftTrade]:
        """The day's shifts. ``undone``: visits of any day whose undoing falls on this one."""
        trades = []
        returns: dict[int, list[SaleReturn]] = {}
        counters = list(counters)
        for counter in counters:
            for visit in counter.visits:
                self._sold[id(visit)] = (visit, self._sale(counter, visit))
        for visit in undone:
            undoing = visit.undoing
            known = self._sold.get(id(visit))
            if undoing is None or undoing.day != day or known is None:
                continue
            counter = counters[undoing.till]
            returns.setdefault(undoing.till, []).append(self._return(counter, known[1], undoing))
        for counter in counters:
            sales = tuple(self._sold[id(visit)][1] for visit in counter.visits)
            deeds = tuple(
                _deed(visit, sale) for visit, sale in zip(counter.visits, sales, strict=True) if visit.discount_bp
            )
            back = tuple(sorted(returns.get(counter.till, ()), key=lambda each: each.returned_at))
            trades.append(ShiftTrade(counter.shift_id, counter.shop_id, day, sales, back, deeds))
        self._sold = {
            key: (visit, sale) for key, (visit, sale) in self._sold.items() if visit.day > day - timedelta(days=12)
        }
        return trades

    def _note(self, planted: str, receipt_id: str) -> None:
        if planted:
            self.planted.setdefault(planted, set()).add(receipt_id)

    def _head(self, counter: CounterDay, operator_id: str, day: date, minute: int) -> ReceiptHead:
        self._number += 1
        at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute - _HOURS_AHEAD * 60)
        number = f"{counter.till + 1}-{self._number:06d}"
        return ReceiptHead(number, str(counter.till + 1), counter.shift_id, operator_id, at, day)

    def _sale(self, counter: CounterDay, visit: Visit) -> Sale:
        head = self._head(counter, visit.cashier.operator_id, visit.day, visit.minute)
        list_kopecks = visit.total_kopecks
        off = list_kopecks * visit.discount_bp // 10_000
        points_kopecks = (list_kopecks - off) * visit.points_share // 100 if visit.customer_id else 0
        net = [price - part for price, part in zip(visit.prices, allocate(off, visit.prices), strict=True)]
        in_points = allocate(points_kopecks, net) if points_kopecks else (0,) * len(net)
        lines = tuple(
            _line(place, price, net[place], in_points[place], bool(visit.customer_id))
            for place, price in enumerate(visit.prices)
        )
        money = sum(line.money_kopecks for line in lines)
        kind = TenderKind.CASH if visit.is_cash else TenderKind.CARD
        came = CustomerCame(visit.way, visit.first, visit.proved) if visit.customer_id else None
        discount = None
        if visit.discount_bp:
            approver = "senior" if visit.approved else None
            discount = ManualDiscount(
                ManualDiscountKind.PERCENT, visit.discount_bp, visit.cashier.operator_id, approver, "уценка"
            )
        receipt_id = f"{counter.shift_id}/{head.number}"
        if visit.undoing is None or not visit.undoing.planted:
            self._note(visit.planted, receipt_id)
        return Sale(
            receipt_id=receipt_id,
            number=head.number,
            till_code=head.till_code,
            shift_id=head.shift_id,
            operator_id=head.operator_id,
            customer_id=visit.customer_id or None,
            sold_at=head.at,
            business_day=head.business_day,
            programme_id="campaign",
            programme_version=1,
            receipt_picture=ReceiptPicture.DISCOUNT,
            lines=lines,
            tenders=(Tender(kind, money, money),),
            list_kopecks=list_kopecks,
            net_kopecks=sum(net),
            points=points_kopecks,
            points_kopecks=points_kopecks,
            money_kopecks=money,
            earned=sum(line.earned for line in lines),
            lot_expires_day=visit.day + timedelta(days=365) if visit.customer_id else None,
            shop_code=counter.shop_id,
            basket_discount=discount,
            came=came,
        )

    def _return(self, counter: CounterDay, sale: Sale, undoing: Undoing) -> SaleReturn:
        head = self._head(counter, undoing.operator_id, undoing.day, undoing.minute)
        receipt_id = f"{counter.shift_id}/{head.number}"
        self._note(undoing.planted, receipt_id)
        if undoing.voids and head.shift_id == sale.shift_id:
            return post_void(sale, {}, receipt_id, head, undoing.reason)
        kept = max(1, len(sale.lines) * undoing.share // 100)
        chosen = {line.line_id: line.quantity for line in sale.lines[:kept]}
        return build_return(sale, {}, chosen, receipt_id, head, undoing.reason)


def _line(place: int, price: int, net: int, in_points: int, earns: bool) -> SaleLine:
    money = net - in_points
    takes = (Take(Stage.MANUAL_DISCOUNT, "manual", price - net),) if price > net else ()
    return SaleLine(
        line_id=str(place + 1),
        item=_item(price),
        quantity=ONE,
        vat_bp=2_200,
        list_kopecks=price,
        takes=takes,
        net_kopecks=net,
        points=in_points,
        points_kopecks=in_points,
        points_pieces=None,
        money_kopecks=money,
        tender_kopecks=(money,),
        earned=money // _EARN_DIVISOR if earns else 0,
    )


_ITEMS: dict[int, Item] = {}


def _item(price: int) -> Item:
    if price not in _ITEMS:
        _ITEMS[price] = Item(f"item-{price}", f"Товар {price}", "", (), "", "", Unit.PIECE, price, "standard")
    return _ITEMS[price]


def _deed(visit: Visit, sale: Sale) -> Deed:
    limit = visit.cashier.limit_bp if not visit.approved else max(visit.discount_bp, 1_500)
    deed = Deed(
        deed_id=f"{sale.receipt_id}/discount",
        kind=DeedKind.BASKET_DISCOUNT,
        at=sale.sold_at,
        operator_id=sale.operator_id,
        operator_name=sale.operator_id,
        reason="уценка",
        receipt_id=sale.receipt_id,
        facts=(
            ("how", ManualDiscountKind.PERCENT.value),
            ("value", visit.discount_bp),
            ("sum_kopecks", sale.list_kopecks),
            ("asked_bp", visit.discount_bp),
            ("limit_bp", limit),
        ),
    )
    return replace(deed, approved_by="senior", approved_by_name="senior") if visit.approved else deed
