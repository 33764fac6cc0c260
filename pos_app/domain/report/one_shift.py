"""One shift: what the drawer should hold and held, what happened, points, reasons, people, and whether all ties."""

from collections.abc import Mapping

from pos_app.domain.report.behind import Behind
from pos_app.domain.report.cell import Cell, Tone
from pos_app.domain.report.deed_figure import APPROVED, BY_HAND, VOIDS
from pos_app.domain.report.document import Block, Fact, Facts, Note, Report, Section
from pos_app.domain.report.figures import Scope, ShiftDetail, ShiftLine
from pos_app.domain.report.finding_words import findings_blocks
from pos_app.domain.report.fold import tender_totals
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import ReceiptsLink
from pos_app.domain.report.queries import ReportQueries
from pos_app.domain.report.setting import Setting, customer_share_bp, difference_cell, person, text
from pos_app.domain.report.shift_people import people_section
from pos_app.domain.report.shift_points import shift_points_section
from pos_app.domain.report.shift_sums import ShiftSums
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Filling, Words
from pos_app.domain.transaction.tender_kind import EVERYDAY_TENDERS, TenderKind

TENDER_WORDS = {
    TenderKind.CASH: Words("Cash"),
    TenderKind.CARD: Words("Card"),
    TenderKind.MONEY_ACCOUNT: Words("Money account"),
    TenderKind.CERTIFICATE: Words("Certificate"),
    TenderKind.PREPAID: Words("Prepaid order"),
}


def shift_report(
    queries: ReportQueries, shift_id: str, shop_ids: frozenset[str] | None, setting: Setting
) -> Report | None:
    """The report of a shift; None where there is none in these shops."""
    detail = queries.shift(shift_id, shop_ids)
    if detail is None:
        return None
    line = detail.line
    people = {line.operator_id, line.closed_by, *(part.operator_id for part in detail.parts)}
    people |= {movement.operator_id for movement in detail.movements}
    names = queries.names({operator_id for operator_id in people if operator_id})
    rules = queries.rule_names({each.reason.rule_id for each in detail.discounts}, line.day)
    day = Scope(shop_ids, line.day, line.day)
    till = queries.till_names({(line.shop_id, line.till_code)}).get((line.shop_id, line.till_code), "")
    number = (text("number", f"{line.till_code}-{line.number}"),)
    sections = (
        Section("ties", Words("Does it tie?"), findings_blocks(detail.findings)),
        _drawer(detail, names, till),
        _sales(line),
        shift_points_section(line, queries.points_flow(day), day),
        people_section(detail, names, rules),
        Section("acceptance", Words("Manager"), _acceptance(line)),
    )
    return setting.report("shift", Words("Shift {number}", number), None, sections)


