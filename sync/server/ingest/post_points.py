"""Points that move beside receipts: credited for a sum that was paid elsewhere, spent in the reward shop. Facts."""

from datetime import date

from pos_app.domain.loyalty.account_facts import facts_after_reward
from pos_app.domain.loyalty.accrual import lot_terms
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.loyalty.rules.rewards import CharityReward
from pos_app.domain.money.rate import part_floor
from pos_app.domain.money.units import Kopecks
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.build_return import part_due
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import Sale
from pos_app.domain.transaction.sale_return import SaleReturn
from sync.protocol.operation import Operation
from sync.server.ingest.bounds import MOST_VALID_DAYS
from sync.server.ingest.desk import PROGRAMME_NOT_IN_FORCE, SPENT_AT_RISK, WITHOUT_PROMISE, Desk
from sync.server.ingest.purchases import count_credit
from sync.server.ingest.rule_broken import RuleBrokenError
from sync.server.ledger.accounts import EntryKind, LegList, PointsAccount
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import OPEN, SETTLING, LotState
from sync.server.ledger.returning import take_back_from
from sync.server.ledger.spending import credit, spend, spend_at_risk, spend_promised
from sync.server.stored_value.post import check_reward_value, post_reward_value


def post_quick_credit(desk: Desk, record: QuickCredit) -> None:
    """Raises :class:`RuleBrokenError` ``customer_unknown``, ``lots_invalid``, ``sums_do_not_tie``."""
    books = _books(desk, record.customer_id)
    names = {lot.lot_id for lot in record.lots}
    own = all(name == record.credit_id or name.startswith(f"{record.credit_id}/") for name in names)
    right = all(lot.points > 0 and lot.active_day <= lot.expires_day for lot in record.lots)
    if not own or not right or len(names) != len(record.lots):
        raise RuleBrokenError("lots_invalid", f"credit {record.credit_id} names lots that are not its own")
    if record.sum_kopecks <= 0 or sum(lot.points for lot in record.lots) != record.earned:
        raise RuleBrokenError("sums_do_not_tie", f"credit {record.credit_id}: lots = earned points, a sum above 0")
    day = desk.posting_day(record.business_day)
    if not desk.programmes.was_in_force(record.programme_id, record.programme_version, record.credited_at):
        desk.flag(PROGRAMME_NOT_IN_FORCE)
    if record.earned:
        legs = desk.legs(books, record.programme_id)
        credit(books, _lots(record, day), day, legs)
        desk.enter(books, record.credit_id, EntryKind.AWARD, legs)
    count_credit(desk, books, record, day)


def post_reward(desk: Desk, operation: Operation, record: RewardGiven) -> None:
    """Points out of what was set aside; what is missing there is the programme's risk, for the gift is handed over.

    Raises :class:`RuleBrokenError` ``customer_unknown``, ``redemption_invalid``, ``certificate_known``,
    ``body_invalid``.
    """
    books = _books(desk, record.customer_id)
    parts = record.redemption
    once = len({part.reservation_id for part in parts}) == len(parts)
    promised = sum(part.points for part in parts)
    if record.points <= 0 or not once or any(part.points <= 0 for part in parts) or promised > record.points:
        raise RuleBrokenError("redemption_invalid", f"reward {record.reward_id} spends other points than it says")
    if not 0 <= record.valid_days <= MOST_VALID_DAYS:
        raise RuleBrokenError("body_invalid", f"reward {record.reward_id}: valid_days of more than a hundred years")
    check_reward_value(desk, record)
    day = desk.posting_day(record.business_day)
    legs = desk.legs(books, record.programme_id)
    for part in parts:
        held = books.reservations.get(part.reservation_id)
        missing = part.points
        if held is not None and held.till_id == operation.till_id and held.state in (OPEN, SETTLING):
            missing = spend_promised(books, record.reward_id, held, part.points, legs)
        if missing:
            desk.flag(SPENT_AT_RISK)
            spend_at_risk(books, record.reward_id, missing, legs)
    if record.points > promised:
        desk.flag(WITHOUT_PROMISE)
        spend(books, record.reward_id, record.points - promised, day, legs)
    if isinstance(record.gives, CharityReward):
        _to_charity(legs, record)
    desk.enter(books, record.reward_id, EntryKind.REWARD, legs)
    post_reward_value(desk, record)
    books.facts = facts_after_reward(books.facts, record.rule_id, day)


def post_top_up_bonus(desk: Desk, books: CustomerBooks, sale: Sale, day: date) -> None:
    """Points that the programme gives for money put on the account, beside what the receipt earned."""
    kopecks = sum(sold.advance.kopecks for sold in sale.advances if sold.advance.kind is ValueKind.ACCOUNT)
    programme = desk.programmes.in_force(sale.programme_id, sale.sold_at) if kopecks else None
    if programme is None or programme.money_account is None:
        return
    points = part_floor(kopecks, programme.money_account.bonus_bp)
    if not points:
        return
    terms = lot_terms(programme.points, None, None)
    lot_id = _bonus_lot(sale)
    lot = LotState(lot_id, day, terms.active_day(day), terms.expires_day(day), points, 0, sale.programme_id)
    legs = desk.legs(books, sale.programme_id)
    credit(books, [lot], day, legs)
    desk.enter(books, sale.receipt_id, EntryKind.AWARD, legs)


def take_back_top_up_bonus(
    desk: Desk, books: CustomerBooks, sale: Sale, sale_return: SaleReturn, back: tuple[Kopecks, Kopecks], day: date
) -> None:
    """Of top-ups that were paid out again the points go, by the terms of the sale; ``back``: before and after it.

    The part that is due is the difference of two floors, so that all of it gone takes all of the points.
    """
    programme = desk.programmes.in_force(sale.programme_id, sale.sold_at) if back[0] != back[1] else None
    if programme is None or programme.money_account is None:
        return
    whole = sum(sold.advance.kopecks for sold in sale.advances if sold.advance.kind is ValueKind.ACCOUNT)
    points = part_floor(whole, programme.money_account.bonus_bp)
    due = part_due(points, back[1], whole) - part_due(points, back[0], whole)
    if not due:
        return
    legs = desk.legs(books, sale.programme_id)
    own = [lot for lot in books.lots.values() if lot.lot_id == _bonus_lot(sale)]
    take_back_from(books, due, own, day, legs)
    desk.enter(books, sale_return.receipt_id, EntryKind.AWARD, legs)


def _bonus_lot(sale: Sale) -> str:
    return f"{sale.receipt_id}/top-up"


def _to_charity(legs: LegList, record: RewardGiven) -> None:
    legs.add(PointsAccount.REDEEMED, -record.points)
    legs.add(PointsAccount.CHARITY, record.points)


def _books(desk: Desk, customer_id: str) -> CustomerBooks:
    books = desk.books_of(customer_id)
    if books is None:
        raise RuleBrokenError("customer_unknown", f"customer {customer_id} has no account")
    return books


def _lots(record: QuickCredit, day: date) -> list[LotState]:
    """With their days counted from the day that it is posted on."""
    shift = day - record.business_day
    return [
        LotState(lot.lot_id, day, lot.active_day + shift, lot.expires_day + shift, lot.points, 0, record.programme_id)
        for lot in record.lots
    ]
