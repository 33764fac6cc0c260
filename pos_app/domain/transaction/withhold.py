"""A return whose earned points are spent already, where the programme withholds their worth from the refund."""

from dataclasses import replace

from pos_app.domain.loyalty.rules.points_rules import DebtPolicy, PointsRules
from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.points import kopecks_to_points, points_to_kopecks
from pos_app.domain.money.units import Points
from pos_app.domain.transaction.sale_return import SaleReturn


def withhold(sale_return: SaleReturn, shortfall: Points, rules: PointsRules) -> SaleReturn:
    """Cut the refund by the worth of ``shortfall`` (hundredths that nobody has, see ``holding.shortfall_of``).

    Whole kopecks only, at most the refund: points that are not covered so are taken back as a debt. The cut is split
    over the refunds in proportion. Under the policy DEBT nothing is withheld.
    """
    if rules.debt_policy is not DebtPolicy.WITHHOLD:
        return sale_return
    refunded = sum(refund.amount_kopecks for refund in sale_return.refunds)
    points = min(shortfall, sale_return.earned)
    kopecks = points_to_kopecks(points, rules.point_value_kopecks)
    if kopecks > refunded:
        kopecks = refunded
        points = kopecks_to_points(refunded, rules.point_value_kopecks)
    if kopecks == 0:
        return sale_return
    amounts = [refund.amount_kopecks for refund in sale_return.refunds]
    cuts = allocate(kopecks, amounts, amounts)
    refunds = tuple(
        replace(refund, amount_kopecks=refund.amount_kopecks - cut)
        for refund, cut in zip(sale_return.refunds, cuts, strict=True)
        if refund.amount_kopecks > cut
    )
    return replace(sale_return, refunds=refunds, withheld_points=points, withheld_kopecks=kopecks)
