"""Discounts by their reason as a table."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pos_app.domain.pricing.priced import Stage
from pos_app.domain.report.cell import Cell
from pos_app.domain.report.discount_part import PRICE_SET
from pos_app.domain.report.figures import DiscountLine
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.link import Link
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
_COLUMNS = (
    Column("stage", Words("Discount"), Kind.WORDS),
    Column("rule", Words("Rule"), Kind.TEXT),
    Column("reason", Words("Reason"), Kind.TEXT, on_paper=False),
    Column("kopecks", Words("Sum"), Kind.MONEY),
    Column("share", Words("Share"), Kind.SHARE, on_paper=False),
    Column("receipts", Words("Receipts"), Kind.COUNT, on_paper=False),
    Column("lines", Words("Lines"), Kind.COUNT, on_paper=False),
)


def discount_table(lines: Sequence[DiscountLine], link: Link | None = None) -> Table:
    """The dearest first; ``link``: to the receipts with discounts."""
    whole = sum(line.sums.kopecks for line in lines)
    rows = tuple(
        (
            Cell(stage_words(line.reason.stage)),
            Cell(line.reason.rule_id),
            Cell(line.reason.reason or None),
            Cell(line.sums.kopecks, link),
            Cell(share_bp(line.sums.kopecks, whole)),
            Cell(line.sums.receipts_count),
            Cell(line.sums.lines_count),
        )
        for line in lines
    )
    totals = (Cell(Words("Together")), Cell(None), Cell(None), Cell(whole), *(Cell(None) for _ in range(3)))
    return Table("discounts", Words("Discounts by reason"), _COLUMNS, rows, totals if rows else ())


def stage_words(stage: str) -> Words:
    """The stage's name."""
    return STAGE_WORDS.get(stage, _UNNAMED)
