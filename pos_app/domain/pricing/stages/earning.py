"""Stage 9: earning. The base is the money part of each line; the receipt's points are floored once, then split."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.tier import tier_of_code
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.rate import WHOLE_BP
from pos_app.domain.money.rounding import div_floor, floor_to_step
from pos_app.domain.money.units import BasisPoints, Kopecks, Points
from pos_app.domain.pricing import reasons
from pos_app.domain.pricing.priced import TraceEntry
from pos_app.domain.pricing.trace import applied, not_applied
from pos_app.domain.pricing.worksheet import SheetLine

EARNING_STAGE = "earning"
EARNING_RULE_ID = "earning"


@dataclass(frozen=True, slots=True)
class Earned:
    """Hundredths of a point by line of the sheet."""

    points: tuple[Points, ...]
    entry: TraceEntry


def earn(
    sheet: Sequence[SheetLine], money_kopecks: Sequence[Kopecks], standing: Standing | None, programme: Programme
) -> Earned:
    """Points for the money paid. ``base`` kopecks at r % are ``base × r / 100`` hundredths of a point."""
    if standing is None:
        return _nothing(sheet, reasons.NO_CUSTOMER)
    rate_bp = earning_rate(programme, standing)
    if rate_bp == 0:
        return _nothing(sheet, reasons.NO_RATE)
    bases = [money if one.line.item.rules.earns else 0 for one, money in zip(sheet, money_kopecks, strict=True)]
    if not any(one.line.item.rules.earns for one in sheet):
        return _nothing(sheet, reasons.NO_ELIGIBLE_LINES)
    total = floor_to_step(div_floor(sum(bases) * rate_bp, WHOLE_BP), programme.points.earn_step)
    if total == 0:
        return _nothing(sheet, reasons.TOO_LITTLE)
    entry = applied(
        EARNING_STAGE, EARNING_RULE_ID, reasons.EARNED, 0, points=total, base_kopecks=sum(bases), rate_bp=rate_bp
    )
    raw = [base * rate_bp for base in bases]
    return Earned(allocate(total, raw), entry)


def earning_rate(programme: Programme, standing: Standing) -> BasisPoints:
    """The rate of the customer's tier, else the programme's own."""
    tier = tier_of_code(programme, standing.tier_code)
    return programme.base_earn_bp if tier is None else tier.earn_bp


def _nothing(sheet: Sequence[SheetLine], reason: str) -> Earned:
    return Earned((0,) * len(sheet), not_applied(EARNING_STAGE, EARNING_RULE_ID, reason))
