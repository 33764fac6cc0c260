"""The part of a shift's report about its people: hours, cashiers, reasons of discounts, voids and approvals."""

from collections.abc import Mapping

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.report.behind import Behind
from pos_app.domain.report.cashier_table import cashier_blocks
from pos_app.domain.report.deed_table import deed_table
from pos_app.domain.report.discount_table import discount_table
from pos_app.domain.report.document import Block, Section
from pos_app.domain.report.figures import CashierLine, ShiftDetail
from pos_app.domain.report.hour_table import hour_blocks
from pos_app.domain.report.shift_sums import NOTHING, ShiftSums
from pos_app.domain.report.words import Words


def people_section(detail: ShiftDetail, names: Mapping[str, str], rules: Mapping[str, LocalText]) -> Section:
    """Hours and cashiers with pictures, discounts by reason, and who did what with whose approval."""
    shift_id = detail.line.shift_id
    behind = Behind(shift_id)
    hours: dict[int, ShiftSums] = {}
    people: dict[str, ShiftSums] = {}
    for part in detail.parts:
        hours[part.hour] = hours.get(part.hour, NOTHING) + part.sums
        people[part.operator_id] = people.get(part.operator_id, NOTHING) + part.sums
    cashiers = sorted(
        (_cashier(detail, operator_id, sums) for operator_id, sums in people.items()),
        key=lambda each: (-each.sums.net_kopecks, each.operator_id),
    )
    blocks: list[Block] = []
    if hours:
        blocks += [*hour_blocks(hours, behind), *cashier_blocks(cashiers, names, behind)]
    if detail.discounts:
        blocks.append(discount_table(detail.discounts, rules, behind))
    title = Words("Voids, approvals, discounts by hand")
    blocks.append(deed_table("deeds", title, ((shift_id, deed) for deed in detail.deeds), detail.sold))
    return Section("people", Words("Hours and people"), tuple(blocks))


def _cashier(detail: ShiftDetail, operator_id: str, sums: ShiftSums) -> CashierLine:
    kopecks = (detail.line.over_short_kopecks or 0) if operator_id == detail.line.closed_by else 0
    return CashierLine(operator_id, sums, 1, kopecks, int(kopecks != 0))
