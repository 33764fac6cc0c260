"""The receipts behind a figure."""

from collections.abc import Mapping
from types import MappingProxyType

from pos_app.domain.report.cell import Cell
from pos_app.domain.report.document import Report, Section
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptLink, ReceiptsLink, WhyLink
from pos_app.domain.report.queries import PAGE, ReportQueries
from pos_app.domain.report.receipt_choice import choice_of
from pos_app.domain.report.receipt_line import ReceiptLine
from pos_app.domain.report.setting import Setting, person
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words

FIGURE_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "all": Words("Receipts"),
        "sales": Words("Sales"),
        "returns": Words("Returns"),
        "customers": Words("Sales with a customer"),
        "cash_sales": Words("Sales for cash"),
        "cash_returns": Words("Returns in cash"),
        "card_sales": Words("Sales by card"),
        "card_returns": Words("Returns to cards"),
        "money_account_sales": Words("Sales from money accounts"),
        "money_account_returns": Words("Returns to money accounts"),
        "certificate_sales": Words("Sales for gift certificates"),
        "certificate_returns": Words("Returns to gift certificates"),
        "prepaid_sales": Words("Sales paid beforehand with an order"),
        "prepaid_returns": Words("Returns of what was paid beforehand"),
        "points_spent": Words("Sales with points spent"),
        "points_returned": Words("Returns with points given back"),
        "earned": Words("Sales with points earned"),
        "earned_taken_back": Words("Returns with points taken back"),
        "discounts": Words("Sales with discounts"),
        "by_hand": Words("Sales with a discount or price by hand"),
        "rounding": Words("Sales rounded down"),
        "rounding_returned": Words("Returns of rounded sums"),
        "change_kept": Words("Sales with change kept on an account"),
        "withheld": Words("Returns with money withheld for points"),
        "certificates_sold": Words("Certificates sold"),
        "accounts_topped_up": Words("Money accounts topped up"),
        "certificates_returned": Words("Certificates taken back"),
        "top_ups_returned": Words("Top-ups paid out again"),
        "voids": Words("Sales voided"),
        "without_receipt": Words("Returns without a receipt"),
        "approved": Words("Receipts with a second person's approval"),
    }
)
_COLUMNS = (
    Column("receipt", Words("Receipt"), Kind.TEXT),
    Column("at", Words("When"), Kind.INSTANT),
    Column("kind", Words("Kind"), Kind.WORDS, on_paper=False),
    Column("cashier", Words("Cashier"), Kind.TEXT, on_paper=False),
    Column("money", Words("Money"), Kind.MONEY),
    Column("discount", Words("Discount"), Kind.MONEY, on_paper=False),
    Column("points", Words("Points spent"), Kind.POINTS, on_paper=False),
    Column("earned", Words("Points earned"), Kind.POINTS, on_paper=False),
    Column("why", Words("Why"), Kind.WORDS, on_paper=False),
)


def receipts_report(
    queries: ReportQueries, link: ReceiptsLink, shop_ids: frozenset[str] | None, setting: Setting, after: str = ""
) -> tuple[Report, str | None]:
    """A page of them, and where the next one begins. Raises ``FigureUnknownError`` for a link that no report made."""
    page = queries.receipts(choice_of(link, shop_ids), PAGE, after)
    names = queries.names({line.operator_id for line in page.lines})
    rows = tuple(_row(line, person(names, line.operator_id)) for line in page.lines)
    totals = (
        Cell(Words("Together")),
        *(Cell(None) for _ in range(3)),
        Cell(page.money_kopecks),
        Cell(None),
        Cell(page.points),
        Cell(None),
        Cell(None),
    )
    title = FIGURE_WORDS[link.figure]
    table = Table("receipts", title, _COLUMNS, rows, totals, max(0, page.count - len(rows)) if not after else 0)
    sections = (Section("receipts", title, (table,)),)
    return setting.report("receipts", title, None, sections), page.next_after


def _row(line: ReceiptLine, cashier: str) -> tuple[Cell, ...]:
    sign = -1 if line.is_return else 1
    return (
        Cell(line.number, ReceiptLink(line.receipt_id)),
        Cell(line.at),
        Cell(Words("Return") if line.is_return else Words("Sale")),
        Cell(cashier),
        Cell(sign * line.money_kopecks, ReceiptLink(line.receipt_id)),
        Cell(line.list_kopecks - line.net_kopecks),
        Cell(sign * line.points),
        Cell(sign * line.earned),
        Cell(Words("Why"), WhyLink(line.receipt_id)),
    )
