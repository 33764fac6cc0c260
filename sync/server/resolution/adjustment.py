"""Points put on or taken off by hand in place of a parked operation; two people agree to it."""

from datetime import timedelta

from pos_app.domain.loyalty.rules.points_rules import PointsRules
from pos_app.domain.money.units import Points
from pos_app.domain.parked.resolved import ParkedResolved
from sync.server.ingest.desk import Desk
from sync.server.ingest.gather import load
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.ledger.accounts import EntryKind, PointsAccount
from sync.server.ledger.books_reader import Need
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import NO_SALE, LotState
from sync.server.ledger.spending import credit

Adjustment = tuple[CustomerBooks, Points]


def require_two(decision: ParkedResolved) -> None:
    """Raise ``RuleBrokenError`` unless another person approved."""
    if not decision.approved_by or decision.approved_by == decision.operator_id:
        raise RuleBrokenError("second_person_needed", f"resolution {decision.resolution_id} moves points")


def checked_adjustment(desk: Desk, decision: ParkedResolved) -> Adjustment:
    """Whose points change by how much. Raises ``RuleBrokenError``."""
    points, customer_id = decision.points, decision.customer_id
    if not points or customer_id is None:
        raise RuleBrokenError("adjustment_incomplete", "an adjustment names a customer and points other than 0")
    require_two(decision)
    load(desk, {customer_id: Need(desk.today, whole=True)})
    books = desk.books_of(customer_id)
    if books is None:
        raise RuleBrokenError("customer_unknown", f"customer {customer_id} has no account")
    return books, points


def adjust(desk: Desk, decision: ParkedResolved, adjustment: Adjustment) -> None:
    """Move the points; what is not there to be taken is owed."""
    books, points = adjustment
    programme = desk.programmes.any_in_force(desk.received_at)
    rules = PointsRules() if programme is None else programme.points
    programme_id = books.programme_id or ("" if programme is None else programme.programme_id)
    legs = desk.legs(books, programme_id)
    if points > 0:
        ends = desk.today + timedelta(days=rules.lot_days)
        lot = LotState(decision.resolution_id, desk.today, desk.today, ends, points, 0, programme_id)
        credit(books, [lot], desk.today, legs)
    else:
        books.take_or_owe(NO_SALE, -points, desk.today, legs)
        legs.add(PointsAccount.ISSUED, -points)
    desk.enter(books, decision.resolution_id, EntryKind.ADJUST, legs)
