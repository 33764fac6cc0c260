"""What the programme gives once in a customer's life: for registering, for a filled form, for the first purchase.

The first purchase's coupon is printed by the till itself, without asking; what two tills gave apart from each other is
told here: the first that is heard of stands, the number of the second ends.
"""

from dataclasses import replace
from datetime import date, timedelta

from pos_app.domain.loyalty.account import AwardGiven, CouponWaiting
from pos_app.domain.loyalty.accrual import Accrual
from pos_app.domain.loyalty.awards.grant import AwardCase
from pos_app.domain.loyalty.awards.occasions import welcome
from pos_app.domain.loyalty.awards.outcome import CouponGrant
from pos_app.domain.loyalty.awards.referral import due_after_returns
from pos_app.domain.loyalty.eligibility import NOWHERE, Place
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.awards import PointsGift, WelcomeAward, WelcomeOccasion
from pos_app.domain.transaction.sale import Sale
from sync.server.awards.coupon_gifts import give_coupon, note_award
from sync.server.awards.posting import mark_of, standing_in
from sync.server.ingest.desk import Desk
from sync.server.ingest.post_friends import returned_kopecks
from sync.server.ledger.accounts import EntryKind
from sync.server.ledger.customer_books import CustomerBooks
from sync.server.ledger.lot_state import LotState
from sync.server.ledger.returning import take_back
from sync.server.ledger.spending import credit
from sync.server.numbers.coupon_books import BLOCKED, RETURNED
from sync.server.tables import COUPON

COUPON_GIVEN_TWICE = "coupon_given_twice"
GIVEN_TWICE = "given_twice"
"""Why a number is blocked: another till had given the same award before."""
_OF_PURCHASE = "w/"
"""Stands before the receipt in a lot's ``sale_id``: its return finds what the first purchase gave."""


def give_welcomes(desk: Desk, books: CustomerBooks, birth_day: date | None, occasion: WelcomeOccasion) -> None:
    """What the programme in force gives for the occasion, now."""
    programme = desk.programmes.any_in_force(desk.received_at)
    rules = () if programme is None else _rules(programme, occasion)
    if programme is None or not rules:
        return
    local = desk.received_at.astimezone(desk.central.timezone)
    case = AwardCase(standing_in(books, birth_day, desk.today), local, programme.points, books.facts.awards)
    for rule in rules:
        _give(desk, books, programme, rule, case, occasion, None)


def is_filled(name: str, birth_day: date | None) -> bool:
    """Whether a form counts as filled: a name and a birthday, so that the shop may congratulate."""
    return bool(name.strip()) and birth_day is not None


def welcome_purchase(desk: Desk, books: CustomerBooks, sale: Sale, day: date) -> None:
    """A purchase, before it is counted: the first gives what its programme says; ``day``: on which it is posted."""
    if sale.coupons_issued or sale.coupons_used:
        _printed(desk, books, sale, day)
    if books.purchases or not sale.lines:
        return
    programme = desk.programmes.in_force(sale.programme_id, sale.sold_at)
    rules = () if programme is None else _rules(programme, WelcomeOccasion.FIRST_PURCHASE)
    if programme is None or not rules:
        return
    local = sale.sold_at.astimezone(desk.central.timezone)
    local += timedelta(days=(day - local.date()).days)
    place = Place(sale.shop_code, _partner(programme, sale.shop_code)) if sale.shop_code else NOWHERE
    case = AwardCase(standing_in(books, None, day), local, programme.points, books.facts.awards, place)
    for rule in rules:
        _give(desk, books, programme, rule, case, WelcomeOccasion.FIRST_PURCHASE, sale)


