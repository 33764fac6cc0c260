"""Certificates and money accounts at the till: sold, topped up, paid with, given back; nothing is paid unasked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.loyalty.rules.goods import GoodsSelector
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.reservation.closed import CloseReason
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.sale import TenderKind
from pos_app.services.sale_state import SaleState
from pos_app.services.value_desk import ValueSettled
from sync.protocol.stored_value import ValueState
from tests.services.refusals import refused
from tests.services.shop import CHEESE, TEA, Shop

GIFT = "KG00000000018"
OTHER = "KG00000000026"
MOVES = ("card", "cash", "gift", "account", "drop")
CERTIFICATE, ACCOUNT = ValueKind.CERTIFICATE, ValueKind.ACCOUNT


@pytest.fixture
def counter(shop: Shop) -> Shop:
    """A shop with certificates and accounts; tea and cheese for Anna are in the basket."""
    return prepared(shop)


def prepared(shop: Shop, **terms: object) -> Shop:
    series = CertificateSeries(
        code="gift",
        name=LocalText("Подарочный сертификат", "Gift card"),
        prefix="KG",
        nominals_kopecks=(50_000, 100_000),
    )
    (programme,) = shop.programmes.programmes()
    account = MoneyAccount(**terms)  # type: ignore[arg-type]
    shop.programmes.versions = [replace(programme, version=9, certificates=(series,), money_account=account)]
    shop.value_door.money = {(CERTIFICATE, GIFT): 50_000, (ACCOUNT, "anna"): 20_000}
    shop.sale.attach_customer("anna")
    shop.sale.add_item(TEA)
    shop.sale.add_item(CHEESE)
    return shop


def pay(shop: Shop, kind: ValueKind, number: str = "", kopecks: int | None = None) -> tuple[SaleState, ValueSettled]:
    question = shop.sale.value_question(kind, number, kopecks)
    return shop.sale.settle_value(question, shop.sale.ask_value(question))


def closed(shop: Shop) -> list[CloseReason]:
    return [record.reason for record in shop.books.operations if isinstance(record, ValueHoldClosed)]


def test_any_mix_of_tenders_pays_one_receipt(counter: Shop) -> None:
    total = counter.sale.begin_payment().remaining_kopecks
    state, settled = pay(counter, CERTIFICATE, GIFT, 30_000)
    assert (state.remaining_kopecks, settled.left) == (total - 30_000, 20_000)
    pay(counter, ACCOUNT, kopecks=15_000)
    counter.sale.take_card(10_000)
    rest = counter.sale.state.remaining_kopecks
    counter.sale.take_cash(rest + 500)
    sale = counter.sale.finish()
    assert [(each.kind, each.amount_kopecks, each.reference) for each in sale.tenders] == [
        (TenderKind.CERTIFICATE, 30_000, GIFT),
        (TenderKind.MONEY_ACCOUNT, 15_000, ""),
        (TenderKind.CARD, 10_000, ""),
        (TenderKind.CASH, rest, ""),
    ]
    assert counter.books.unsettled_value_holds() == () and closed(counter) == []
    report = counter.shifts.x_report()
    assert {each.kind: each.sales_kopecks for each in report.tenders}["certificate"] == 30_000
    assert report.expected_cash_kopecks == report.shift.float_kopecks + rest


def test_without_a_sum_it_pays_all_that_it_can(counter: Shop) -> None:
    total = counter.sale.begin_payment().remaining_kopecks
    counter.value_door.money[ACCOUNT, "anna"] = 10 * total
    state, settled = pay(counter, ACCOUNT)
    assert (settled.granted, state.remaining_kopecks) == (total, 0)
    assert counter.sale.finish().tenders[0].kind is TenderKind.MONEY_ACCOUNT


def test_less_on_it_than_wanted_pays_what_is_there(counter: Shop) -> None:
    total = counter.sale.begin_payment().remaining_kopecks
    state, settled = pay(counter, CERTIFICATE, GIFT)
    assert settled == ValueSettled(50_000, 0, 0, counter.value_door.until)
    assert state.remaining_kopecks == total - 50_000


def test_going_back_loses_nothing(counter: Shop) -> None:
    counter.sale.begin_payment()
    pay(counter, CERTIFICATE, GIFT, 10_000)
    pay(counter, ACCOUNT, kopecks=5_000)
    counter.sale.drop_tender(1)
    assert closed(counter) == [CloseReason.RELEASED]
    state = counter.sale.cancel_payment()
    assert (state.stage, state.tenders, len(closed(counter))) == (DraftStage.BASKET, (), 2)
    assert counter.books.unsettled_value_holds() == ()
    counter.sale.begin_payment()
    assert pay(counter, CERTIFICATE, GIFT, 10_000)[1].granted == 10_000, "asked again under another id"


def test_a_kill_keeps_what_the_receipt_is_paid_with_and_gives_back_what_it_is_not(counter: Shop) -> None:
    counter.sale.begin_payment()
    pay(counter, CERTIFICATE, GIFT, 10_000)
    question = counter.sale.value_question(ACCOUNT, kopecks=5_000)
    counter.sale.ask_value(question)
    counter.restart()
    counter.sale.set_operator(counter.cashier)
    counter.sale.resume()
    assert counter.sale.state.stage is DraftStage.PAYMENT
    assert [tender.reference for tender in counter.sale.state.tenders] == [GIFT]
    assert [hold.owner for hold in counter.books.unsettled_value_holds()] == [GIFT]
    assert closed(counter) == [CloseReason.RELEASED]
    counter.sale.take_cash(counter.sale.state.remaining_kopecks)
    assert counter.sale.finish().tenders[0].amount_kopecks == 10_000


def test_books_from_a_backup_do_not_pay_with_what_their_lost_life_was_promised(counter: Shop) -> None:
    counter.sale.begin_payment()
    pay(counter, CERTIFICATE, GIFT, 10_000)
    counter.books.frozen = True
    counter.restart()
    counter.sale.set_operator(counter.cashier)
    counter.sale.resume()
    assert (counter.sale.state.stage, counter.sale.state.tenders) == (DraftStage.BASKET, ())


def test_without_the_server_nothing_is_taken_and_everything_is_sold(counter: Shop) -> None:
    counter.online = False
    counter.sale.sell_certificate(OTHER, 100_000)
    counter.sale.top_up(30_000)
    counter.sale.begin_payment()
    for kind, number in ((CERTIFICATE, GIFT), (ACCOUNT, "")):
        with refused("value_offline"):
            counter.sale.value_question(kind, number)
    total = counter.sale.state.remaining_kopecks
    assert total == counter.sale.state.priced.money_kopecks + 130_000 == counter.sale.state.to_pay_kopecks
    counter.sale.take_cash(total)
    sale = counter.sale.finish()
    assert [(sold.advance.kind, sold.advance.kopecks) for sold in sale.advances] == [
        (CERTIFICATE, 100_000),
        (ACCOUNT, 30_000),
    ]


@pytest.mark.parametrize(
    ("set_up", "key"),
    [
        (lambda door: setattr(door, "silent", True), "value_no_answer"),
        (lambda door: setattr(door, "says", "promises_paused"), "promises_paused"),
        (lambda door: door.money.clear(), "certificate_unknown"),
        (lambda door: door.states.update({GIFT: ValueState.BLOCKED}), "certificate_blocked"),
        (lambda door: door.states.update({GIFT: ValueState.EXPIRED}), "certificate_expired"),
        (lambda door: door.money.update({(CERTIFICATE, GIFT): 0}), "certificate_empty"),
    ],
)
def test_why_a_certificate_is_not_taken(counter: Shop, set_up: object, key: str) -> None:
    set_up(counter.value_door)  # type: ignore[operator]
    counter.sale.begin_payment()
    with refused(key):
        pay(counter, CERTIFICATE, GIFT)
    assert counter.sale.state.tenders == () and counter.books.unsettled_value_holds() == ()


def test_what_may_not_be_asked(counter: Shop) -> None:
    with refused("not_in_payment"):
        counter.sale.value_question(CERTIFICATE, GIFT)
    counter.sale.begin_payment()
    pay(counter, CERTIFICATE, GIFT, 100)
    with refused("value_taken_already"):
        counter.sale.value_question(CERTIFICATE, GIFT)
    with refused("value_too_much"):
        counter.sale.value_question(ACCOUNT, kopecks=10**9)
    counter.books.server_can = ("reservations",)
    with refused("value_unsupported"):
        counter.sale.value_question(ACCOUNT)


def test_an_account_needs_its_customer_and_pays_no_advance(counter: Shop) -> None:
    for line in counter.sale.state.basket.lines:
        counter.sale.remove_line(line.line_id)
    counter.sale.top_up(30_000)
    assert counter.sale.is_open
    counter.sale.begin_payment()
    with refused("value_pays_nothing"):
        counter.sale.value_question(ACCOUNT)
    counter.sale.cancel_payment()
    counter.sale.remove_advance(counter.sale.state.basket.advances[0].line_id)
    counter.sale.detach_customer()
    counter.sale.add_item(TEA)
    counter.sale.begin_payment()
    with refused("no_customer"):
        counter.sale.value_question(ACCOUNT)


def test_change_stays_on_the_account(counter: Shop) -> None:
    rest = counter.sale.begin_payment().remaining_kopecks
    assert counter.sale.may_keep_change
    with refused("no_change"):
        counter.sale.take_cash_keeping_change(rest)
    counter.sale.take_cash_keeping_change(rest + 450)
    (tender,) = counter.sale.finish().tenders
    assert (tender.change_kopecks, tender.kept_kopecks) == (450, 450)
    assert counter.shifts.x_report().change_kept_kopecks == 450


def test_a_shop_that_keeps_no_change_says_so(shop: Shop) -> None:
    prepared(shop, keeps_change=False)
    rest = shop.sale.begin_payment().remaining_kopecks
    assert not shop.sale.may_keep_change
    with refused("change_not_kept"):
        shop.sale.take_cash_keeping_change(rest + 450)


def test_money_that_earns_nothing_is_taken_off_what_earns(shop: Shop) -> None:
    prepared(shop, earns_points=False)
    priced = shop.sale.begin_payment().priced
    pay(shop, ACCOUNT, kopecks=20_000)
    shop.sale.take_card(shop.sale.state.remaining_kopecks)
    sale = shop.sale.finish()
    assert 0 < sale.earned < priced.earned
    assert sale.money_kopecks == priced.money_kopecks


def test_goods_that_an_account_may_not_pay_are_paid_otherwise(shop: Shop) -> None:
    prepared(shop, goods=GoodsSelector(items=(TEA.item_id,)))
    shop.value_door.money[ACCOUNT, "anna"] = 10**6
    state = shop.sale.begin_payment()
    tea = next(
        line.money_kopecks
        for line, item in zip(state.priced.lines, state.basket.lines, strict=True)
        if item.item == TEA
    )
    assert pay(shop, ACCOUNT)[1].granted == tea
    shop.sale.take_card(shop.sale.state.remaining_kopecks)
    sale = shop.sale.finish()
    assert [line.tender_kopecks[0] for line in sale.lines if line.item == TEA] == [tea]


def test_a_return_mirrors_each_tender(counter: Shop) -> None:
    counter.sale.begin_payment()
    pay(counter, CERTIFICATE, GIFT, 30_000)
    pay(counter, ACCOUNT, kopecks=15_000)
    counter.sale.take_card(counter.sale.state.remaining_kopecks)
    sale = counter.sale.finish()
    found = counter.returns.find_by_id(sale.receipt_id)
    asked = {line.line_id: line.quantity for line in found.sale.lines}
    preview = counter.returns.preview(sale.receipt_id, asked)
    assert {(refund.kind, refund.reference): refund.amount_kopecks for refund in preview.refunds} == {
        (tender.kind, tender.reference): tender.amount_kopecks for tender in sale.tenders
    }


def test_a_block_is_queued_with_its_reason(counter: Shop) -> None:
    with refused("reason_needed"):
        counter.value.block(GIFT, True, counter.cashier, counter.senior, " ")
    counter.value.block(GIFT, True, counter.cashier, counter.senior, "lost")
    record = counter.books.operations[-1]
    assert isinstance(record, CertificateBlocked) and (record.number, record.approved_by) == (
        GIFT,
        counter.senior.operator_id,
    )


def test_a_top_up_card_goes_on_the_account_not_among_the_goods(shop: Shop) -> None:
    prepared(shop, top_up_items=(TEA.item_id,), least_top_up_kopecks=1)
    assert [line.item for line in shop.sale.state.basket.lines] == [CHEESE]
    (card,) = shop.sale.state.basket.advances
    assert (card.kind, card.kopecks) == (ACCOUNT, TEA.price_kopecks)
    shop.sale.add_item(TEA, 2_000)
    assert shop.sale.state.basket.advance_kopecks == 3 * TEA.price_kopecks
    shop.sale.void()
    with refused("top_up_needs_customer"):
        shop.sale.add_item(TEA)


def test_what_may_be_sold(counter: Shop) -> None:
    assert counter.sale.certificate_offer(OTHER).series.nominals_kopecks == (50_000, 100_000)
    with refused("no_nominal"):
        counter.sale.sell_certificate(OTHER, 70_000)
    with refused("certificate_no_series"):
        counter.sale.certificate_offer("XX1")
    counter.sale.sell_certificate(OTHER, 50_000)
    with refused("certificate_taken"):
        counter.sale.sell_certificate(OTHER, 50_000)
    with refused("top_up_too_small"):
        counter.sale.top_up(1)
    with refused("top_up_is_for_another"):
        counter.sale.top_up(30_000)
        counter.sale.detach_customer()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["card", "cash", "gift", "account", "drop"]), st.integers(1, 60_000)), max_size=8
    )
)
def test_however_it_is_paid_the_receipt_ties_and_nothing_stays_set_aside(moves: list[tuple[str, int]]) -> None:
    shop = Shop()
    shop.sale.set_operator(shop.cashier)
    shop.shifts.open(shop.cashier, 0)
    prepared(shop)
    shop.sale.sell_certificate(OTHER, 50_000)
    shop.sale.begin_payment()
    for move, kopecks in moves:
        state = shop.sale.state
        if state.remaining_kopecks == 0:
            break
        try:
            if move == "card":
                shop.sale.take_card(min(kopecks, state.remaining_kopecks))
            elif move == "cash":
                shop.sale.take_cash(kopecks)
            elif move == "drop":
                shop.sale.drop_tender(0)
            else:
                pay(shop, ACCOUNT if move == "account" else CERTIFICATE, "" if move == "account" else GIFT)
        except Exception as error:
            assert getattr(error, "key", "") in ("no_tender", "value_taken_already", "value_pays_nothing"), error
    if shop.sale.state.remaining_kopecks:
        shop.sale.take_cash(shop.sale.state.remaining_kopecks)
    sale = shop.sale.finish()
    assert sum(tender.amount_kopecks for tender in sale.tenders) == sale.paid_kopecks
    assert shop.books.unsettled_value_holds() == ()
