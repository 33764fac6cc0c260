"""What may be paid with points at most: by line and on the whole receipt, with the reason where it is nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import PointsRules
from pos_app.domain.money.points import kopecks_to_points, points_to_kopecks
from pos_app.domain.money.rate import part_floor
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.worksheet import SheetLine


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


def points_caps(sheet: Sequence[SheetLine], standing: Standing | None, rules: PointsRules) -> PointsCaps:
    """The caps of loyalty-rules «Paying with points»: the least of balance, programme's share, line shares, floors."""
    by_line = [_line_cap(one) for one in sheet]
    caps = tuple(cap for cap, _ in by_line)
    refusals = tuple(refusal for _, refusal in by_line)
    limit, refusal, limited_by = _receipt_limit(sheet, caps, refusals, standing, rules)
    return PointsCaps(caps, refusals, limit, refusal, limited_by)


def _line_cap(one: SheetLine) -> tuple[Kopecks, str | None]:
    rules = one.line.item.rules
    if not rules.payable_with_points:
        return 0, reasons.NOT_PAYABLE
    if one.room_kopecks == 0:
        return 0, reasons.FLOOR_REACHED
    if rules.max_points_share_bp is None:
        return one.room_kopecks, None
    share = part_floor(one.net_kopecks, rules.max_points_share_bp)
    if share == 0:
        return 0, reasons.SHARE_REACHED
    return min(one.room_kopecks, share), None


def _receipt_limit(
    sheet: Sequence[SheetLine],
    caps: Sequence[Kopecks],
    refusals: Sequence[str | None],
    standing: Standing | None,
    rules: PointsRules,
) -> tuple[Kopecks, str | None, str]:
    if standing is None:
        return 0, reasons.NO_CUSTOMER, "balance"
    eligible = [one.net_kopecks for one in sheet if one.line.item.rules.payable_with_points]
    if not eligible:
        return 0, reasons.NO_ELIGIBLE_LINES, "lines"
    balance = points_to_kopecks(max(standing.spendable, 0), rules.point_value_kopecks)
    if balance == 0:
        return 0, reasons.NO_BALANCE, "balance"
    room = sum(caps)
    if room == 0:
        floored = reasons.FLOOR_REACHED in refusals
        return 0, reasons.FLOOR_REACHED if floored else reasons.SHARE_REACHED, "lines"
    share = part_floor(sum(eligible), rules.max_points_share_bp)
    if share == 0:
        return 0, reasons.SHARE_REACHED, "share"
    limit = min(balance, share, room)
    limited_by = "balance" if limit == balance else "share" if limit == share else "lines"
    if kopecks_to_points(limit, rules.point_value_kopecks) < rules.min_points:
        return 0, reasons.BELOW_MINIMUM, limited_by
    return limit, None, limited_by
