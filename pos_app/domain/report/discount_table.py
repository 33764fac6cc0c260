"""Discounts by their reason as a table."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.pricing.priced import Stage
from pos_app.domain.pricing.stages.manual_discount import MANUAL_BASKET_RULE_ID, MANUAL_RULE_ID
from pos_app.domain.report.behind import Behind
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.discount_part import PRICE_SET
from pos_app.domain.report.figures import DiscountLine
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.receipt_choice import DISCOUNT
from pos_app.domain.report.setting import share_bp
from pos_app.domain.report.table import Column, Table
from pos_app.domain.report.words import Words

STAGE_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        Stage.GOODS_PROMOTION.value: Words("Promotion of goods"),
        Stage.BASKET_PROMOTION.value: Words("Promotion of the receipt"),
        Stage.STANDING_DISCOUNT.value: Words("Standing discount"),
        Stage.COUPON.value: Words("Coupon"),
        Stage.MANUAL_DISCOUNT.value: Words("Discount by hand"),
        PRICE_SET: Words("Price set by hand"),
    }
)
_UNNAMED = Words("Other")
_BY_HAND: Mapping[str, Words] = MappingProxyType(
    {
        MANUAL_RULE_ID: Words("By hand on a line"),
        MANUAL_BASKET_RULE_ID: Words("By hand on the receipt"),
        PRICE_SET: Words("Price set by hand"),
    }
)
_COLUMNS = (
    Column("stage", Words("Discount"), Kind.WORDS),
    Column("rule", Words("Rule"), Kind.TEXT),
    Column("reason", Words("Reason"), Kind.TEXT, on_paper=False),
    Column("kopecks", Words("Sum"), Kind.MONEY),
    Column("share", Words("Share"), Kind.SHARE, on_paper=False),
    Column("receipts", Words("Receipts"), Kind.COUNT, on_paper=False),
    Column("lines", Words("Lines"), Kind.COUNT, on_paper=False),
)


def discount_table(lines: Sequence[DiscountLine], names: Mapping[str, LocalText], behind: Behind) -> Table:
    """The dearest first; each leads to the receipts on which it took something off. ``names``: of rules, by id."""
    whole = sum(line.sums.kopecks for line in lines)
    rows = tuple(_row(line, names, behind, whole) for line in lines)
    together = Cell(whole, behind.receipts(DISCOUNT))
    totals = (Cell(Words("Total")), Cell(None), Cell(None), together, *(Cell(None) for _ in range(3)))
    return Table("discounts", Words("Discounts by reason"), _COLUMNS, rows, totals if rows else ())


def _row(line: DiscountLine, names: Mapping[str, LocalText], behind: Behind, whole: int) -> tuple[Cell, ...]:
    reason = line.reason
    link = behind.receipts(DISCOUNT, stage=reason.stage, rule=reason.rule_id, reason=reason.reason)
    return (
        Cell(stage_words(reason.stage)),
        Cell(rule_name(reason.rule_id, names), link),
        Cell(reason.reason or None),
        Cell(line.sums.kopecks, link),
        Cell(share_bp(line.sums.kopecks, whole), link),
        Cell(line.sums.receipts_count, link),
        Cell(line.sums.lines_count, link),
    )


def rule_name(rule_id: str, names: Mapping[str, LocalText]) -> LocalText | Words | str:
    """What people call a rule; the id of one that no programme knows any more."""
    return names.get(rule_id) or _BY_HAND.get(rule_id) or rule_id


def stage_words(stage: str) -> Words:
    """The stage's name."""
    return STAGE_WORDS.get(stage, _UNNAMED)
