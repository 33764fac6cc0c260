"""The lots that a sale's points become: what rules with days of their own gave stands apart from the rest."""

from datetime import date

from pos_app.domain.loyalty.accrual import LotTerms, lot_terms
from pos_app.domain.loyalty.holding.holding import HeldLot
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.money.units import Points
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.domain.transaction.sale import Sale, SaleLot


def lots_of(receipt_id: str, priced: PricedBasket, programme: Programme, day: date) -> tuple[SaleLot, ...]:
    """The points earned on a local day, soonest-expiring first. A single lot has the receipt's own id."""
    plain = lot_terms(programme.points, None, None)
    own = {
        rule.rule_id: lot_terms(programme.points, rule.lot_days, rule.pending_days) for rule in programme.earning_rules
    }
    sums: dict[LotTerms, Points] = {}
    for line in priced.lines:
        told = 0
        for take in line.earnings:
            terms = own.get(take.rule_id, plain)
            sums[terms] = sums.get(terms, 0) + take.points
            told += take.points
        sums[plain] = sums.get(plain, 0) + line.earned - told
    ordered = sorted(
        ((terms.expires_day(day), terms.active_day(day), points) for terms, points in sums.items() if points),
    )
    return tuple(
        SaleLot(receipt_id if len(ordered) == 1 else f"{receipt_id}/{number}", active, expires, points)
        for number, (expires, active, points) in enumerate(ordered)
    )


def held_lots(sale: Sale) -> tuple[HeldLot, ...]:
    """The sale's points as lots of a holding; receipts from before there were lots have one."""
    if sale.lots:
        return tuple(HeldLot(lot.lot_id, lot.active_day, lot.expires_day, lot.points) for lot in sale.lots)
    if not sale.earned:
        return ()
    ends = sale.business_day if sale.lot_expires_day is None else sale.lot_expires_day
    return (HeldLot(sale.receipt_id, sale.business_day, ends, sale.earned),)