def unwelcome(desk: Desk, books: CustomerBooks, sale: Sale, return_id: str, day: date, *, whole: bool) -> None:
    """Goods of a purchase came back: points go in proportion, an unused coupon with the last of them.

    Then another purchase may be the first. A coupon that was used stays given; ``post_return_numbers`` tells of it.
    """
    key = f"{_OF_PURCHASE}{sale.receipt_id}"
    lots = [lot for lot in books.lots.values() if lot.sale_id == key]
    back = returned_kopecks(desk, sale)
    due = sum(due_after_returns(lot.granted, sale.money_kopecks, back) - lot.taken_back for lot in lots)
    if due > 0:
        legs = desk.legs(books, lots[0].programme_id)
        take_back(books, due, key, day, legs)
        desk.enter(books, f"{key}/{return_id}", EntryKind.AWARD, legs)
    if not whole:
        return
    ended = _points_rules(desk, sale) if lots else set()
    for issued in sale.coupons_issued:
        coupon = desk.coupons.get(issued.number)
        if issued.award and coupon is not None and coupon.reason == RETURNED and coupon.issued_by == sale.receipt_id:
            ended.add(issued.award)
    withdrawn = [one for one in books.facts.coupons_waiting if one.receipt_id == sale.receipt_id]
    if withdrawn:
        _withdraw(desk, withdrawn)
        ended |= {one.rule_id for one in withdrawn}
    left = tuple(one for one in books.facts.coupons_waiting if one not in withdrawn)
    awards = tuple(one for one in books.facts.awards if one.rule_id not in ended)
    books.facts = replace(books.facts, awards=awards, coupons_waiting=left)


def _printed(desk: Desk, books: CustomerBooks, sale: Sale, day: date) -> None:
    """What its paper bears waits no more, nor what it takes, printed by a receipt that was not heard of yet; what the
    till gave by itself is noted, or ends if it was given before.
    """
    numbers = {issued.number for issued in sale.coupons_issued if issued.award}
    numbers |= {used.number for used in sale.coupons_used}
    waiting = {one.number for one in books.facts.coupons_waiting}
    if numbers & waiting:
        left = tuple(one for one in books.facts.coupons_waiting if one.number not in numbers)
        books.facts = replace(books.facts, coupons_waiting=left)
    for issued in sale.coupons_issued:
        coupon = desk.coupons.get(issued.number)
        if not issued.award or coupon is None or coupon.issued_by != sale.receipt_id:
            continue
        if any(one.rule_id == issued.award for one in books.facts.awards):
            desk.flag(COUPON_GIVEN_TWICE)
            if coupon.last_use is None:
                coupon.block(GIVEN_TWICE)
        else:
            note_award(books, AwardGiven(issued.award, books.customer_id, day))


def _give(
    desk: Desk,
    books: CustomerBooks,
    programme: Programme,
    rule: WelcomeAward,
    case: AwardCase,
    occasion: WelcomeOccasion,
    sale: Sale | None,
) -> None:
    """``sale``: the purchase that is welcomed."""
    if any(one.rule_id == rule.rule_id for one in books.facts.awards):
        return  # also under another id, before two accounts became one
    given = welcome(rule, replace(case, given=books.facts.awards), occasion).given
    receipt_id = "" if sale is None else sale.receipt_id
    day = case.day
    if isinstance(given, CouponGrant):
        server = desk.central
        if give_coupon(
            desk.connection, desk.sheet, books, given, programme, server.signing_key, desk.received_at, day, receipt_id
        ):
            desk.touched.add(books.customer_id)
    elif isinstance(given, Accrual):
        key = f"{_OF_PURCHASE}{receipt_id}" if sale is not None else None
        name = f"welcome/{receipt_id or books.customer_id}/{mark_of(given)}"
        lot = LotState(
            name, day, given.active_day, given.expires_day, given.points, 0, programme.programme_id, sale_id=key
        )
        legs = desk.legs(books, programme.programme_id)
        credit(books, [lot], desk.today, legs)
        desk.enter(books, name, EntryKind.AWARD, legs)
        note_award(books, AwardGiven(given.rule_id, given.source, day))


def _withdraw(desk: Desk, waiting: list[CouponWaiting]) -> None:
    """Nobody has seen these numbers: they stand on no paper."""
    for one in waiting:
        desk.sheet.change(COUPON, {"number": one.number, "state": BLOCKED, "reason": RETURNED})


def _rules(programme: Programme, occasion: WelcomeOccasion) -> tuple[WelcomeAward, ...]:
    welcomes = (rule for rule in programme.awards if isinstance(rule, WelcomeAward))
    return tuple(rule for rule in welcomes if rule.occasion is occasion)


def _points_rules(desk: Desk, sale: Sale) -> set[str]:
    programme = desk.programmes.in_force(sale.programme_id, sale.sold_at)
    rules = () if programme is None else _rules(programme, WelcomeOccasion.FIRST_PURCHASE)
    return {rule.rule_id for rule in rules if isinstance(rule.gift, PointsGift)}


def _partner(programme: Programme, shop_code: str) -> str:
    partner = None if programme.coalition is None else programme.coalition.partner_of_shop(shop_code)
    return "" if partner is None else partner.code
