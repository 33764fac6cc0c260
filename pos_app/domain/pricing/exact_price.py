"""The unit price that multiplies out: price × quantity, half up to the kopeck, is the sum."""

from pos_app.domain.money.quantity import line_amount
from pos_app.domain.money.rounding import div_ceil, div_floor, div_half_up
from pos_app.domain.money.units import ONE, Kopecks, Quantity


def exact_unit_price(sum_kopecks: Kopecks, quantity: Quantity, list_kopecks: Kopecks | None = None) -> Kopecks | None:
    """A whole price of one unit whose product with ``quantity`` is ``sum_kopecks``; None where there is none.

    Up to one whole unit there always is one. Of several, the list price if it is one of them, else the nearest to the
    true quotient that is not above the list price; above it only where no other multiplies out: the part of a weighed
    line that comes back may cost a kopeck more than its weight at the list price, what was rounded down before.
    """
    # half_up(price × quantity / 1000) = sum  ⇔  (2 sum − 1) × 1000 ≤ price × 2 quantity < (2 sum + 1) × 1000
    least = max(div_ceil((2 * sum_kopecks - 1) * ONE, 2 * quantity), 0)
    most = div_ceil((2 * sum_kopecks + 1) * ONE, 2 * quantity) - 1
    if least > most:
        return None
    if list_kopecks is not None and line_amount(list_kopecks, quantity) == sum_kopecks:
        return list_kopecks
    nearest = min(max(div_half_up(sum_kopecks * ONE, quantity), least), most)
    return nearest if list_kopecks is None else max(min(nearest, list_kopecks), least)


def price_below(sum_kopecks: Kopecks, quantity: Quantity) -> Kopecks:
    """The greatest whole price whose product does not exceed the sum, before rounding."""
    return div_floor(sum_kopecks * ONE, quantity)
