"""What a purchase changes beside points: turnover, tier, memberships, counts, and what partners owe each other."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from pos_app.domain.coalition.points_flow import FlowKind, OutsideCoalitionError, flows_of_return, flows_of_sale
from pos_app.domain.loyalty.account import NO_FACTS, AccountFacts
from pos_app.domain.loyalty.account_facts import Totals, facts_after_sale, facts_after_undoing
from pos_app.domain.loyalty.membership import MembershipBought, memberships_bought, memberships_of
from pos_app.domain.loyalty.rules.coalition import Coalition
from pos_app.domain.money.units import Kopecks
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.server.ingest.desk import Desk
from sync.server.ledger.accounts import EntryKind, PointsAccount
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.tables import MEMBERSHIP_BOUGHT

OUTSIDE_COALITION = "outside_coalition"


def count_purchase(desk: Desk, books: CustomerBooks, sale: Sale, day: date) -> None:
    """A purchase of a local day."""
    books.purchases += 1
    totals = Totals(books.life_turnover_kopecks + sale.money_kopecks, books.purchases)
    books.facts = facts_after_sale(books.facts, sale, day, desk.programmes.versions.counted, totals)
    _change_memberships(desk, books, sale)
    _move_turnover(desk, books, sale, day, sale.money_kopecks)


def count_credit(desk: Desk, books: CustomerBooks, credit: QuickCredit, day: date) -> None:
    """A purchase of which only the sum is known: it counts for the turnover and the tier."""
    books.purchases += 1
    _move_turnover(desk, books, credit, day, credit.sum_kopecks)


def count_return(desk: Desk, books: CustomerBooks, sale: Sale, day: date, money_kopecks: Kopecks, whole: bool) -> None:
    """Money of a purchase came back; ``day``: the one that the sale was posted on. ``whole``: all of it is back now."""
    if whole:
        books.purchases = max(0, books.purchases - 1)
        books.facts = facts_after_undoing(books.facts, sale, day, desk.programmes.versions.counted)
    _change_memberships(desk, books, sale)
    _move_turnover(desk, books, sale, day, -money_kopecks)


def post_clearing(desk: Desk, books: CustomerBooks, sale: Sale, back: SaleReturn | None = None) -> None:
    """Who of a coalition issued and who accepted.

    Minus where a partner owes points to the pool, plus where he is owed.
    """
    programme = desk.programmes.in_force(sale.programme_id, desk.received_at)
    coalition: Coalition | None = None if programme is None else programme.coalition
    if coalition is None:
        return
    try:
        flows = flows_of_sale(coalition, sale) if back is None else flows_of_return(coalition, back, sale)
    except OutsideCoalitionError:
        desk.flag(OUTSIDE_COALITION)
        return
    legs = desk.legs(books, sale.programme_id)
    for flow in flows:
        if flow.partner != coalition.clearing.operator:
            owed = flow.points if flow.kind is FlowKind.ACCEPTED else -flow.points
            legs.add(PointsAccount.PARTNER, owed, owner=flow.partner)
            legs.add(PointsAccount.PARTNER, -owed, owner=coalition.clearing.operator)
    desk.enter(books, sale.receipt_id if back is None else back.receipt_id, EntryKind.CLEARING, legs)


def _move_turnover(desk: Desk, books: CustomerBooks, sale: Sale | QuickCredit, day: date, kopecks: Kopecks) -> None:
    books.turnover_changes[day] = books.turnover_changes.get(day, 0) + kopecks
    books.turnover_days[day] = books.turnover_days.get(day, 0) + kopecks
    books.life_turnover_kopecks += kopecks
    turnover = (books.life_turnover_kopecks, books.turnover_days)
    tier, counted = desk.programmes.tier(sale.programme_id, books.tier_code, turnover, desk.received_at, desk.today)
    books.set_tier(tier, counted, desk.today)
    facts = books.facts
    if (facts.life_turnover_kopecks, facts.purchases) != (books.life_turnover_kopecks, books.purchases):
        books.facts = replace(facts, life_turnover_kopecks=books.life_turnover_kopecks, purchases=books.purchases)
    if not books.purchases and books.facts == AccountFacts(day=books.facts.day):
        books.facts = NO_FACTS
    desk.touched.add(books.customer_id)


def _change_memberships(desk: Desk, books: CustomerBooks, sale: Sale) -> None:
    """Periods of memberships that the sale sold, less those that came back; the customer's last days follow."""
    programme = desk.programmes.in_force(sale.programme_id, desk.received_at)
    if programme is None or not programme.memberships:
        return
    bought = memberships_bought(programme, sale, desk.returned.get(sale.receipt_id))
    if not bought:
        return
    held = _held(desk, books.customer_id)
    for one in bought:
        key = (sale.receipt_id, one.code)
        row = {"customer_id": books.customer_id, "sale_id": key[0], "code": one.code}
        periods = sum(each.periods for each in bought if each.code == one.code)
        if key in held:
            desk.sheet.change(MEMBERSHIP_BOUGHT, {**row, "periods": periods})
        else:
            desk.sheet.add(MEMBERSHIP_BOUGHT, {**row, "day": one.day, "periods": periods})
        held[key] = MembershipBought(one.code, one.day, periods)
    books.facts = replace(books.facts, memberships=memberships_of(programme, list(held.values())))


def _held(desk: Desk, customer_id: str) -> dict[tuple[str, str], MembershipBought]:
    """All that the customer bought before; read when somebody buys one, which is seldom."""
    found = desk.memberships.get(customer_id)
    if found is None:
        mine = MEMBERSHIP_BOUGHT.c.customer_id == customer_id
        rows = desk.connection.execute(select(MEMBERSHIP_BOUGHT).where(mine))
        found = {(row.sale_id, row.code): MembershipBought(row.code, row.day, row.periods) for row in rows}
        desk.memberships[customer_id] = found
    return found
