"""Single coupons and orders at the till: asked first, taken once, at risk as the rule says, given back."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest

from pos_app.domain.claim.claim import ClaimStage
from pos_app.domain.claim.claim_closed import ClaimClosed
from pos_app.domain.claim.claim_kind import ClaimKind
from pos_app.domain.coupon.coupon_number import coupon_number, is_whole, printed_number
from pos_app.domain.loyalty.account import CouponWaiting
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.awards import CouponGift, WelcomeAward, WelcomeOccasion
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.coupons import Coupon, CouponPrint
from pos_app.domain.pre_order.order_cancelled import OrderCancelled
from pos_app.domain.pre_order.pre_order import HandedOut, PreOrder, PreOrderLine, PreOrderState, after
from pos_app.domain.receipt.document import BarcodeBlock, QrBlock
from pos_app.domain.receipt.labels import RUSSIAN
from pos_app.domain.receipt.paper import Paper
from pos_app.domain.receipt.sale_receipt import sale_receipt
from pos_app.domain.receipt.shop_header import ShopHeader
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.errors import StoreError
from pos_app.domain.transaction.sale import TenderKind
from pos_app.services.claim_desk import ClaimQuestion
from pos_app.services.errors import ServiceError
from pos_app.services.returnable import CouponOnReceipt
from pos_app.services.scan_outcome import ClaimAsked, CouponAdded, ScanOutcome, ScanRefused
from pos_app.services.selling.numbers import CouponTaken, OrderOpened
from sync.protocol.capabilities import ORDER_CANCELLING
from sync.protocol.claim import ClaimState
from tests.domain.goods import MOSCOW
from tests.services.shop import ANNAS_ACCOUNT, CHEESE, CIGARETTES, MILK, TEA, Shop

FIRST, SECOND = coupon_number("NEXT", 1), coupon_number("NEXT", 2)
ORDER = "KO000000018"
NAME = LocalText("Минус 10 %", "10 % off")


@pytest.fixture
def counter(shop: Shop) -> Shop:
    return prepared(shop)


def prepared(shop: Shop, offline_most_kopecks: int = 0, least_kopecks: int | None = None) -> Shop:
    terms = {"prefix": "NEXT", "single_use": True, "offline_most_kopecks": offline_most_kopecks}
    coupon = Coupon(
        rule_id="next",
        name=NAME,
        benefit=PercentOff(1_000),
        conditions=Conditions(min_basket_kopecks=least_kopecks or 0),
        **terms,  # type: ignore[arg-type]
    )
    prints = CouponPrint(rule_id="print-next", name=NAME, coupon="next", from_kopecks=20_000, valid_days=14)
    (programme,) = shop.programmes.programmes()
    shop.programmes.versions = [replace(programme, version=9, coupons=(coupon,), coupon_prints=(prints,))]
    shop.claim_door.issued = {FIRST, SECOND}
    return shop


def scan(shop: Shop, text: str) -> ScanOutcome:
    """A scan with all that follows of it."""
    outcome = shop.scans.typed(text)
    if isinstance(outcome, ClaimAsked):
        return shop.scans.settle_claim(outcome.question, shop.scans.ask_claim(outcome.question))
    return outcome


def refusal(outcome: ScanOutcome) -> str:
    assert isinstance(outcome, ScanRefused), outcome
    return outcome.key


def closed(shop: Shop) -> list[str]:
    return [record.number for record in shop.books.operations if isinstance(record, ClaimClosed)]


def order(**changed: object) -> PreOrder:
    lines = (PreOrderLine("tea", "Чай", 2_000, 40_000), PreOrderLine("milk", "Молоко", 3_000))
    whole = PreOrder(ORDER, "shop", PreOrderState.WAITING, lines, "anna", 50_000, "Позвонить")
    return replace(whole, **changed)  # type: ignore[arg-type]


def test_a_single_coupon_is_asked_for_taken_and_used_once(counter: Shop) -> None:
    counter.sale.add_item(TEA)
    assert scan(counter, FIRST) == CouponAdded(FIRST, 4_595)
    assert [each.stage for each in counter.books.unsettled_claims()] == [ClaimStage.HELD]
    assert refusal(scan(counter, FIRST)) == "coupon_taken"
    counter.sale.pay_rest_by_card()
    sale = counter.sale.finish()
    assert [(used.number, used.rule_id, used.at_risk) for used in sale.coupons_used] == [(FIRST, "next", False)]
    assert counter.books.unsettled_claims() == () and closed(counter) == []
    counter.sale.add_item(TEA)
    again = scan(counter, FIRST)
    assert again == ScanRefused(
        "coupon_used", {"code": FIRST, "till": "2", "receipt": sale.number, "used_at": sale.sold_at.isoformat()}
    ), "the server has not heard of the receipt yet"
    counter.books.told.add(sale.receipt_id)
    counter.claim_door.states[FIRST] = ClaimState.USED
    assert scan(counter, FIRST).params["receipt"] == "7-000123"  # type: ignore[union-attr]


@pytest.mark.parametrize("state", [each for each in ClaimState if each is not ClaimState.GRANTED])
def test_every_reason_of_the_server_is_told(counter: Shop, state: ClaimState) -> None:
    counter.claim_door.states[FIRST] = state
    outcome = scan(counter, FIRST)
    assert isinstance(outcome, ScanRefused)
    assert (outcome.key, outcome.params["code"]) == (f"coupon_{state}", FIRST)
    assert counter.books.unsettled_claims() == () and counter.sale.state.basket.coupons == ()


def test_what_did_nothing_is_kept_by_the_customer(shop: Shop) -> None:
    counter = prepared(shop, least_kopecks=1_000_000)
    counter.sale.add_item(TEA)
    assert scan(counter, FIRST) == CouponAdded(FIRST, 0)
    counter.sale.pay_rest_by_card()
    assert counter.sale.finish().coupons_used == ()
    assert closed(counter) == [FIRST], "free for the next receipt"


def test_without_the_server_the_rule_says_whether_and_how_much(shop: Shop) -> None:
    counter = prepared(shop)
    counter.online = False
    counter.sale.add_item(TEA)
    assert refusal(scan(counter, FIRST)) == "coupon_offline"
    counter = prepared(shop, offline_most_kopecks=5_000)
    assert refusal(scan(counter, FIRST[:-1] + str((int(FIRST[-1]) + 1) % 10))) == "coupon_misread"
    assert scan(counter, FIRST) == CouponAdded(FIRST, 4_595, at_risk=True)
    counter.sale.add_item(TEA)
    with pytest.raises(ServiceError, match="coupon_offline_limit"):
        counter.sale.begin_payment()
    counter.sale.remove_coupons()
    assert refusal(scan(counter, SECOND)) == "coupon_offline_limit"
    counter.sale.remove_line(counter.sale.state.basket.lines[0].line_id)
    counter.sale.add_item(TEA)
    scan(counter, FIRST)
    counter.sale.pay_rest_by_card()
    assert [(used.number, used.at_risk) for used in counter.sale.finish().coupons_used] == [(FIRST, True)]
    assert closed(counter) == [], "the server was never asked"
    counter.sale.add_item(TEA)
    assert refusal(scan(counter, FIRST)) == "coupon_used"


def test_no_answer_is_as_no_server_and_what_was_asked_is_given_back(shop: Shop) -> None:
    counter = prepared(shop, offline_most_kopecks=5_000)
    counter.claim_door.silent = True
    counter.sale.add_item(TEA)
    assert scan(counter, FIRST) == CouponAdded(FIRST, 4_595, at_risk=True)
    counter.sale.remove_coupons()
    assert closed(counter) == [FIRST]
    counter = prepared(shop)
    assert refusal(scan(counter, SECOND)) == "coupon_offline"
    assert closed(counter) == [FIRST, SECOND]


def test_a_kill_a_void_and_a_basket_put_aside(counter: Shop) -> None:
    counter.sale.add_item(TEA)
    scan(counter, FIRST)
    counter.sale.hold()
    assert refusal(scan(counter, FIRST)) == "coupon_held_here"
    scan(counter, SECOND)
    counter.restart()
    counter.sale.set_operator(counter.cashier)
    counter.sale.resume()
    assert {each.number for each in counter.books.unsettled_claims()} == {FIRST, SECOND}
    counter.sale.void(counter.senior)
    assert closed(counter) == [SECOND]
    counter.sale.recall(counter.sale.held()[0].held.basket_id)
    counter.sale.pay_rest_by_card()
    assert [used.number for used in counter.sale.finish().coupons_used] == [FIRST]


def test_a_receipt_prints_a_number_for_the_next_visit_the_same_each_time(counter: Shop) -> None:
    counter.sale.add_item(TEA)
    counter.sale.pay_rest_by_card()
    sale = counter.sale.finish()
    (printed,) = sale.coupons_issued
    assert is_whole(printed.number, "NEXT") and printed.rule_id == "next"
    assert (printed.until_day - printed.from_day).days == 13
    paper = sale_receipt(sale, Paper(ShopHeader("Магазин", "", ""), RUSSIAN, MOSCOW), "Анна")
    assert printed.number in [block.data for block in paper.blocks if isinstance(block, QrBlock)]
    assert counter.returns.find(sale.number).coupons == (CouponOnReceipt(printed.number),)
    counter.claim_door.issued |= {printed.number}
    counter.sale.add_item(MILK)
    scan(counter, printed.number)
    counter.sale.pay_rest_by_card()
    second = counter.sale.finish()
    assert second.coupons_issued == (), "below the sum"
    assert counter.returns.find(sale.number).coupons == (CouponOnReceipt(printed.number, second.number),)


def test_awards_print_what_the_server_gave_and_a_first_purchase_its_own(counter: Shop) -> None:
    (programme,) = counter.programmes.programmes()
    first = WelcomeAward("first", NAME, gift=CouponGift("next", 20), occasion=WelcomeOccasion.FIRST_PURCHASE)
    counter.programmes.versions = [replace(programme, version=10, coupon_prints=(), awards=(first,))]
    counter.online = False
    today = counter.clock.now().astimezone(MOSCOW).date()
    waiting = CouponWaiting("birthday", "next", FIRST, today, today + timedelta(days=5))
    over = CouponWaiting("event", "next", SECOND, today, today - timedelta(days=1))
    account = ANNAS_ACCOUNT
    facts = replace(account.facts, purchases=0, coupons_waiting=(waiting, over))
    counter.directory.set_account(replace(account, facts=facts))
    printed = []
    for _ in range(2):
        counter.sale.add_item(MILK)
        counter.sale.attach_customer("anna")
        counter.sale.pay_rest_by_card()
        sale = counter.sale.finish()
        printed.append([(each.award, each.number, each.until_day) for each in sale.coupons_issued])
        if len(printed) == 1:
            first_number = printed_number("NEXT", sale.receipt_id, "first")
            paper = sale_receipt(sale, Paper(ShopHeader("Магазин", "", ""), RUSSIAN, MOSCOW), "Анна")
            codes = [block.data for block in paper.blocks if isinstance(block, QrBlock | BarcodeBlock)]
            assert codes.count(FIRST) == codes.count(first_number) == 2, "for every reader"
    assert printed == [
        [("birthday", FIRST, waiting.until_day), ("first", first_number, today + timedelta(days=20))],
        [],
    ], "once, also without the server"


def test_a_waiting_coupon_that_this_receipt_takes_is_not_printed_on_it(counter: Shop) -> None:
    """Another till printed it, which the server has not heard of yet."""
    today = counter.clock.now().astimezone(MOSCOW).date()
    waiting = CouponWaiting("birthday", "next", FIRST, today, today + timedelta(days=5))
    facts = replace(ANNAS_ACCOUNT.facts, coupons_waiting=(waiting,))
    counter.directory.set_account(replace(ANNAS_ACCOUNT, facts=facts))
    counter.sale.add_item(MILK)
    counter.sale.attach_customer("anna")
    scan(counter, FIRST)
    counter.sale.pay_rest_by_card()
    sale = counter.sale.finish()
    assert [each.number for each in sale.coupons_used] == [FIRST]
    assert FIRST not in {each.number for each in sale.coupons_issued}


def test_an_order_is_the_basket_with_customer_prices_note_and_prepaid_sum(counter: Shop) -> None:
    counter.claim_door.orders[ORDER] = order()
    opened = scan(counter, ORDER)
    assert opened == OrderOpened(ORDER, 2, 50_000, "Позвонить")
    basket = counter.sale.state.basket
    assert [(line.item.item_id, line.quantity, line.item.price_kopecks) for line in basket.lines] == [
        ("tea", 2_000, 40_000),
        ("milk", 3_000, MILK.price_kopecks),
    ]
    assert (basket.customer_id, basket.lines[0].price_set is not None) == ("anna", True)
    asked = counter.sale.state
    state = counter.sale.begin_payment()
    assert asked.prepaid_kopecks == 50_000
    assert asked.to_pay_kopecks - asked.prepaid_kopecks == state.remaining_kopecks, "told before and after alike"
    assert [(each.kind, each.amount_kopecks, each.reference) for each in state.tenders] == [
        (TenderKind.PREPAID, 50_000, ORDER)
    ]
    counter.sale.take_card(state.remaining_kopecks)
    sale = counter.sale.finish()
    assert sale.picked_up is not None
    assert (sale.picked_up.number, sale.picked_up.quantities, sale.picked_up.at_risk) == (ORDER, (2_000, 3_000), False)
    assert counter.books.unsettled_claims() == ()


def test_a_part_and_goods_beside_it(counter: Shop) -> None:
    counter.claim_door.orders[ORDER] = order(prepaid_kopecks=0)
    scan(counter, ORDER)
    milk = counter.sale.state.basket.lines[1]
    counter.sale.set_quantity(milk.line_id, 1_000, counter.senior, "one was broken")
    counter.sale.add_item(CIGARETTES)
    counter.sale.pay_rest_by_card()
    sale = counter.sale.finish()
    assert sale.picked_up is not None and sale.picked_up.quantities == (2_000, 1_000)
    rest = scan(counter, ORDER)
    assert isinstance(rest, OrderOpened)
    waits = [(line.item.item_id, line.quantity) for line in counter.sale.state.basket.lines]
    assert waits == [("milk", 2_000)], "the server has not heard of the first receipt yet"


def test_without_the_server_the_feed_knows_the_order_and_this_till_what_it_handed_out(counter: Shop) -> None:
    counter.online = False
    assert refusal(scan(counter, ORDER)) == "order_unknown_here"
    counter.orders.told[ORDER] = order()
    opened = scan(counter, ORDER)
    assert isinstance(opened, OrderOpened) and opened.at_risk
    counter.sale.pay_rest_by_card()
    sale = counter.sale.finish()
    assert sale.tenders[0].kind is TenderKind.PREPAID
    assert sale.picked_up is not None and sale.picked_up.at_risk
    again = scan(counter, ORDER)
    assert isinstance(again, ScanRefused) and (again.key, again.params["receipt"]) == ("order_used", sale.number)
    handed = HandedOut(sale.receipt_id, sale.number, sale.sold_at, sale.picked_up.quantities, 50_000)
    counter.orders.told[ORDER] = after(order(), handed)
    assert refusal(scan(counter, ORDER)) == "order_used"
    counter.orders.told[ORDER] = order(state=PreOrderState.CANCELLED)
    assert refusal(scan(counter, ORDER)) == "order_cancelled"


def test_an_order_needs_an_empty_basket_and_leaves_it_with_the_basket(counter: Shop) -> None:
    counter.claim_door.orders[ORDER] = order(
        lines=(PreOrderLine("tea", "Чай", 1_000, 100), PreOrderLine("gone", "Снято с продажи", 1_000)),
        customer_id="nobody-here",
        prepaid_kopecks=9_999_999,
    )
    counter.sale.add_item(CHEESE, 500)
    assert refusal(scan(counter, ORDER)) == "order_needs_empty_basket"
    counter.sale.void(counter.senior)
    opened = scan(counter, ORDER)
    assert isinstance(opened, OrderOpened) and opened.missing == ("Снято с продажи",)
    assert counter.sale.state.prepaid_kopecks == counter.sale.state.to_pay_kopecks, "no more than it costs"
    assert counter.sale.state.basket.customer_id is None
    state = counter.sale.begin_payment()
    assert (state.stage, state.remaining_kopecks) == (DraftStage.PAYMENT, 0), "the prepaid sum pays all of it"
    counter.sale.cancel_payment()
    counter.sale.void(counter.senior)
    assert closed(counter) == [ORDER]
    assert [each.kind for each in counter.claim_door.asked] == [ClaimKind.ORDER]


def test_a_new_life_of_the_till_keeps_nothing_of_the_old_one(counter: Shop) -> None:
    counter.claim_door.orders[ORDER] = order(prepaid_kopecks=0)
    scan(counter, ORDER)
    scan(counter, FIRST)
    counter.books.epoch_now += 1
    counter.sale.refresh()
    basket = counter.sale.state.basket
    assert basket.coupons == () and basket.order is not None and basket.order.at_risk


def test_what_is_asked_in_a_new_life_is_kept_for_the_receipt_that_is_stored(counter: Shop) -> None:
    counter.sale.add_item(TEA)
    counter.books.epoch_now += 1
    assert isinstance(scan(counter, FIRST), CouponAdded)
    counter.sale.pay_rest_by_card()
    sold = counter.sale.finish()
    assert [each.receipt_id for each in counter.claim_door.asked] == [sold.receipt_id]
    assert counter.books.unsettled_claims() == ()


@pytest.mark.allow_log("claim_release=not_stored")
def test_what_the_store_could_not_give_back_goes_back_with_the_next_receipt(counter: Shop) -> None:
    counter.sale.add_item(TEA)
    scan(counter, FIRST)
    fault = StoreError("disk_full", "no space left")
    with patch.object(type(counter.books), "end_claims", side_effect=fault):
        counter.sale.remove_coupons()
    assert closed(counter) == []
    counter.sale.pay_rest_by_card()
    counter.sale.finish()
    assert closed(counter) == [FIRST]


def test_an_answer_that_comes_in_a_new_life_leaves_the_number_to_the_rule_of_a_till_without_the_server(
    shop: Shop,
) -> None:
    counter = prepared(shop, offline_most_kopecks=5_000)
    counter.sale.add_item(TEA)
    question = counter.sale.coupon_question(FIRST)
    assert isinstance(question, ClaimQuestion)
    answer = counter.sale.ask_claim(question)
    counter.books.claims.clear()  # as the books do when a new epoch begins
    counter.books.epoch_now += 1
    taken = counter.sale.settle_claim(question, answer)
    assert isinstance(taken, CouponTaken) and taken.at_risk


def test_an_order_is_cancelled_by_a_senior_person_and_not_opened_again(counter: Shop) -> None:
    counter.claim_door.orders[ORDER] = order()
    with pytest.raises(ServiceError, match="no_order_open"):
        counter.sale.cancel_order(counter.senior, "nobody came")
    scan(counter, ORDER)
    with pytest.raises(ServiceError, match="approval_needed"):
        counter.sale.cancel_order(None, "nobody came")
    with pytest.raises(ServiceError, match="reason_needed"):
        counter.sale.cancel_order(counter.senior, " ")
    assert counter.sale.state.basket.order is not None
    record = counter.sale.cancel_order(counter.senior, "nobody came")
    assert (record.number, record.approved_by, record.reason) == (ORDER, counter.senior.operator_id, "nobody came")
    assert counter.sale.state.basket.is_empty and counter.sale.state.basket.order is None
    assert counter.books.operations.count(record) == 1 and closed(counter) == [ORDER]
    assert refusal(scan(counter, ORDER)) == "order_cancelled", "though the server has not heard of it"
    counter.online = False
    counter.orders.told[ORDER] = order()
    assert refusal(scan(counter, ORDER)) == "order_cancelled"


def test_a_kill_between_the_cancelling_and_the_new_basket_hands_nothing_out(counter: Shop) -> None:
    counter.claim_door.orders[ORDER] = order()
    scan(counter, ORDER)
    counter.books.record_order_cancelled(
        OrderCancelled("cancel-1", ORDER, "op", None, "not wanted", counter.clock.now())
    )
    with pytest.raises(ServiceError, match="order_cancelled"):
        counter.sale.begin_payment()
    counter.sale.void(counter.senior)
    assert counter.sale.state.basket.order is None


def test_a_server_from_before_does_not_know_of_cancelling(counter: Shop) -> None:
    counter.claim_door.orders[ORDER] = order()
    scan(counter, ORDER)
    counter.books.server_can = tuple(each for each in counter.books.server_can if each != ORDER_CANCELLING)
    with pytest.raises(ServiceError, match="order_cancel_unknown"):
        counter.sale.cancel_order(counter.senior, "nobody came")
    assert counter.sale.state.basket.order is not None
