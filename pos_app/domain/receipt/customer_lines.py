"""What the customer's display shows: two lines of twenty characters for each moment of a sale."""

from dataclasses import dataclass

from pos_app.domain.money.units import Kopecks, Points, Quantity, Unit
from pos_app.domain.receipt.figures import money, points, quantity
from pos_app.domain.receipt.labels import Labels

COLUMNS = 20


@dataclass(frozen=True, slots=True)
class CustomerLines:
    """Both lines, never longer than twenty characters."""

    upper: str
    lower: str


def item_lines(name: str, count: Quantity, unit: Unit, sum_kopecks: Kopecks, labels: Labels) -> CustomerLines:
    """A line of the receipt: its name, how much of it, what it costs now."""
    return CustomerLines(name[:COLUMNS], _apart(quantity(count, unit, labels), money(sum_kopecks, labels)))


def total_lines(total_kopecks: Kopecks, points_spent: Points, labels: Labels) -> CustomerLines:
    """What is to pay, and the points that pay along where some do."""
    lower = _apart(labels.points_spent, points(points_spent, labels)) if points_spent else ""
    return CustomerLines(_apart(labels.total, money(total_kopecks, labels)), lower)


def paid_lines(change_kopecks: Kopecks, points_earned: Points, labels: Labels) -> CustomerLines:
    """After the sale: the change, and the points that it brought."""
    lower = _apart(labels.points_earned, points(points_earned, labels)) if points_earned else ""
    return CustomerLines(_apart(labels.change, money(change_kopecks, labels)), lower)


def _apart(left: str, right: str) -> str:
    """Left and right at their ends; the right one is whole, the left is cut."""
    room = COLUMNS - len(right) - 1
    if room <= 0:
        return right[-COLUMNS:].rjust(COLUMNS)
    return f"{left[:room]:<{room}} {right}"
