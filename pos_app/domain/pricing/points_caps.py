"""What may be paid with points at most: by line and on the whole receipt, with the reason where it is nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.coalition import Partner
from pos_app.domain.loyalty.rules.points_rules import PointsRules
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.tier import tier_of_code
from pos_app.domain.money.points import kopecks_to_points, points_to_kopecks
from pos_app.domain.money.rate import part_floor
from pos_app.domain.money.units import BasisPoints, Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.worksheet import SheetLine

NEVER_PAYABLE = (reasons.NOT_PAYABLE, reasons.DISCOUNTED, reasons.FORBIDDEN)
"""Refusals of lines that do not count for the programme's share either."""


@dataclass(frozen=True, slots=True)
class PointsCaps:
    """``line_kopecks[i]`` is what line i may take after floor and own share; ``limit_kopecks`` what the receipt may.

    A refusal is the reason key where the figure is 0, else None. ``limited_by``: balance, share or lines.
    """

    line_kopecks: tuple[Kopecks, ...]
    line_refusals: tuple[str | None, ...]
    limit_kopecks: Kopecks
    refusal: str | None
    limited_by: str


def points_caps(
    sheet: Sequence[SheetLine], standing: Standing | None, programme: Programme, partner: Partner | None = None
) -> PointsCaps:
    """The caps of loyalty-rules «Paying with points»: the least of balance, share, line shares, floors.

    ``partner``: the coalition's in whose shop it is sold.
    """
    by_line = [_line_cap(one, programme.points) for one in sheet]
    caps = tuple(cap for cap, _ in by_line)
    refusals = tuple(refusal for _, refusal in by_line)
    if partner is not None and not partner.accepts:
        return PointsCaps(caps, refusals, 0, reasons.PARTNER_ACCEPTS_NONE, "balance")
    share_bp = max_share_bp(programme, standing, partner)
    limit, refusal, limited_by = _receipt_limit(sheet, caps, refusals, standing, programme.points, share_bp)
    return PointsCaps(caps, refusals, limit, refusal, limited_by)


def max_share_bp(programme: Programme, standing: Standing | None, partner: Partner | None) -> BasisPoints:
    """The share of the receipt that points may pay: the partner's where he states one, the tier's, the programme's."""
    if partner is not None and partner.max_points_share_bp is not None:
        return partner.max_points_share_bp
    tier = None if standing is None else tier_of_code(programme, standing.tier_code)
    if tier is not None and tier.max_points_share_bp is not None:
        return tier.max_points_share_bp
    return programme.points.max_points_share_bp


def _line_cap(one: SheetLine, rules: PointsRules) -> tuple[Kopecks, str | None]:
    item_rules = one.line.item.rules
    if not item_rules.payable_with_points or not rules.goods.chooses(one.line.item):
        return 0, reasons.NOT_PAYABLE
    if one.takes and not rules.discounted_goods:
        return 0, reasons.DISCOUNTED
    if Stage.POINTS.value in one.bars:
        return 0, reasons.FORBIDDEN
    if one.room_kopecks == 0:
        return 0, reasons.FLOOR_REACHED
    if item_rules.max_points_share_bp is None:
        return one.room_kopecks, None
    share = part_floor(one.net_kopecks, item_rules.max_points_share_bp)
    if share == 0:
        return 0, reasons.SHARE_REACHED
    return min(one.room_kopecks, share), None


def _receipt_limit(
    sheet: Sequence[SheetLine],
    caps: Sequence[Kopecks],
    refusals: Sequence[str | None],
    standing: Standing | None,
    rules: PointsRules,
    share_bp: BasisPoints,
) -> tuple[Kopecks, str | None, str]:
    if standing is None:
        return 0, reasons.NO_CUSTOMER, "balance"
    if rules.most_spends_per_day is not None and standing.spends_today >= rules.most_spends_per_day:
        return 0, reasons.SPENDS_TODAY, "balance"
    eligible = [one.net_kopecks for one, refusal in zip(sheet, refusals, strict=True) if refusal not in NEVER_PAYABLE]
    if not eligible:
        return 0, reasons.FORBIDDEN if reasons.FORBIDDEN in refusals else reasons.NO_ELIGIBLE_LINES, "lines"
    balance = points_to_kopecks(max(standing.spendable, 0), rules.point_value_kopecks)
    if balance == 0:
        return 0, reasons.NO_BALANCE, "balance"
    room = sum(caps)
    if room == 0:
        floored = reasons.FLOOR_REACHED in refusals
        return 0, reasons.FLOOR_REACHED if floored else reasons.SHARE_REACHED, "lines"
    share = part_floor(sum(eligible), share_bp)
    if share == 0:
        return 0, reasons.SHARE_REACHED, "share"
    limit = min(balance, share, room)
    limited_by = "balance" if limit == balance else "share" if limit == share else "lines"
    if kopecks_to_points(limit, rules.point_value_kopecks) < rules.min_points:
        return 0, reasons.BELOW_MINIMUM, limited_by
    return limit, None, limited_by
