"""The customer's points before and after, as a customer reads them: what he has, or what he owes after returns."""

from pos_app.domain.money.units import Points
from pos_app.domain.receipt.document import Row
from pos_app.domain.receipt.figures import points
from pos_app.domain.receipt.labels import Labels


def balance_before(balance: Points, labels: Labels) -> Row:
    """``balance``: hundredths of a point, below 0 for a debt."""
    return Row(labels.balance_before if balance >= 0 else labels.debt_before, points(abs(balance), labels))


def balance_after(balance: Points, labels: Labels) -> Row:
    """``balance``: hundredths of a point, below 0 for a debt."""
    return Row(labels.balance_after if balance >= 0 else labels.debt_after, points(abs(balance), labels), bold=True)
