"""What one record adds to the sums of its shift. Folding all records of a shift, in any order, gives its report."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.money.quantity import line_amount
from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.pricing.priced import Stage
from pos_app.domain.pricing.stages.manual_discount import MANUAL_BASKET_RULE_ID
from pos_app.domain.report.discount_part import PRICE_SET, DiscountReason, DiscountSums
from pos_app.domain.report.shift_sums import ShiftSums
from pos_app.domain.shift.shift import CashMovement, CashMovementKind, ShiftOpened, ShiftReport, TenderTotals
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import EVERYDAY_TENDERS, Sale, SaleLine, TenderKind
from pos_app.domain.transaction.sale_return import SaleReturn

ShiftRecord = Sale | SaleReturn | CashMovement | Deed | QuickCredit | RewardGiven
"""What happens within a shift. The last three do not name their shift: it is the one that was open."""


@dataclass(frozen=True, slots=True)
class Folded:
    """What a record adds: to whom, when, how much."""

    operator_id: str
    at: datetime
    sums: ShiftSums
    discounts: tuple[tuple[DiscountReason, DiscountSums], ...] = ()


def fold(record: ShiftRecord) -> Folded:
    """What the record adds to its shift."""
    match record:
        case Sale():
            return Folded(record.operator_id, record.sold_at, _sale(record), _discounts(record))
        case SaleReturn():
            return Folded(record.operator_id, record.returned_at, _return(record))
        case CashMovement():
            return Folded(record.operator_id, record.moved_at, _movement(record))
        case Deed():
            return Folded(record.operator_id, record.at, _deed(record))
        case QuickCredit():
            return Folded(record.operator_id, record.credited_at, ShiftSums(credited=record.earned, credits_count=1))
        case RewardGiven():
            return Folded(record.operator_id, record.given_at, ShiftSums(rewarded=record.points, rewards_count=1))


def report_of(
    shift: ShiftOpened, sums: ShiftSums, first_number: str | None, last_number: str | None, made_at: datetime
) -> ShiftReport:
    """The report of a shift from its sums: figure by figure what ``build_shift_report`` makes of the records."""
    kinds = [kind for kind in TenderKind if kind in EVERYDAY_TENDERS or _used(kind, sums)]
    return ShiftReport(
        shift=shift,
        made_at=made_at,
        sales_count=sums.sales_count,
        returns_count=sums.returns_count,
        list_kopecks=sums.list_kopecks,
        discount_kopecks=sums.discount_kopecks,
        net_sales_kopecks=sums.net_sales_kopecks,
        net_returns_kopecks=sums.net_returns_kopecks,
        tenders=tuple(tender_totals(kind, sums) for kind in kinds),
        points_spent=sums.points_spent,
        points_spent_kopecks=sums.points_spent_kopecks,
        points_returned=sums.points_returned,
        points_returned_kopecks=sums.points_returned_kopecks,
        earned=sums.earned,
        earned_taken_back=sums.earned_taken_back,
        cash_in_kopecks=sums.cash_in_kopecks,
        cash_out_kopecks=sums.cash_out_kopecks,
        expected_cash_kopecks=shift.float_kopecks + sums.cash_change_kopecks,
        customer_receipts_count=sums.customer_receipts_count,
        first_number=first_number,
        last_number=last_number,
        rounding_kopecks=sums.rounding_kopecks,
        rounding_returned_kopecks=sums.rounding_returned_kopecks,
        change_kept_kopecks=sums.change_kept_kopecks,
        withheld_kopecks=sums.withheld_kopecks,
        certificates_sold_kopecks=sums.certificates_sold_kopecks,
        certificates_sold_count=sums.certificates_sold_count,
        accounts_topped_up_kopecks=sums.accounts_topped_up_kopecks,
        accounts_topped_up_count=sums.accounts_topped_up_count,
        certificates_returned_kopecks=sums.certificates_returned_kopecks,
        certificates_returned_count=sums.certificates_returned_count,
        top_ups_returned_kopecks=sums.top_ups_returned_kopecks,
        top_ups_returned_count=sums.top_ups_returned_count,
    )


def tender_totals(kind: TenderKind, sums: ShiftSums) -> TenderTotals:
    """What one kind of tender paid and gave back."""
    return TenderTotals(
        kind=kind.value,
        sales_kopecks=getattr(sums, f"{kind.value}_sales_kopecks"),
        returns_kopecks=getattr(sums, f"{kind.value}_returns_kopecks"),
        sales_count=getattr(sums, f"{kind.value}_sales_count"),
        returns_count=getattr(sums, f"{kind.value}_returns_count"),
    )


def _used(kind: TenderKind, sums: ShiftSums) -> bool:
    totals = tender_totals(kind, sums)
    return bool(totals.sales_count or totals.returns_count)


def _sale(sale: Sale) -> ShiftSums:
    tenders: dict[str, int] = defaultdict(int)
    for tender in sale.tenders:
        tenders[f"{tender.kind.value}_sales_kopecks"] += tender.amount_kopecks
        tenders[f"{tender.kind.value}_sales_count"] = 1
    certificates = [sold.advance.kopecks for sold in sale.advances if sold.advance.kind is ValueKind.CERTIFICATE]
    top_ups = [sold.advance.kopecks for sold in sale.advances if sold.advance.kind is ValueKind.ACCOUNT]
    has_customer = sale.customer_id is not None
    return ShiftSums(
        sales_count=1,
        customer_receipts_count=int(has_customer),
        positions_count=len(sale.lines),
        list_kopecks=sale.list_kopecks,
        net_sales_kopecks=sale.net_kopecks,
        customer_net_kopecks=sale.net_kopecks if has_customer else 0,
        points_spent=sale.points,
        points_spent_kopecks=sale.points_kopecks,
        points_spent_count=int(sale.points > 0),
        earned=sale.earned,
        rounding_kopecks=sum(tender.rounding_kopecks for tender in sale.tenders),
        change_kept_kopecks=sum(tender.kept_kopecks for tender in sale.tenders),
        certificates_sold_kopecks=sum(certificates),
        certificates_sold_count=len(certificates),
        accounts_topped_up_kopecks=sum(top_ups),
        accounts_topped_up_count=len(top_ups),
        **tenders,
    )


def _return(record: SaleReturn) -> ShiftSums:
    tenders: dict[str, int] = defaultdict(int)
    for refund in record.refunds:
        tenders[f"{refund.kind.value}_returns_kopecks"] += refund.amount_kopecks
        tenders[f"{refund.kind.value}_returns_count"] = 1
    net_kopecks = record.money_kopecks + record.points_kopecks
    certificates = [back.kopecks for back in record.advances if back.kind is ValueKind.CERTIFICATE]
    top_ups = [back.kopecks for back in record.advances if back.kind is ValueKind.ACCOUNT]
    return ShiftSums(
        returns_count=1,
        net_returns_kopecks=net_kopecks,
        points_returned=record.points,
        points_returned_kopecks=record.points_kopecks,
        earned_taken_back=record.earned,
        rounding_returned_kopecks=record.rounding_kopecks,
        withheld_kopecks=record.withheld_kopecks,
        withheld_points=record.withheld_points,
        voids_count=int(record.voids),
        voids_kopecks=net_kopecks if record.voids else 0,
        without_receipt_count=int(record.without_receipt),
        without_receipt_kopecks=net_kopecks if record.without_receipt else 0,
        certificates_returned_kopecks=sum(certificates),
        certificates_returned_count=len(certificates),
        top_ups_returned_kopecks=sum(top_ups),
        top_ups_returned_count=len(top_ups),
        **tenders,
    )


def _movement(movement: CashMovement) -> ShiftSums:
    if movement.kind is CashMovementKind.CASH_IN:
        return ShiftSums(cash_in_kopecks=movement.amount_kopecks)
    return ShiftSums(cash_out_kopecks=movement.amount_kopecks)


def _deed(deed: Deed) -> ShiftSums:
    kopecks = deed.fact("sum_kopecks")
    kopecks = kopecks if isinstance(kopecks, int) else 0
    approved = int(deed.approved_by is not None)
    match deed.kind:
        case DeedKind.LINE_VOIDED | DeedKind.QUANTITY_LESSENED:
            return ShiftSums(line_voids_count=1, line_voids_kopecks=kopecks, overrides_count=approved)
        case DeedKind.BASKET_VOIDED | DeedKind.HELD_VOIDED:
            return ShiftSums(basket_voids_count=1, basket_voids_kopecks=kopecks, overrides_count=approved)
        case DeedKind.LINE_DISCOUNT | DeedKind.BASKET_DISCOUNT:
            return ShiftSums(discounts_by_hand_count=1, overrides_count=approved)
        case DeedKind.PRICE_SET:
            return ShiftSums(prices_set_count=1, overrides_count=approved)
        case _:
            return ShiftSums(overrides_count=approved)


def _discounts(sale: Sale) -> tuple[tuple[DiscountReason, DiscountSums], ...]:
    """By reason; a rule that took off several lines of the receipt counts one receipt."""
    found: dict[DiscountReason, DiscountSums] = {}
    for line in sale.lines:
        for reason, kopecks in _taken_off(sale, line):
            known = found.get(reason, _ON_ONE_RECEIPT)
            found[reason] = known + DiscountSums(kopecks, 1)
    return tuple(found.items())


_ON_ONE_RECEIPT = DiscountSums(receipts_count=1)


def _taken_off(sale: Sale, line: SaleLine) -> list[tuple[DiscountReason, int]]:
    reasons = [
        (
            DiscountReason(take.stage.value, take.rule_id, _words(sale, line, take.stage, take.rule_id)),
            take.amount_kopecks,
        )
        for take in line.takes
    ]
    if line.price_set is not None:
        shelf = line_amount(line.price_set.shelf_kopecks, line.quantity)
        if shelf > line.list_kopecks:
            reasons.append((DiscountReason(PRICE_SET, PRICE_SET, line.price_set.reason), shelf - line.list_kopecks))
    return reasons


def _words(sale: Sale, line: SaleLine, stage: Stage, rule_id: str) -> str:
    if stage is not Stage.MANUAL_DISCOUNT:
        return ""
    if rule_id == MANUAL_BASKET_RULE_ID:
        return sale.basket_discount.reason if sale.basket_discount is not None else ""
    return line.discount_reason
