"""The mirror of a sale: what comes back for some of its pieces, as loyalty-rules «Returning» says.

Of any sum that a line of n units stores, the part due after m of them came back is ``floor(sum × m / n)``; a return
gives the difference of two such parts. So any order of partial returns adds up to the whole. Money is split by tender,
and each tender's part is such a sum of its own; what a sum in cash was rounded down by comes off in the same way, by
the cash that came back. Of an advance (a certificate, a top-up, change that was kept) kopecks come back, see
``stored_value.returned_advance``.
"""

from collections.abc import Mapping

from pos_app.domain.money.quantity import is_whole
from pos_app.domain.money.rounding import div_floor
from pos_app.domain.money.units import Kopecks, Points, Quantity, Unit
from pos_app.domain.stored_value.advance import SoldAdvance
from pos_app.domain.stored_value.returned_advance import ReturnedAdvance, parts_due, returned_advance
from pos_app.domain.transaction.errors import OverReturnError, ReturnRefusedError
from pos_app.domain.transaction.kept_change import paid_in_advance
from pos_app.domain.transaction.receipt_head import ReceiptHead
from pos_app.domain.transaction.sale import Sale, SaleLine, TenderKind
from pos_app.domain.transaction.sale_return import Refund, ReturnLine, SaleReturn


def part_due(total: int, returned: Quantity, sold: Quantity) -> int:
    """The part of ``total`` that is due back once ``returned`` of ``sold`` units came back; 0 <= returned <= sold."""
    return div_floor(total * returned, sold)


def return_line(line: SaleLine, already: Quantity, asked: Quantity) -> ReturnLine:
    """What comes back for ``asked`` more units of a line, after ``already`` came back before.

    Raises :class:`ReturnRefusedError` ``quantity_not_positive`` or ``quantity_not_whole`` (pieces), and
    :class:`OverReturnError`.
    """
    if asked <= 0:
        raise ReturnRefusedError("quantity_not_positive", line.line_id, asked)
    if line.item.unit is Unit.PIECE and is_whole(line.quantity) and not is_whole(asked):
        raise ReturnRefusedError("quantity_not_whole", line.line_id, asked)
    if already + asked > line.quantity:
        raise OverReturnError(line.line_id, line.quantity, already, asked)

    def share(total: int) -> int:
        return part_due(total, already + asked, line.quantity) - part_due(total, already, line.quantity)

    tender_kopecks = tuple(share(amount) for amount in line.tender_kopecks)
    return ReturnLine(
        line_id=line.line_id,
        quantity=asked,
        money_kopecks=sum(tender_kopecks),
        tender_kopecks=tender_kopecks,
        points=share(line.points),
        points_kopecks=share(line.points_kopecks),
        earned=share(line.earned),
    )


def return_advance(sale: Sale, sold: SoldAdvance, already: Kopecks, asked: Kopecks) -> ReturnedAdvance:
    """What comes back of an advance of the sale: ``asked`` kopecks more, after ``already``.

    Raises :class:`ReturnRefusedError` ``quantity_not_positive`` and :class:`OverReturnError` (in kopecks).
    """
    line_id, paid = sold.advance.line_id, sold.advance.kopecks
    if asked <= 0:
        raise ReturnRefusedError("quantity_not_positive", line_id, asked)
    if already + asked > paid:
        raise OverReturnError(line_id, paid, already, asked)
    return returned_advance(sold, _kinds(sale), already, asked)


def build_return(
    sale: Sale,
    already: Mapping[str, Quantity],
    asked: Mapping[str, Quantity],
    receipt_id: str,
    head: ReceiptHead,
    reason: str = "",
    balance_before: Points | None = None,
) -> SaleReturn:
    """The return of ``asked`` (thousandths by line id, of an advance kopecks) when ``already`` came back before.

    Lines as on the receipt.

    Raises :class:`ReturnRefusedError` (``nothing_chosen``, ``line_unknown`` and those of :func:`return_line`) and
    :class:`OverReturnError`.
    """
    if not asked:
        raise ReturnRefusedError("nothing_chosen")
    paid = paid_in_advance(sale)
    known = {line.line_id for line in sale.lines} | {sold.advance.line_id for sold in paid}
    for line_id, quantity in asked.items():
        if line_id not in known:
            raise ReturnRefusedError("line_unknown", line_id, quantity)
    lines = tuple(
        return_line(line, already.get(line.line_id, 0), asked[line.line_id])
        for line in sale.lines
        if line.line_id in asked
    )
    advances = tuple(
        return_advance(sale, sold, already.get(sold.advance.line_id, 0), asked[sold.advance.line_id])
        for sold in paid
        if sold.advance.line_id in asked
    )
    completes = bool(lines) and all(
        already.get(line.line_id, 0) + asked.get(line.line_id, 0) == line.quantity for line in sale.lines
    )
    rounding = _rounding_due(sale, already, asked)
    return SaleReturn(
        receipt_id=receipt_id,
        number=head.number,
        till_code=head.till_code,
        shift_id=head.shift_id,
        operator_id=head.operator_id,
        customer_id=sale.customer_id,
        returned_at=head.at,
        business_day=head.business_day,
        sale_id=sale.receipt_id,
        sale_number=sale.number,
        lines=lines,
        refunds=_refunds(sale, (*lines, *advances), rounding),
        money_kopecks=sum(line.money_kopecks for line in lines),
        points=sum(line.points for line in lines),
        points_kopecks=sum(line.points_kopecks for line in lines),
        earned=sum(line.earned for line in lines),
        reason=reason,
        balance_before=balance_before,
        rounding_kopecks=sum(rounding),
        completes=completes,
        coupons=sale.coupons if completes else (),
        advances=advances,
    )


def _kinds(sale: Sale) -> tuple[TenderKind, ...]:
    return tuple(tender.kind for tender in sale.tenders)


def _refunds(
    sale: Sale, lines: tuple[ReturnLine | ReturnedAdvance, ...], rounding: tuple[Kopecks, ...]
) -> tuple[Refund, ...]:
    sums: dict[tuple[TenderKind, str], Kopecks] = {}
    for index, tender in enumerate(sale.tenders):
        amount = sum(line.tender_kopecks[index] for line in lines) - rounding[index]
        key = (tender.kind, tender.reference)
        sums[key] = sums.get(key, 0) + amount
    return tuple(Refund(kind, amount, reference) for (kind, reference), amount in sums.items() if amount)


def _rounding_due(sale: Sale, already: Mapping[str, Quantity], asked: Mapping[str, Quantity]) -> tuple[Kopecks, ...]:
    """What comes off each tender for its rounding: the difference of two parts, by what of the tender came back."""
    due = []
    for index, tender in enumerate(sale.tenders):
        if tender.rounding_kopecks == 0:
            due.append(0)
            continue
        before = after = 0
        for line in sale.lines:
            back = already.get(line.line_id, 0)
            before += part_due(line.tender_kopecks[index], back, line.quantity)
            after += part_due(line.tender_kopecks[index], back + asked.get(line.line_id, 0), line.quantity)
        for sold in sale.advances:
            back, line_id = already.get(sold.advance.line_id, 0), sold.advance.line_id
            before += parts_due(sold, _kinds(sale), back)[index]
            after += parts_due(sold, _kinds(sale), back + asked.get(line_id, 0))[index]
        amount, rounding = tender.amount_kopecks, tender.rounding_kopecks
        due.append(div_floor(rounding * after, amount) - div_floor(rounding * before, amount))
    return tuple(due)
