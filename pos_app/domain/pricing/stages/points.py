"""Stage 7: paying with points. Caps, then the wish, then exact weighed lines, then hundredths of a point by line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pos_app.domain.loyalty.points_choice import LinePointsMode, PointsChoice, PointsMode
from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.points import kopecks_to_points, least_kopecks_for
from pos_app.domain.money.quantity import whole_units
from pos_app.domain.money.units import Kopecks, Points
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.best_split import BestSplit, best_split
from pos_app.domain.pricing.earning.base_rate import partner_of
from pos_app.domain.pricing.earning.claims import Claims
from pos_app.domain.pricing.points_caps import PointsCaps, points_caps
from pos_app.domain.pricing.points_room import Room
from pos_app.domain.pricing.points_wish import Granted, grant, wished_of_line
from pos_app.domain.pricing.priced import TraceEntry
from pos_app.domain.pricing.trace import applied, not_applied
from pos_app.domain.pricing.weighed_points import Spending, with_exact_weighed_lines
from pos_app.domain.pricing.worksheet import SheetLine

POINTS_STAGE = "points"
POINTS_RULE_ID = "points"


@dataclass(frozen=True, slots=True)
class PointsPaid:
    """By line of the sheet: kopecks paid, hundredths of a point, and k where k pieces are paid down to their floor."""

    kopecks: tuple[Kopecks, ...]
    points: tuple[Points, ...]
    pieces: tuple[int | None, ...]
    caps: PointsCaps
    entry: TraceEntry


def pay_with_points(claims: Claims) -> PointsPaid:
    """Apply the customer's choice. Nothing is paid where a cap is 0, or below the programme's minimum of points.

    ``claims``: what would be earned, for the best use; they hold the sheet, the basket and the customer.
    """
    facts, programme = claims.facts, claims.plan.programme
    sheet, choice, rules = facts.sheet, facts.basket.points, programme.points
    caps = points_caps(sheet, facts.standing, programme, partner_of(programme, facts.basket.shop_code))
    if caps.refusal is not None:
        missing: dict[str, str | int] = {}
        if caps.refusal == reasons.BELOW_MINIMUM:
            missing = {"min_points": rules.min_points}
        elif caps.refusal == reasons.SPENDS_TODAY and facts.standing is not None:
            missing = {"times": facts.standing.spends_today}
        elif caps.refusal == reasons.FORBIDDEN:
            missing = {"rule_id": next(one.bars[POINTS_STAGE] for one in sheet if POINTS_STAGE in one.bars)}
        return _nothing(sheet, caps, not_applied(POINTS_STAGE, POINTS_RULE_ID, caps.refusal, **missing))
    least = least_kopecks_for(rules.min_points, rules.point_value_kopecks)

    def lawful(split: tuple[Kopecks, ...], pool: tuple[int, ...]) -> tuple[Kopecks, ...]:
        if programme.receipt_picture is not ReceiptPicture.DISCOUNT:
            return split
        stays = choice.mode is PointsMode.WHOLE_ROUBLES
        spending = Spending(split, caps.line_kopecks, pool)
        return with_exact_weighed_lines(sheet, spending, total_must_stay=stays, least_kopecks=least)

    def best(room: Room, pool: tuple[int, ...]) -> BestSplit:
        return best_split(claims, room, lambda split: lawful(split, pool))

    granted = grant(sheet, choice, caps, least, best)
    kopecks = lawful(granted.kopecks, granted.pool)
    total = sum(kopecks)
    points = kopecks_to_points(total, rules.point_value_kopecks)
    if total == 0 or points < rules.min_points:
        entry = _why_nothing(sheet, choice, caps, granted, rules.min_points - points)
        texts = tuple((name, str(value)) for name, value in _searched(granted).items())
        return _nothing(sheet, caps, replace(entry, params=(*entry.params, *texts)))
    return PointsPaid(
        kopecks,
        allocate(points, kopecks),
        _pieces_paid(sheet, choice, kopecks),
        caps,
        _spent(granted, caps, total, points),
    )


def _spent(granted: Granted, caps: PointsCaps, total: Kopecks, points: Points) -> TraceEntry:
    met = total >= granted.wished_kopecks
    params: dict[str, str | int] = {
        "points": points,
        "wished_kopecks": granted.wished_kopecks,
        "limit_kopecks": caps.limit_kopecks,
        "limited_by": caps.limited_by,
    }
    params |= _searched(granted)
    reason = reasons.POINTS_SPENT if met else reasons.POINTS_CAPPED
    return applied(POINTS_STAGE, POINTS_RULE_ID, reason, total, **params)


def _searched(granted: Granted) -> dict[str, str | int]:
    """What is told where the best use was not searched through and through."""
    if granted.searched is None:
        return {}
    tried, more = granted.searched
    return {"search": "bounded", "tried": tried, "more_at_most_kopecks": more}


def _nothing(sheet: Sequence[SheetLine], caps: PointsCaps, entry: TraceEntry) -> PointsPaid:
    zeros = (0,) * len(sheet)
    return PointsPaid(zeros, zeros, (None,) * len(sheet), caps, entry)


def _why_nothing(
    sheet: Sequence[SheetLine], choice: PointsChoice, caps: PointsCaps, granted: Granted, missing: Points
) -> TraceEntry:
    """Points could pay, but what was chosen comes to nothing, or to less than the minimum."""
    stage, rule_id = POINTS_STAGE, POINTS_RULE_ID
    if sum(granted.kopecks):
        if missing > 0:
            return not_applied(stage, rule_id, reasons.BELOW_MINIMUM, missing=missing)
        return not_applied(stage, rule_id, reasons.TOO_LITTLE)
    if granted.unmet == reasons.WHOLE_ROUBLES_UNREACHABLE:
        needed, limit = granted.needed_kopecks, caps.limit_kopecks
        return not_applied(stage, rule_id, granted.unmet, needed_kopecks=needed, limit_kopecks=limit)
    if granted.unmet is not None:
        return not_applied(stage, rule_id, granted.unmet)
    chosen = {line_id for line_id, wish in choice.lines if wish.mode is not LinePointsMode.NONE}
    for one, refusal in zip(sheet, caps.line_refusals, strict=True):
        if refusal is not None and one.line.line_id in chosen:
            return not_applied(stage, rule_id, refusal)
    return not_applied(stage, rule_id, reasons.NOT_CHOSEN, limit_kopecks=caps.limit_kopecks)


def _pieces_paid(
    sheet: Sequence[SheetLine], choice: PointsChoice, kopecks: Sequence[Kopecks]
) -> tuple[int | None, ...]:
    """k for lines whose k chosen pieces are paid down to the floor; a capped line is paid as a sum instead."""
    wishes = dict(choice.lines)
    pieces: list[int | None] = []
    for one, paid in zip(sheet, kopecks, strict=True):
        wish = wishes.get(one.line.line_id)
        whole = wish is not None and wish.mode is LinePointsMode.PIECES and paid and paid == wished_of_line(one, wish)
        # the wish stays when the line gets smaller
        pieces.append(min(wish.value, whole_units(one.line.quantity)) if wish is not None and whole else None)
    return tuple(pieces)