def _drawer(detail: ShiftDetail, known: Mapping[str, str], till: str) -> Section:
    line, shift_id = detail.line, detail.line.shift_id
    reason = Words("Reason: {reason}", (text("reason", line.over_short_reason),)) if line.over_short_reason else None
    cash, everything = ReceiptsLink("cash_sales", shift_id), ReceiptsLink("all", shift_id)
    facts = [
        Fact("till", Words("Till"), Kind.TEXT, Cell(f"{line.till_code} · {till}" if till else line.till_code)),
        Fact("opened", Words("Opened"), Kind.INSTANT, Cell(line.opened_at), _by(known, line.operator_id)),
        Fact("closed", Words("Closed"), Kind.INSTANT, Cell(line.closed_at), _by(known, line.closed_by)),
        Fact("z_number", Words("Z report"), Kind.COUNT, Cell(line.z_number)),
        Fact("expected", Words("Cash expected"), Kind.MONEY, Cell(line.expected_cash_kopecks, cash)),
        Fact("counted", Words("Cash counted"), Kind.MONEY, Cell(line.counted_cash_kopecks)),
        Fact(
            "difference",
            Words("Over or short"),
            Kind.MONEY,
            difference_cell(line.over_short_kopecks, everything),
            reason,
        ),
    ]
    sums = line.sums
    steps = (
        ("float", Words("Opening float"), line.float_kopecks, None),
        ("cash_sales", Words("Sold for cash"), sums.cash_sales_kopecks, ReceiptsLink("cash_sales", shift_id)),
        ("rounding", Words("Rounded down"), -sums.rounding_kopecks, ReceiptsLink("rounding", shift_id)),
        ("kept", Words("Change kept on accounts"), sums.change_kept_kopecks, ReceiptsLink("change_kept", shift_id)),
        (
            "cash_returns",
            Words("Given back in cash"),
            -sums.cash_returns_kopecks,
            ReceiptsLink("cash_returns", shift_id),
        ),
        ("cash_in", Words("Cash in"), sums.cash_in_kopecks, None),
        ("cash_out", Words("Cash out"), -sums.cash_out_kopecks, None),
    )
    columns = (Column("step", Words("Step"), Kind.WORDS), Column("kopecks", Words("Sum"), Kind.MONEY))
    rows = tuple((Cell(words), Cell(kopecks, link)) for _, words, kopecks, link in steps if kopecks or link is None)
    totals = (Cell(Words("Cash expected")), Cell(line.expected_cash_kopecks))
    blocks: tuple[Block, ...] = (
        Facts("drawer", tuple(facts)),
        Table("drawer", Words("What the drawer should hold"), columns, rows, totals),
    )
    if detail.movements:
        blocks = (*blocks, _movements(detail, known))
    return Section("drawer", Words("Cash drawer"), blocks)


def _by(names: Mapping[str, str], operator_id: str) -> Words | None:
    return Words("By {name}", (text("name", person(names, operator_id)),)) if operator_id else None


def _movements(detail: ShiftDetail, names: Mapping[str, str]) -> Table:
    columns = (
        Column("at", Words("When"), Kind.INSTANT),
        Column("kopecks", Words("Sum"), Kind.MONEY),
        Column("reason", Words("Reason"), Kind.TEXT),
        Column("who", Words("Who"), Kind.TEXT, on_paper=False),
    )
    rows = tuple(
        (
            Cell(each.moved_at),
            Cell(each.amount_kopecks if each.kind.value == "cash_in" else -each.amount_kopecks),
            Cell(each.reason),
            Cell(person(names, each.operator_id)),
        )
        for each in detail.movements
    )
    return Table("movements", Words("Cash in and out"), columns, rows)


def _sales(line: ShiftLine) -> Section:
    parts = Behind(line.shift_id)
    facts = (*_receipt_facts(line.sums, parts), *_advance_facts(line.sums, parts))
    return Section("sales", Words("Sales and returns"), (Facts("sales", facts), _tenders(line.sums, parts)))


def _receipt_facts(sums: ShiftSums, parts: Behind) -> tuple[Fact, ...]:
    behind = parts.receipts
    return (
        Fact("net_sales", Words("Sales"), Kind.MONEY, Cell(sums.net_sales_kopecks, behind("sales"))),
        Fact("net_returns", Words("Returns"), Kind.MONEY, Cell(sums.net_returns_kopecks, behind("returns"))),
        Fact("sales_count", Words("Number of sales"), Kind.COUNT, Cell(sums.sales_count, behind("sales"))),
        Fact("returns_count", Words("Number of returns"), Kind.COUNT, Cell(sums.returns_count, behind("returns"))),
        Fact("discounts", Words("Discounts"), Kind.MONEY, Cell(sums.discount_kopecks, behind("discounts"))),
        Fact(
            "customers",
            Words("Receipts with a customer"),
            Kind.SHARE,
            Cell(customer_share_bp(sums), behind("customers")),
        ),
        Fact("voids", Words("Sales voided"), Kind.COUNT, Cell(sums.voids_count, behind("voids"))),
        Fact(
            "without_receipt",
            Words("Returns without a receipt"),
            Kind.COUNT,
            Cell(sums.without_receipt_count, behind("without_receipt")),
        ),
        Fact(
            "by_hand",
            Words("Discounts and prices by hand"),
            Kind.COUNT,
            Cell(sums.discounts_by_hand_count + sums.prices_set_count, parts.deeds(BY_HAND)),
        ),
        Fact(
            "approved",
            Words("Approved by a second person"),
            Kind.COUNT,
            Cell(sums.overrides_count, parts.deeds(APPROVED)),
        ),
        Fact(
            "voids_before",
            Words("Voids before payment"),
            Kind.COUNT,
            Cell(sums.line_voids_count + sums.basket_voids_count, parts.deeds(VOIDS)),
        ),
    )


