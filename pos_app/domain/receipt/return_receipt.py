"""The receipt of a return: what came back, the money by tender, and what became of the points."""

from pos_app.domain.receipt.balance_rows import balance_after, balance_before
from pos_app.domain.receipt.document import Block, PrintDocument, Row, Rule, Text
from pos_app.domain.receipt.figures import moment, money, points, quantity
from pos_app.domain.receipt.labels import Labels
from pos_app.domain.receipt.paper import INDENT, Paper, head, receipt_foot
from pos_app.domain.receipt.sale_receipt import masked, tax_row, tender_name
from pos_app.domain.receipt.vat_totals import return_vat
from pos_app.domain.transaction.kept_change import paid_in_advance
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import Refund, SaleReturn


def return_receipt(sale_return: SaleReturn, sale: Sale, paper: Paper, cashier_name: str) -> PrintDocument:
    """The paper for a return of ``sale``; ``paper.copy`` for a reprint."""
    labels = paper.labels
    blocks = head(paper, f"{labels.sale_return} {labels.number_sign} {sale_return.number}")
    blocks += [
        Row(moment(sale_return.returned_at, paper.zone, labels), f"{labels.till} {sale_return.till_code}"),
        Text(f"{labels.cashier}: {cashier_name}"),
        Text(
            labels.without_receipt
            if sale_return.without_receipt
            else f"{labels.of_receipt} {labels.number_sign} {sale.number}, {moment(sale.sold_at, paper.zone, labels)}"
        ),
    ]
    if sale_return.reason:
        blocks.append(Text(f"{labels.reason}: {sale_return.reason}"))
    blocks.append(Rule())
    total = sale_return.money_kopecks + sale_return.advance_kopecks
    blocks += _lines(sale_return, sale, labels)
    blocks += _advances(sale_return, sale, labels)
    blocks.append(Rule())
    if sale_return.points_kopecks:
        blocks.append(Row(labels.paid_with_points, money(sale_return.points_kopecks, labels)))
    blocks.append(Row(labels.refund_total, money(total, labels), bold=True, large=True))
    blocks += [tax_row(rate_bp, kopecks, labels) for rate_bp, kopecks in return_vat(sale_return, sale)]
    blocks += [
        Row(_refund_name(refund, labels), money(refund.amount_kopecks, labels), bold=True)
        for refund in sale_return.refunds
    ]
    blocks += _points(sale_return, labels)
    blocks += receipt_foot(paper, sale_return.number)
    return PrintDocument(title=f"return {sale_return.number}", blocks=tuple(blocks))


def _refund_name(refund: Refund, labels: Labels) -> str:
    name = tender_name(refund.kind, labels)
    return f"{name} {masked(refund.reference)}" if refund.reference else name


def _lines(sale_return: SaleReturn, sale: Sale, labels: Labels) -> list[Block]:
    items = {line.line_id: line.item for line in sale.lines}
    blocks: list[Block] = []
    for line in sale_return.lines:
        item = items[line.line_id]
        blocks.append(Text(item.name))
        blocks.append(Row(f"{INDENT}{quantity(line.quantity, item.unit, labels)}", money(line.money_kopecks, labels)))
        if line.points_kopecks:
            blocks.append(Row(f"{INDENT}{labels.points_on_line}", money(line.points_kopecks, labels)))
    return blocks


def _advances(sale_return: SaleReturn, sale: Sale, labels: Labels) -> list[Block]:
    """What comes back of certificates, top-ups, kept change; of a number only its end, as when it was sold."""
    sold = {each.advance.line_id: each.advance for each in paid_in_advance(sale)}
    blocks: list[Block] = []
    for back in sale_return.advances:
        advance = sold[back.line_id]
        blocks.append(Row(advance.name, money(back.kopecks, labels)))
        if advance.reference:
            blocks.append(Text(f"{INDENT}{masked(advance.reference)}"))
    return blocks


def _points(sale_return: SaleReturn, labels: Labels) -> list[Block]:
    if sale_return.customer_id is None:
        return []
    before = sale_return.balance_before
    blocks: list[Block] = [Rule()]
    if before is not None:
        blocks.append(balance_before(before, labels))
    if sale_return.points:
        blocks.append(Row(labels.points_restored, points(sale_return.points, labels)))
    if sale_return.earned:
        blocks.append(Row(labels.points_taken_back, points(-sale_return.earned, labels)))
    if before is not None:
        blocks.append(balance_after(before + sale_return.points - sale_return.earned, labels))
    return blocks
