"""What an offer gives in every row, mechanism by mechanism."""

from collections.abc import Sequence

from pos_app.domain.pricing.offers.bundle import BundleOffer
from pos_app.domain.pricing.offers.cheapest_free import CheapestFreeOffer
from pos_app.domain.pricing.offers.gift import GiftOffer
from pos_app.domain.pricing.offers.groups import GroupOffer
from pos_app.domain.pricing.offers.offer import Offer
from pos_app.domain.pricing.offers.steps import StepsOffer
from pos_app.domain.pricing.offers.unit import UnitOffer
from pos_app.domain.pricing.rows.bundle import bundles_in_rows
from pos_app.domain.pricing.rows.gift import gifts_in_rows
from pos_app.domain.pricing.rows.goods import Column, Figures, Given
from pos_app.domain.pricing.rows.group import groups_in_rows
from pos_app.domain.pricing.rows.unit import cheapest_in_rows, steps_in_rows, units_in_rows


def given_in_rows(offer: Offer, columns: Sequence[Column], counts: Figures) -> Given | None:
    """What ``offer.give`` gives for each row of ``counts``, to the kopeck; None where it is not put into rows.

    ``columns`` stand in the order of lines.
    """
    if isinstance(offer, UnitOffer):
        return units_in_rows(offer, columns, counts)
    if isinstance(offer, GroupOffer):
        return groups_in_rows(offer, columns, counts)
    if isinstance(offer, CheapestFreeOffer):
        return cheapest_in_rows(offer, columns, counts)
    if isinstance(offer, StepsOffer):
        return steps_in_rows(offer, columns, counts)
    if isinstance(offer, BundleOffer):
        return bundles_in_rows(offer, columns, counts)
    if isinstance(offer, GiftOffer):
        return gifts_in_rows(offer, columns, counts)
    return None
