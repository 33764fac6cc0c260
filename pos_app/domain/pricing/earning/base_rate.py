"""The rate that a line earns before any rule: the partner's, the tier's or the programme's, and members' at least."""

from datetime import date

from pos_app.domain.loyalty.account import Standing
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.coalition import Partner
from pos_app.domain.loyalty.tier import tier_of_code
from pos_app.domain.money.units import BasisPoints


def earning_rate(programme: Programme, standing: Standing, partner: Partner | None = None) -> BasisPoints:
    """What a coalition's partner states for his shops; else the rate of the customer's tier, else the programme's."""
    if partner is not None and partner.earn_bp is not None:
        return partner.earn_bp
    tier = tier_of_code(programme, standing.tier_code)
    return programme.base_earn_bp if tier is None else tier.earn_bp


def base_rate(programme: Programme, standing: Standing, day: date, partner: Partner | None) -> BasisPoints:
    """The rate on a local day, with the least that the customer's memberships give."""
    rate = earning_rate(programme, standing, partner)
    members = [one.earn_bp for one in programme.memberships if standing.is_member(one.code, day)]
    return max(rate, *members) if members else rate


def partner_of(programme: Programme, shop_code: str) -> Partner | None:
    """The coalition's partner whose shop it is; None without a coalition or outside it."""
    return None if programme.coalition is None else programme.coalition.partner_of_shop(shop_code)
