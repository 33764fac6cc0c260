"""Records as a till makes them, for the server's tests: simple sums that tie, chained into a stream."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import Unit
from pos_app.domain.transaction.build_return import build_return
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale, SaleLine, Tender, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import encode
from sync.protocol.operation import GENESIS_HASH, Operation, chained
from sync.protocol.push import PushRequest, message_of

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PROGRAMME = "kopilka"
LOT_DAYS = 30
TEA = Item("item-1", "Чай чёрный, 100 г", "00001", ("4600000000015",), "tea", "Лист", Unit.PIECE, 10_000, "standard")


def record_id(kind: str, number: int) -> str:
    """A readable stand-in for a UUIDv7."""
    return f"{kind}-{number:06d}"


def sale(
    number: int,
    customer_id: str | None,
    *,
    pieces: tuple[int, ...] = (2,),
    points: int = 0,
    earned: int | None = None,
    day: date = DAY,
    lot_days: int = LOT_DAYS,
) -> Sale:
    """Lines of so many pieces at 100.00; ``points`` hundredths are split over them; 5 % of the money is earned."""
    nets = [count * 10_000 for count in pieces]
    points_split = allocate(points, nets, nets)
    moneys = [net - part for net, part in zip(nets, points_split, strict=True)]
    money = sum(moneys)
    if earned is None:
        earned = money * 5 // 100 if customer_id is not None else 0
    earned_split = allocate(earned, moneys) if money else (0,) * len(moneys)
    lines = tuple(
        SaleLine(
            line_id=f"line-{index}",
            item=TEA,
            quantity=count * 1000,
            vat_bp=2_200,
            list_kopecks=net,
            takes=(),
            net_kopecks=net,
            points=part,
            points_kopecks=part,
            points_pieces=None,
            money_kopecks=line_money,
            tender_kopecks=(line_money,) if money else (),
            earned=line_earned,
        )
        for index, (count, net, part, line_money, line_earned) in enumerate(
            zip(pieces, nets, points_split, moneys, earned_split, strict=True)
        )
    )
    return Sale(
        receipt_id=record_id("sale", number),
        number=f"2-{number:06d}",
        till_code="2",
        shift_id="shift-1",
        operator_id="operator-1",
        customer_id=customer_id,
        sold_at=AT,
        business_day=day,
        programme_id=PROGRAMME,
        programme_version=1,
        receipt_picture=ReceiptPicture.DISCOUNT,
        lines=lines,
        tenders=(Tender(TenderKind.CASH, money, money),) if money else (),
        list_kopecks=sum(nets),
        net_kopecks=sum(nets),
        points=points,
        points_kopecks=points,
        money_kopecks=money,
        earned=earned,
        lot_expires_day=day + timedelta(days=lot_days) if earned else None,
    )


def sale_return(
    number: int, of: Sale, asked: Mapping[str, int], already: Mapping[str, int] | None = None, day: date = DAY
) -> SaleReturn:
    """So many pieces of each line of ``of``; ``already``: what this till knows came back before (pieces)."""
    head = ReceiptHead(f"2-{number:06d}", "2", "shift-1", "operator-1", AT, day)
    return build_return(
        of,
        {line: count * 1000 for line, count in (already or {}).items()},
        {line: count * 1000 for line, count in asked.items()},
        record_id("return", number),
        head,
    )


@dataclass
class Stream:
    """One till's operations, numbered and chained as its store does it."""

    till_id: str
    epoch: int = 1
    operations: list[Operation] = field(default_factory=list)

    def add(self, record: Sale | SaleReturn) -> Operation:
        """The operation that reports a receipt."""
        kind = "sale" if isinstance(record, Sale) else "return"
        return self.add_body(record.receipt_id, kind, encode(record))

    def add_body(self, op_id: str, kind: str, body: bytes, v: int = 1) -> Operation:
        """Any operation."""
        before = self.operations[-1].hash if self.operations else GENESIS_HASH
        operation = chained(before, op_id, self.till_id, self.epoch, len(self.operations) + 1, kind, v, AT, body)
        self.operations.append(operation)
        return operation

    def request(self, *operations: Operation) -> PushRequest:
        """A push of these, or of all."""
        sent = operations or tuple(self.operations)
        return PushRequest(self.till_id, self.epoch, len(self.operations), tuple(message_of(each) for each in sent))
