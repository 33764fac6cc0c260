"""The figures of a shift from its records, points as money beside the tenders; what does not tie is not told."""

from collections.abc import Sequence
from datetime import datetime

from pos_app.domain.money.units import Kopecks
from pos_app.domain.shift.shift import (
    CashMovement,
    CashMovementKind,
    ShiftOpened,
    ShiftReport,
    TenderTotals,
    ZReport,
)
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.build import check_sale
from pos_app.domain.transaction.errors import ReceiptMismatchError
from pos_app.domain.transaction.sale import EVERYDAY_TENDERS, Sale, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn


def build_shift_report(
    shift: ShiftOpened,
    sales: Sequence[Sale],
    returns: Sequence[SaleReturn],
    movements: Sequence[CashMovement],
    made_at: datetime,
) -> ShiftReport:
    """The X report. Raises :class:`ReceiptMismatchError`, which names the receipt that does not tie."""
    for sale in sales:
        check_sale(sale)
    for sale_return in returns:
        _check_return(sale_return)
    totals_by_kind = [(kind, _tender_totals(kind, sales, returns)) for kind in TenderKind]
    tenders = tuple(
        totals
        for kind, totals in totals_by_kind
        if kind in EVERYDAY_TENDERS or totals.sales_count or totals.returns_count
    )
    cash = next(totals for totals in tenders if totals.kind == TenderKind.CASH)
    rounding = sum(tender.rounding_kopecks for sale in sales for tender in sale.tenders)
    kept = sum(tender.kept_kopecks for sale in sales for tender in sale.tenders)
    sold_for_cash = cash.sales_kopecks - rounding + kept
    cash_in = _moved(movements, CashMovementKind.CASH_IN)
    cash_out = _moved(movements, CashMovementKind.CASH_OUT)
    list_kopecks = sum(sale.list_kopecks for sale in sales)
    net_kopecks = sum(sale.net_kopecks for sale in sales)
    numbers = sorted([sale.number for sale in sales] + [record.number for record in returns], key=_running)
    advances = [sold.advance for sale in sales for sold in sale.advances]
    certificates = [each.kopecks for each in advances if each.kind is ValueKind.CERTIFICATE]
    top_ups = [each.kopecks for each in advances if each.kind is ValueKind.ACCOUNT]
    paid_out = [back for record in returns for back in record.advances]
    certificates_back = [back.kopecks for back in paid_out if back.kind is ValueKind.CERTIFICATE]
    top_ups_back = [back.kopecks for back in paid_out if back.kind is ValueKind.ACCOUNT]
    report = ShiftReport(
        shift=shift,
        made_at=made_at,
        sales_count=len(sales),
        returns_count=len(returns),
        list_kopecks=list_kopecks,
        discount_kopecks=list_kopecks - net_kopecks,
        net_sales_kopecks=net_kopecks,
        net_returns_kopecks=sum(record.money_kopecks + record.points_kopecks for record in returns),
        tenders=tenders,
        points_spent=sum(sale.points for sale in sales),
        points_spent_kopecks=sum(sale.points_kopecks for sale in sales),
        points_returned=sum(record.points for record in returns),
        points_returned_kopecks=sum(record.points_kopecks for record in returns),
        earned=sum(sale.earned for sale in sales),
        earned_taken_back=sum(record.earned for record in returns),
        cash_in_kopecks=cash_in,
        cash_out_kopecks=cash_out,
        expected_cash_kopecks=shift.float_kopecks + sold_for_cash - cash.returns_kopecks + cash_in - cash_out,
        customer_receipts_count=sum(1 for sale in sales if sale.customer_id is not None),
        first_number=numbers[0] if numbers else None,
        last_number=numbers[-1] if numbers else None,
        rounding_kopecks=rounding,
        rounding_returned_kopecks=sum(record.rounding_kopecks for record in returns),
        change_kept_kopecks=kept,
        withheld_kopecks=sum(record.withheld_kopecks for record in returns),
        certificates_sold_kopecks=sum(certificates),
        certificates_sold_count=len(certificates),
        accounts_topped_up_kopecks=sum(top_ups),
        accounts_topped_up_count=len(top_ups),
        certificates_returned_kopecks=sum(certificates_back),
        certificates_returned_count=len(certificates_back),
        top_ups_returned_kopecks=sum(top_ups_back),
        top_ups_returned_count=len(top_ups_back),
    )
    check_report(report)
    return report


