"""X and Z on paper: sales and returns by tender with points as money beside them, and the drawer."""

from pos_app.domain.receipt.document import Block, PrintDocument, Row, Rule, Text
from pos_app.domain.receipt.figures import moment, money, points
from pos_app.domain.receipt.labels import Labels
from pos_app.domain.receipt.paper import Paper, head, signature_foot
from pos_app.domain.receipt.sale_receipt import tender_name
from pos_app.domain.shift.shift import ShiftReport, TenderTotals, ZReport
from pos_app.domain.transaction.sale import TenderKind


def x_report_paper(report: ShiftReport, paper: Paper, cashier_name: str) -> PrintDocument:
    """An X report: the figures so far, nothing closed."""
    labels = paper.labels
    blocks = head(paper, labels.x_report)
    blocks += _about(report, paper, cashier_name)
    blocks.append(Row(labels.made, moment(report.made_at, paper.zone, labels)))
    blocks += _figures(report, labels)
    blocks.append(Row(labels.expected_cash, money(report.expected_cash_kopecks, labels), bold=True))
    blocks += signature_foot(paper)
    return PrintDocument(title=f"x-report shift {report.shift.number}", blocks=tuple(blocks))


def z_report_paper(z_report: ZReport, paper: Paper, cashier_name: str) -> PrintDocument:
    """A Z report: the same figures, the count, and what was over or short."""
    labels, report = paper.labels, z_report.report
    blocks = head(paper, f"{labels.z_report} {labels.number_sign} {z_report.z_number}")
    blocks += _about(report, paper, cashier_name)
    blocks.append(Row(labels.closed, moment(z_report.closed_at, paper.zone, labels)))
    blocks += _figures(report, labels)
    over_short = z_report.over_short_kopecks
    blocks += [
        Row(labels.expected_cash, money(report.expected_cash_kopecks, labels), bold=True),
        Row(labels.counted_cash, money(z_report.counted_cash_kopecks, labels), bold=True),
    ]
    if over_short:
        blocks.append(Row(labels.over if over_short > 0 else labels.short, money(abs(over_short), labels), bold=True))
    if z_report.over_short_reason:
        blocks.append(Text(z_report.over_short_reason))
    if z_report.unsent_operations:
        blocks += [Rule(), Row(labels.unsent, str(z_report.unsent_operations))]
    blocks += signature_foot(paper)
    return PrintDocument(title=f"z-report {z_report.z_number}", blocks=tuple(blocks))


def _about(report: ShiftReport, paper: Paper, cashier_name: str) -> list[Block]:
    labels, shift = paper.labels, report.shift
    return [
        Row(f"{labels.shift} {shift.number}", f"{labels.till} {shift.till_code}"),
        Text(f"{labels.cashier}: {cashier_name}"),
        Row(labels.opened, moment(shift.opened_at, paper.zone, labels)),
    ]


def _figures(report: ShiftReport, labels: Labels) -> list[Block]:
    return [
        *_counts(report, labels),
        *_sales(report, labels),
        *_returns(report, labels),
        *_loyalty(report, labels),
        *_drawer(report, labels),
    ]


def _counts(report: ShiftReport, labels: Labels) -> list[Block]:
    blocks: list[Block] = [Rule()]
    if report.first_number is not None and report.last_number is not None:
        blocks.append(Row(labels.receipts, f"{report.first_number} .. {report.last_number}"))
    return [
        *blocks,
        Row(labels.sales_count, str(report.sales_count)),
        Row(labels.returns_count, str(report.returns_count)),
        Row(labels.customers_count, str(report.customer_receipts_count)),
    ]


def _sales(report: ShiftReport, labels: Labels) -> list[Block]:
    return [
        Rule(),
        Text(labels.sales, bold=True),
        Row(labels.list_sum, money(report.list_kopecks, labels)),
        Row(labels.discount, money(-report.discount_kopecks, labels)),
        *(Row(_name(totals, labels), money(totals.sales_kopecks, labels)) for totals in report.tenders),
        Row(labels.points_as_money, money(report.points_spent_kopecks, labels)),
        *_advances(report, labels),
        Row(labels.net_sum, money(report.net_sales_kopecks, labels), bold=True),
    ]


def _advances(report: ShiftReport, labels: Labels) -> list[Block]:
    """What the tenders above paid besides goods, as minus: the net sum is goods alone."""
    rows = (
        (labels.certificates_sold, report.certificates_sold_count, report.certificates_sold_kopecks),
        (labels.accounts_topped_up, report.accounts_topped_up_count, report.accounts_topped_up_kopecks),
    )
    return [Row(f"{name} ({count})", money(-kopecks, labels)) for name, count, kopecks in rows if count]


def _advances_back(report: ShiftReport, labels: Labels) -> list[Block]:
    """What the tenders gave back besides goods, as minus."""
    rows = (
        (labels.certificates_returned, report.certificates_returned_count, report.certificates_returned_kopecks),
        (labels.top_ups_returned, report.top_ups_returned_count, report.top_ups_returned_kopecks),
    )
    return [Row(f"{name} ({count})", money(-kopecks, labels)) for name, count, kopecks in rows if count]


def _returns(report: ShiftReport, labels: Labels) -> list[Block]:
    if not report.returns_count:
        return []
    return [
        Rule(),
        Text(labels.returns, bold=True),
        *(Row(_name(totals, labels), money(totals.returns_kopecks, labels)) for totals in report.tenders),
        Row(labels.points_as_money, money(report.points_returned_kopecks, labels)),
        *_advances_back(report, labels),
        Row(labels.net_sum, money(report.net_returns_kopecks, labels), bold=True),
    ]


def _loyalty(report: ShiftReport, labels: Labels) -> list[Block]:
    rows = (
        (labels.sales_points, report.points_spent),
        (labels.returned_points, report.points_returned),
        (labels.earned, report.earned),
        (labels.taken_back, report.earned_taken_back),
    )
    return [Rule(), *(Row(name, points(amount, labels)) for name, amount in rows)]


def _drawer(report: ShiftReport, labels: Labels) -> list[Block]:
    cash = next((totals for totals in report.tenders if totals.kind == TenderKind.CASH), None)
    rows = [(labels.opening_float, report.shift.float_kopecks)]
    if cash is not None:
        rows += [(labels.cash_sales, cash.sales_kopecks), (labels.cash_returns, -cash.returns_kopecks)]
    if report.change_kept_kopecks:
        rows.append((labels.kept_on_account, report.change_kept_kopecks))
    rows += [(labels.cash_in, report.cash_in_kopecks), (labels.cash_out, -report.cash_out_kopecks)]
    return [Rule(), Text(labels.drawer, bold=True), *(Row(name, money(amount, labels)) for name, amount in rows)]


def _name(totals: TenderTotals, labels: Labels) -> str:
    return tender_name(TenderKind(totals.kind), labels)
