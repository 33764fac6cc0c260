"""One receipt, and its «why»: the stored trace in the same words as at the till."""

from pos_app.domain.report.kind import Kind
from pos_app.domain.report.receipt_report import ReceiptNames, receipt_report
from pos_app.domain.report.words import Filling, Words
from pos_app.domain.why.answers import Why
from pos_app.domain.why.explain import why_sale
from resources.words.formatting import Formatting
from resources.words.reasons.told import ReasonWords
from resources.words.reasons.why_rows import WhyRow, why_rows
from resources.words.till_words import till_words
from sync.server.database import reading
from sync.server.office.receipts_seen import ReceiptSeen, programme_version, receipt_seen, sale_behind
from sync.server.pages.answer import Answer, Shown, not_found
from sync.server.pages.navigation import BASE
from sync.server.pages.report_files import shown_report
from sync.server.pages.visit import Visit


def receipt_page(visit: Visit) -> Answer:
    """As it was stored; 404 for another shop's."""
    with reading(visit.central.engine) as connection:
        seen = receipt_seen(connection, visit.named["receipt_id"], visit.viewer.shop_ids)
    if seen is None:
        raise not_found()
    shop = visit.site.reports().shop_names([seen.shop_id])[seen.shop_id]
    names = ReceiptNames(
        shop, seen.operator_name, seen.customer_name, visit.central.timezone.key, visit.now, seen.returns
    )
    return shown_report(visit, receipt_report(seen.record, names), why=f"{BASE}/receipts/{seen.record.receipt_id}/why")


def why_page(visit: Visit) -> Answer:
    """Every kopeck and point of it; of a return those of the sale that it mirrors."""
    with reading(visit.central.engine) as connection:
        seen = receipt_seen(connection, visit.named["receipt_id"], visit.viewer.shop_ids)
        sale = None if seen is None else sale_behind(connection, seen.record)
        if seen is None or sale is None:
            raise not_found()
        programme = programme_version(connection, sale.programme_id, sale.programme_version)
    why = why_sale(sale, programme)
    values = {
        "title": _title(visit, seen),
        "rows": _rows(visit, why),
        "complete": why.is_complete,
        "receipt": f"{BASE}/receipts/{seen.record.receipt_id}",
    }
    return Shown("why.html", values)


def _title(visit: Visit, seen: ReceiptSeen) -> str:
    return visit.say(Words("Why: receipt {number}", (("number", Filling(Kind.TEXT, seen.record.number)),)))


def _rows(visit: Visit, why: Why) -> tuple[WhyRow, ...]:
    say = till_words(visit.language)
    formatting = Formatting(visit.language, visit.central.timezone)
    numbers = {line.line_id: number for number, line in enumerate(why.lines, 1)}
    return why_rows(why, ReasonWords(formatting, why.names, numbers, say), formatting, say)
