"""The receipts behind a figure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from pos_app.domain.report.cell import Cell
from pos_app.domain.report.discount_table import rule_name
from pos_app.domain.report.document import Fact, Facts, Report, Section
from pos_app.domain.report.figures import ReceiptPage, Scope
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptLink, ReceiptsLink, WhyLink
from pos_app.domain.report.queries import PAGE, ReportQueries
from pos_app.domain.report.receipt_choice import ANY_REASON, FIGURES, ReceiptChoice, choice_of
from pos_app.domain.report.receipt_line import ReceiptLine
from pos_app.domain.report.setting import Setting, person
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.tender_words import TENDER_WORDS
from pos_app.domain.report.words import Filling, Words

FIGURE_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "all": Words("Receipts"),
        "sales": Words("Sales"),
        "returns": Words("Returns"),
        "customers": Words("Sales with a customer"),
        **TENDER_WORDS,
        "points_spent": Words("Sales with points spent"),
        "points_returned": Words("Returns with points given back"),
        "earned": Words("Sales with points earned"),
        "earned_taken_back": Words("Returns with points taken back"),
        "discounts": Words("Sales with discounts"),
        "rounding": Words("Sales rounded down"),
        "rounding_returned": Words("Returns of rounded sums"),
        "change_kept": Words("Sales with change kept on an account"),
        "withheld": Words("Returns with money withheld for points"),
        "certificates_sold": Words("Certificates sold"),
        "accounts_topped_up": Words("Money accounts topped up"),
        "certificates_returned": Words("Certificates taken back"),
        "top_ups_returned": Words("Paid out of accounts"),
        "voids": Words("Sales voided"),
        "without_receipt": Words("Returns without a receipt"),
    }
)
_FILE_PAGE = 1_000
_COLUMNS = (
    Column("receipt", Words("Receipt"), Kind.TEXT),
    Column("shop", Words("Shop"), Kind.TEXT, on_paper=False),
    Column("at", Words("When"), Kind.INSTANT),
    Column("kind", Words("Kind"), Kind.WORDS, on_paper=False),
    Column("cashier", Words("Cashier"), Kind.TEXT, on_paper=False),
    Column("figure", Words("In this figure"), Kind.MONEY),
    Column("money", Words("Money"), Kind.MONEY, on_paper=False),
    Column("discount", Words("Discount"), Kind.MONEY, on_paper=False),
    Column("points", Words("Points spent"), Kind.POINTS, on_paper=False),
    Column("earned", Words("Points earned"), Kind.POINTS, on_paper=False),
    Column("why", Words("Why"), Kind.WORDS, on_paper=False),
)


def receipts_report(
    queries: ReportQueries,
    link: ReceiptsLink,
    shop_ids: frozenset[str] | None,
    setting: Setting,
    after: str = "",
    limit: int = PAGE,
) -> tuple[Report, str | None]:
    """A page of them, and where the next one begins. Raises ``FigureUnknownError`` for a link that no report made."""
    choice = choice_of(link, shop_ids)
    page = queries.receipts(choice, limit, after)
    title, kind = _title(queries, choice), choice.figure.kind
    # Where one shop is counted, its name in every row tells nothing.
    kept = tuple(column for column in _COLUMNS if column.key != "shop" or len(setting.shops) != 1)
    columns = tuple(replace(column, kind=kind) if column.key == "figure" else column for column in kept)
    with_shop = len(kept) == len(_COLUMNS)
    rows = _rows(queries, page, with_shop)
    told = {"receipt": Cell(Words("Total")), "figure": Cell(page.amount)}
    together = [told.get(column.key, Cell(None)) for column in columns]
    left_out = 0 if after or page.next_after is None or page.count is None else max(0, page.count - len(rows))
    table = Table(
        "receipts", title, columns, rows, tuple(together), left_out, partial(_whole, queries, choice, with_shop)
    )
    facts = [Fact("figure", Words("The figure"), kind, Cell(page.amount))]
    if page.count is not None:
        facts.append(Fact("count", Words("Receipts"), Kind.COUNT, Cell(page.count)))
    sections = (Section("receipts", title, (Facts("behind", tuple(facts)), table)),)
    return setting.report("receipts", title, _scope(choice), sections), page.next_after


def _title(queries: ReportQueries, choice: ReceiptChoice) -> Words:
    if choice.discount is None:
        return next(FIGURE_WORDS[name] for name, figure in FIGURES.items() if figure is choice.figure)
    if choice.discount == ANY_REASON:
        return Words("Sales with something taken off")
    rule_id = choice.discount.rule_id
    name = rule_name(rule_id, queries.rule_names({rule_id}, choice.span.last_day))
    return Words("Sales with the discount: {name}", (("name", Filling(Kind.TEXT, name)),))


def _scope(choice: ReceiptChoice) -> Scope | None:
    span = choice.span
    return None if span.shift_id else Scope(span.shop_ids, span.first_day, span.last_day)


def _whole(queries: ReportQueries, choice: ReceiptChoice, with_shop: bool) -> Iterator[tuple[Cell, ...]]:
    """All rows, a page in memory at a time."""
    after: str | None = ""
    while after is not None:
        page = queries.receipts(choice, _FILE_PAGE, after)
        yield from _rows(queries, page, with_shop)
        after = page.next_after


def _rows(queries: ReportQueries, page: ReceiptPage, with_shop: bool) -> tuple[tuple[Cell, ...], ...]:
    names = queries.names({line.operator_id for line in page.lines})
    shops = queries.shop_names(set(page.shop_ids)) if with_shop else {}
    return tuple(
        _row(line, amount, person(names, line.operator_id), (Cell(shops.get(shop, shop)),) if with_shop else ())
        for line, amount, shop in zip(page.lines, page.amounts, page.shop_ids, strict=True)
    )


def _row(line: ReceiptLine, amount: int | None, cashier: str, shop: tuple[Cell, ...]) -> tuple[Cell, ...]:
    sign, link = -1 if line.is_return else 1, ReceiptLink(line.receipt_id)
    return (
        Cell(line.number, link),
        *shop,
        Cell(line.at),
        Cell(Words("Return") if line.is_return else Words("Sale")),
        Cell(cashier),
        Cell(amount, link),
        Cell(sign * line.money_kopecks),
        Cell(line.list_kopecks - line.net_kopecks),
        Cell(sign * line.points),
        Cell(sign * line.earned),
        Cell(Words("Why"), WhyLink(line.receipt_id)),
    )
