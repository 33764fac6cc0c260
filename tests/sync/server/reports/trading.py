"""Shifts as tills tell them: opened, sold, taken back, cash moved, voided, counted."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from pos_app.domain.people.customer_came import CustomerCame
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.shift.report import build_shift_report, build_z_report
from pos_app.domain.shift.shift import CashMovement, CashMovementKind, ShiftOpened, ZReport
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.encoding import encode
from tests.sync.server.paper import AT, DAY, Stream, record_id, sale, sale_return
from tests.sync.server.shop import OLGA, TILL, Shop

OPENED_AT = AT - timedelta(hours=1)


@dataclass
class Trading:
    """One till's shifts; what was told is kept to be added up by hand."""

    stream: Stream = field(default_factory=lambda: Stream(TILL))
    running: int = 0
    shift: ShiftOpened = field(default_factory=lambda: ShiftOpened("shift-0", 0, "2", "operator-1", OPENED_AT, 0))
    sales: list[Sale] = field(default_factory=list)
    returns: list[SaleReturn] = field(default_factory=list)
    movements: list[CashMovement] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    z_reports: list[ZReport] = field(default_factory=list)
    sent: int = 0

    def open(self, number: int, days: int = 0) -> None:
        opened_at = OPENED_AT + timedelta(days=days)
        self.shift = ShiftOpened(f"shift-{number}", number, "2", "operator-1", opened_at, 100_000)
        self.stream.add_body(self.shift.shift_id, "shift_opened", encode(self.shift))

    def sell(
        self,
        pieces: int = 1,
        customer: bool = True,
        minutes: int = 0,
        operator: str = "operator-1",
        came: CustomerCame | None = None,
    ) -> Sale:
        self.running += 1
        made = sale(self.running, OLGA if customer else None, pieces=(pieces,))
        sold_at = self.shift.opened_at + timedelta(hours=1, minutes=minutes)
        record = replace(
            made,
            shift_id=self.shift.shift_id,
            sold_at=sold_at,
            business_day=_day(sold_at),
            operator_id=operator,
            came=came,
        )
        self.sales.append(record)
        self.stream.add(record)
        return record

    def take_back(self, of: Sale) -> SaleReturn:
        self.running += 1
        returned_at = of.sold_at + timedelta(minutes=5)
        record = replace(
            sale_return(self.running, of, {"line-0": 1}, day=of.business_day),
            shift_id=self.shift.shift_id,
            returned_at=returned_at,
        )
        self.returns.append(record)
        self.stream.add(record)
        return record

    def move(self, kopecks: int) -> CashMovement:
        kind = CashMovementKind.CASH_IN if kopecks > 0 else CashMovementKind.CASH_OUT
        name = record_id("move", len(self.stream.operations))
        at = self.shift.opened_at + timedelta(minutes=30)
        movement = CashMovement(name, self.shift.shift_id, kind, abs(kopecks), "operator-1", at, "размен")
        self.movements.append(movement)
        self.stream.add_body(name, "cash_moved", encode(movement))
        return movement

    def void_line(self, approved: bool = True) -> Deed:
        name = record_id("deed", len(self.stream.operations))
        deed = Deed(
            deed_id=name,
            kind=DeedKind.LINE_VOIDED,
            at=self.shift.opened_at + timedelta(minutes=40),
            operator_id="operator-1",
            operator_name="Анна",
            approved_by="boss" if approved else None,
            approved_by_name="Вера" if approved else "",
            reason="передумал",
            receipt_id="",
            facts=(("item", "Чай"), ("quantity", 1000), ("sum_kopecks", 10_000)),
        )
        self.deeds.append(deed)
        self.stream.add_body(name, "deed", encode(deed))
        return deed

    def close(self, off_kopecks: int = 0, reason: str = "") -> ZReport:
        closed_at = self.shift.opened_at + timedelta(hours=10)
        report = build_shift_report(
            self.shift,
            [each for each in self.sales if each.shift_id == self.shift.shift_id],
            [each for each in self.returns if each.shift_id == self.shift.shift_id],
            [each for each in self.movements if each.shift_id == self.shift.shift_id],
            closed_at,
        )
        z_report = build_z_report(
            report,
            f"z-{self.shift.number}",
            self.shift.number,
            "operator-1",
            report.expected_cash_kopecks + off_kopecks,
            0,
            reason,
        )
        self.z_reports.append(z_report)
        self.stream.add_body(z_report.z_id, "shift_closed", encode(z_report))
        return z_report

    def send(self, shop: Shop) -> None:
        """What was not sent yet."""
        fresh = self.stream.operations[self.sent :]
        if fresh:
            shop.clock.at = self.shift.opened_at + timedelta(hours=12)
            shop.push(self.stream.request(*fresh))
        self.sent = len(self.stream.operations)

    def day(self, number: int, off_kopecks: int = 0, reason: str = "") -> ZReport:
        """An ordinary shift."""
        self.open(number, days=number - 1)
        first = self.sell(3)
        self.sell(1, customer=False, minutes=70)
        self.void_line()
        self.sell(2, minutes=75, operator="boss")
        self.take_back(first)
        self.move(50_000)
        self.move(-20_000)
        return self.close(off_kopecks, reason)


def _day(at: datetime) -> date:
    return DAY + (at.date() - AT.date())