def _advance_facts(sums: ShiftSums, parts: Behind) -> tuple[Fact, ...]:
    """Money taken in advance, and paid out of it again."""
    behind = parts.receipts
    return (
        Fact(
            "certificates_sold",
            Words("Certificates sold"),
            Kind.MONEY,
            Cell(sums.certificates_sold_kopecks, behind("certificates_sold")),
        ),
        Fact(
            "topped_up",
            Words("Money accounts topped up"),
            Kind.MONEY,
            Cell(sums.accounts_topped_up_kopecks, behind("accounts_topped_up")),
        ),
        Fact(
            "certificates_returned",
            Words("Certificates taken back"),
            Kind.MONEY,
            Cell(sums.certificates_returned_kopecks, behind("certificates_returned")),
        ),
        Fact(
            "top_ups_returned",
            Words("Paid out of accounts"),
            Kind.MONEY,
            Cell(sums.top_ups_returned_kopecks, behind("top_ups_returned")),
        ),
    )


def _tenders(sums: ShiftSums, parts: Behind) -> Table:
    behind = parts.receipts
    columns = (
        Column("tender", Words("Tender"), Kind.WORDS),
        Column("sales", Words("Sales"), Kind.MONEY),
        Column("sales_count", Words("Sales, receipts"), Kind.COUNT, on_paper=False),
        Column("returns", Words("Returns"), Kind.MONEY),
        Column("returns_count", Words("Returns, receipts"), Kind.COUNT, on_paper=False),
        Column("net", Words("Net"), Kind.MONEY, on_paper=False),
    )
    rows = []
    for kind in TenderKind:
        totals = tender_totals(kind, sums)
        if kind in EVERYDAY_TENDERS or totals.sales_count or totals.returns_count:
            rows.append(
                (
                    Cell(TENDER_WORDS[kind]),
                    Cell(totals.sales_kopecks, behind(f"{kind.value}_sales")),
                    Cell(totals.sales_count, behind(f"{kind.value}_sales")),
                    Cell(totals.returns_kopecks, behind(f"{kind.value}_returns")),
                    Cell(totals.returns_count, behind(f"{kind.value}_returns")),
                    Cell(totals.sales_kopecks - totals.returns_kopecks),
                )
            )
    together = (
        Cell(Words("Total")),
        Cell(sums.tendered_kopecks),
        Cell(None),
        Cell(sums.refunded_kopecks),
        Cell(None),
        Cell(sums.tendered_kopecks - sums.refunded_kopecks),
    )
    return Table("tenders", Words("Tenders"), columns, tuple(rows), together)


def _acceptance(line: ShiftLine) -> tuple[Block, ...]:
    accepted = line.acceptance
    if line.closed_at is None:
        return (Note("acceptance", Words("The shift is open: these are the figures so far (X report)")),)
    if accepted is None:
        return (Note("acceptance", Words("Nobody has accepted this Z report yet"), Tone.WARNING),)
    places = (text("name", accepted.operator_name), ("at", Filling(Kind.INSTANT, accepted.accepted_at)))
    said = Words("Accepted by {name}, {at}", places)
    notes: tuple[Block, ...] = (Note("acceptance", said, Tone.GOOD),)
    if accepted.note:
        notes = (*notes, Note("acceptance_note", Words("Note: {note}", (text("note", accepted.note),))))
    return notes