def check_report(report: ShiftReport) -> None:
    """Raise :class:`ReceiptMismatchError` (receipt «shift n») unless tenders and points make the net sums."""
    name = f"shift {report.shift.number}"
    _require(
        name,
        "tenders and points of sales",
        report.net_sales_kopecks + report.advance_kopecks,
        sum(totals.sales_kopecks for totals in report.tenders) + report.points_spent_kopecks,
    )
    _require(
        name,
        "tenders and points of returns",
        report.net_returns_kopecks + report.advances_returned_kopecks,
        sum(totals.returns_kopecks for totals in report.tenders)
        + report.rounding_returned_kopecks
        + report.withheld_kopecks
        + report.points_returned_kopecks,
    )


def build_z_report(
    report: ShiftReport,
    z_id: str,
    z_number: int,
    operator_id: str,
    counted_cash_kopecks: Kopecks,
    unsent_operations: int,
    over_short_reason: str = "",
) -> ZReport:
    """The numbered report that closes the shift; ``report.made_at`` is the moment of closing."""
    return ZReport(
        z_id=z_id,
        z_number=z_number,
        report=report,
        operator_id=operator_id,
        closed_at=report.made_at,
        counted_cash_kopecks=counted_cash_kopecks,
        over_short_kopecks=counted_cash_kopecks - report.expected_cash_kopecks,
        unsent_operations=unsent_operations,
        over_short_reason=over_short_reason,
    )


def _tender_totals(kind: TenderKind, sales: Sequence[Sale], returns: Sequence[SaleReturn]) -> TenderTotals:
    sold = [[tender.amount_kopecks for tender in sale.tenders if tender.kind is kind] for sale in sales]
    refunded = [[refund.amount_kopecks for refund in record.refunds if refund.kind is kind] for record in returns]
    return TenderTotals(
        kind=kind.value,
        sales_kopecks=sum(map(sum, sold)),
        returns_kopecks=sum(map(sum, refunded)),
        sales_count=sum(1 for amounts in sold if amounts),
        returns_count=sum(1 for amounts in refunded if amounts),
    )


def _check_return(record: SaleReturn) -> None:
    number, lines = record.number, record.lines
    _require(number, "money of the lines", record.money_kopecks, sum(line.money_kopecks for line in lines))
    refunded = sum(refund.amount_kopecks for refund in record.refunds)
    due = record.money_kopecks + record.advance_kopecks - record.rounding_kopecks - record.withheld_kopecks
    _require(number, "refunds", due, refunded)
    _require(number, "points of the lines", record.points, sum(line.points for line in lines))
    _require(number, "points as money of the lines", record.points_kopecks, sum(line.points_kopecks for line in lines))
    _require(number, "earned points of the lines", record.earned, sum(line.earned for line in lines))


def _moved(movements: Sequence[CashMovement], kind: CashMovementKind) -> Kopecks:
    return sum(movement.amount_kopecks for movement in movements if movement.kind is kind)


def _running(number: str) -> tuple[int, str]:
    # «2-000999» stands before «2-1000000»: by the running number, not by letters.
    running = number.rpartition("-")[2]
    return (int(running) if running.isdigit() else 0, number)


def _require(receipt: str, what: str, expected: int, got: int) -> None:
    if expected != got:
        raise ReceiptMismatchError(receipt, what, expected, got)
