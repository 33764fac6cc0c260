"""Receipts and streams of operations as tills make them, for what loads a server: simple sums that tie."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Unit
from pos_app.domain.reservation.redemption import RedemptionPart
from pos_app.domain.transaction.sale import Sale, SaleLine, Tender, TenderKind
from sync.protocol.encoding import encode
from sync.protocol.operation import GENESIS_HASH, Operation, OperationKind, chained
from sync.protocol.push import PushRequest, message_of
from sync.protocol.reservation import reservations_digest

EARN_BP = 500
LOT_DAYS = 365
_BP = 10_000


def item(number: int) -> Item:
    """One of as many kinds of goods as wished."""
    barcode = f"46{number % 10**11:011d}"
    name = f"Товар № {number}, 100 г"
    return Item(
        f"item-{number}", name, f"{number:05d}", (barcode,), "grocery", "Копилка", Unit.PIECE, 5_000, "standard"
    )


def sale(receipt_id: str, number: int, till_code: str, customer_id: str | None, at: datetime, day: date,
         programme_id: str, lines: int = 5, redemption: tuple[RedemptionPart, ...] = ()) -> Sale:  # fmt: skip
    """One piece each of ``lines`` goods, paid by card; 5 % of the money is earned by a known customer.

    ``redemption``: from which promises he pays with points, less than the goods cost.
    """
    nets = [4_990 + 100 * each for each in range(lines)]
    points = sum(part.points for part in redemption)
    spent = allocate(points, nets)
    moneys = [net - part for net, part in zip(nets, spent, strict=True)]
    money = sum(moneys)
    earned = money * EARN_BP // _BP if customer_id is not None else 0
    parts = allocate(earned, moneys)
    positions = tuple(
        _line(number * lines + each, each, net, spent[each], parts[each]) for each, net in enumerate(nets)
    )
    return Sale(
        receipt_id=receipt_id,
        number=f"{till_code}-{number:06d}",
        till_code=till_code,
        shift_id=f"shift-{till_code}",
        operator_id="operator-1",
        customer_id=customer_id,
        sold_at=at,
        business_day=day,
        programme_id=programme_id,
        programme_version=1,
        receipt_picture=ReceiptPicture.DISCOUNT,
        lines=positions,
        tenders=(Tender(TenderKind.CARD, money, money),),
        list_kopecks=sum(nets),
        net_kopecks=sum(nets),
        points=points,
        points_kopecks=points,
        money_kopecks=money,
        earned=earned,
        lot_expires_day=date.fromordinal(day.toordinal() + LOT_DAYS) if earned else None,
        redemption=redemption,
    )


def _line(goods: int, place: int, net: int, points: int, earned: int) -> SaleLine:
    return SaleLine(
        line_id=f"line-{place}",
        item=item(goods % 1_000),
        quantity=1_000,
        vat_bp=2_200,
        list_kopecks=net,
        takes=(),
        net_kopecks=net,
        points=points,
        points_kopecks=points,
        points_pieces=None,
        money_kopecks=net - points,
        tender_kopecks=(net - points,),
        earned=earned,
    )


@dataclass
class TillStream:
    """One till's operations, numbered and chained as its store does it; ``unsent`` are those not settled yet."""

    till_id: str
    till_code: str
    programme_id: str
    incarnation: str = ""
    seq: int = 0
    last_hash: str = GENESIS_HASH
    unsent: list[Operation] = field(default_factory=list)

    def sell(self, receipt_id: str, customer_id: str | None, at: datetime, day: date, lines: int = 5) -> Operation:
        """Add a sale at the end of the queue."""
        record = sale(receipt_id, self.seq + 1, self.till_code, customer_id, at, day, self.programme_id, lines)
        return self.add(OperationKind.SALE, receipt_id, at, record)

    def add(self, kind: OperationKind, op_id: str, at: datetime, record: object) -> Operation:
        """Add any record at the end of the queue."""
        self.seq += 1
        made = chained(self.last_hash, op_id, self.till_id, 1, self.seq, kind.value, 1, at, encode(record))
        self.last_hash = made.hash
        self.unsent.append(made)
        return made

    def request(self, at_most: int, reservations: Iterable[str] | None = None) -> PushRequest:
        """The head of the queue; ``reservations``: ids of the promises that the till holds (None: an old till)."""
        sent = tuple(message_of(each) for each in self.unsent[:at_most])
        digest = "" if reservations is None else reservations_digest(reservations)
        return PushRequest(self.till_id, 1, self.seq, sent, reservations_digest=digest, incarnation=self.incarnation)

    def settled(self, op_ids: set[str]) -> None:
        """The server has these."""
        self.unsent = [each for each in self.unsent if each.op_id not in op_ids]
