"""Payment: tenders, change, the record in one transaction, and answers of COMMIT that were lost."""

from dataclasses import replace

import pytest

from pos_app.domain.basket.basket import ManualDiscountKind
from pos_app.domain.ledger.entry import Book
from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.transaction.draft import DraftStage
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from pos_app.services.tender_desk import MOST_GIVEN_KOPECKS
from tests.domain.goods import item, programme
from tests.services.refusals import refused
from tests.services.shop import MILK, TEA, Shop


def ready_to_pay(shop: Shop) -> Shop:
    """Tea and milk, Anna, 100 roubles with points."""
    shop.sale.add_item(TEA)
    shop.sale.add_item(MILK)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.SUM, 10_000))
    shop.hold_points()
    shop.sale.begin_payment()
    return shop


def test_cash_and_card_together_with_change(shop: Shop) -> None:
    ready_to_pay(shop)
    total = shop.sale.state.remaining_kopecks
    assert shop.sale.take_card(20_000).remaining_kopecks == total - 20_000
    state = shop.sale.take_cash(50_000)
    assert state.remaining_kopecks == 0
    cash = state.tenders[1]
    assert (cash.amount_kopecks, cash.change_kopecks) == (total - 20_000, 50_000 - (total - 20_000))
    receipt_id = state.basket.receipt_id
    sale = shop.sale.finish()
    assert (sale.receipt_id, sale.number, sale.operator_id, sale.customer_id) == (
        receipt_id,
        "2-000001",
        "cashier-1",
        "anna",
    )
    assert (sale.points, sale.money_kopecks, sale.balance_before) == (10_000, total, 125_000)
    assert shop.books.sale(receipt_id) == sale
    assert shop.books.load_draft() is None
    assert [line.vat_bp for line in sale.lines] == [2200, 1000]


def test_the_ledgers_entries_go_with_the_sale(shop: Shop) -> None:
    ready_to_pay(shop)
    shop.sale.take_cash(100_000)
    sale = shop.sale.finish()
    assert [(entry.book, entry.kind) for entry in shop.books.entries] == [
        (Book.MONEY, "sale.money"),
        (Book.POINTS, "points.redeemed"),
        (Book.POINTS, "points.earned"),
    ]
    assert {entry.operation_id for entry in shop.books.entries} == {sale.receipt_id}


def test_after_the_sale_a_new_basket_begins(shop: Shop) -> None:
    ready_to_pay(shop)
    shop.sale.take_cash(100_000)
    sale = shop.sale.finish()
    state = shop.sale.state
    assert state.basket.receipt_id != sale.receipt_id
    assert (state.basket.lines, state.basket.customer_id, state.panel, state.stage, state.tenders) == (
        (),
        None,
        None,
        DraftStage.BASKET,
        (),
    )


def test_a_sale_without_a_customer(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.begin_payment()
    shop.sale.take_cash(45950)
    sale = shop.sale.finish()
    assert (sale.customer_id, sale.balance_before, sale.earned, sale.lot_expires_day) == (None, None, 0, None)
    assert sale.tenders == (Tender(TenderKind.CASH, 45950, 45950),)


def test_who_is_new_earns_though_his_balance_is_not_known(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.attach_customer("vera")
    shop.sale.begin_payment()
    shop.sale.take_card(45950)
    sale = shop.sale.finish()
    assert sale.balance_before is None
    assert sale.earned == 2297


def test_payment_needs_goods_a_shift_and_a_programme() -> None:
    shop = Shop()
    shop.sale.set_operator(shop.cashier)
    with refused("empty_basket"):
        shop.sale.begin_payment()
    shop.sale.add_item(TEA)
    with refused("no_shift"):
        shop.sale.begin_payment()
    shop.shifts.open(shop.cashier, 0)
    versions, shop.programmes.versions = shop.programmes.versions, []
    with refused("no_programme"):
        shop.sale.begin_payment()
    shop.programmes.versions = versions
    shop.sale.begin_payment()


def test_goods_without_a_rate_are_named_before_money_is_taken(shop: Shop) -> None:
    shop.sale.add_item(replace(item("new", 100), vat_code="vat99"))
    with refused("vat_rate_unknown", code="vat99", item="Goods new"):
        shop.sale.begin_payment()
    assert shop.sale.state.stage is DraftStage.BASKET


def test_the_basket_stands_still_during_payment(shop: Shop) -> None:
    ready_to_pay(shop)
    line_id = shop.sale.state.basket.lines[0].line_id
    for attempt in (
        lambda: shop.sale.add_item(TEA),
        lambda: shop.sale.set_quantity(line_id, 2000),
        lambda: shop.sale.remove_line(line_id),
        lambda: shop.sale.discount_line(line_id, ManualDiscountKind.PERCENT, 100),
        lambda: shop.sale.attach_customer("boris"),
        shop.sale.detach_customer,
        lambda: shop.sale.choose_points(PointsChoice()),
        shop.sale.void,
        shop.sale.begin_payment,
    ):
        with refused("in_payment"):
            attempt()


def test_the_price_stands_still_during_payment(shop: Shop) -> None:
    ready_to_pay(shop)
    total = shop.sale.take_cash(100).remaining_kopecks
    shop.programmes.versions.append(replace(programme(), version=2, starts_at=shop.clock.now()))
    shop.online = False
    shop.directory.accounts.clear()
    shop.clock.advance(minutes=5)
    assert shop.sale.refresh().remaining_kopecks == total
    shop.sale.take_cash(total)
    sale = shop.sale.finish()
    assert (sale.programme_version, sale.money_kopecks, sale.points) == (1, total + 100, 10_000)


def test_a_new_price_list_does_not_touch_a_payment_that_has_begun(shop: Shop) -> None:
    ready_to_pay(shop)
    total = shop.sale.state.remaining_kopecks
    shop.programmes.versions.append(replace(programme(), version=2, starts_at=shop.clock.now()))
    assert shop.sale.refresh().remaining_kopecks == total
    shop.sale.take_cash(total)
    assert shop.sale.finish().programme_version == 1


def test_tenders_belong_to_the_payment_stage(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    for attempt in (
        lambda: shop.sale.take_cash(100),
        lambda: shop.sale.take_card(100),
        lambda: shop.sale.drop_tender(0),
        shop.sale.cancel_payment,
        shop.sale.finish,
    ):
        with refused("not_in_payment"):
            attempt()


def test_sums_that_cannot_be_taken(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.begin_payment()
    with refused("card_too_much", remaining_kopecks=45950):
        shop.sale.take_card(45951)
    for amount in (0, -1, MOST_GIVEN_KOPECKS + 1):
        with refused("amount_range", got=amount):
            shop.sale.take_cash(amount)
        with refused("amount_range"):
            shop.sale.take_card(amount)
    shop.sale.take_card(45950)
    with refused("nothing_to_pay"):
        shop.sale.take_cash(100)
    with refused("nothing_to_pay"):
        shop.sale.take_card(100)


def test_a_sale_that_is_not_paid_is_not_stored(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.begin_payment()
    shop.sale.take_cash(45949)
    with refused("not_paid", remaining_kopecks=1):
        shop.sale.finish()
    assert shop.books.recent_receipts(1) == ()


def test_a_tender_may_be_dropped(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.begin_payment()
    shop.sale.take_card(10_000)
    shop.sale.take_cash(5_000)
    state = shop.sale.drop_tender(0)
    assert [tender.kind for tender in state.tenders] == [TenderKind.CASH]
    assert state.remaining_kopecks == 40_950
    for index in (1, -1):
        with refused("no_tender", index=index):
            shop.sale.drop_tender(index)


def test_a_payment_may_be_cancelled(shop: Shop) -> None:
    ready_to_pay(shop)
    shop.sale.take_card(10_000)
    state = shop.sale.cancel_payment()
    assert (state.stage, state.tenders) == (DraftStage.BASKET, ())
    shop.sale.add_item(MILK)
    draft = shop.books.load_draft()
    assert draft is not None
    assert (draft.stage, draft.priced) == (DraftStage.BASKET, None)


def test_points_take_all_but_the_floor(shop: Shop) -> None:
    whole = programme()
    shop.programmes.versions = [replace(whole, points=replace(whole.points, max_points_share_bp=10_000))]
    shop.sale.add_item(MILK)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    shop.hold_points()
    state = shop.sale.begin_payment()
    assert state.remaining_kopecks == 1
    with refused("not_paid", remaining_kopecks=1):
        shop.sale.finish()
    shop.sale.take_cash(100)
    sale = shop.sale.finish()
    assert (sale.points_kopecks, sale.tenders[0].change_kopecks) == (10989, 99)


def test_the_business_day_is_the_shops(shop: Shop) -> None:
    shop.clock.advance(hours=12)  # 00:00 in Moscow
    shop.sale.add_item(TEA)
    shop.sale.begin_payment()
    shop.sale.take_cash(45950)
    sale = shop.sale.finish()
    assert (sale.sold_at.day, sale.business_day.day) == (14, 15)


# ------------------------------------------------------------ the store says no, or says nothing


def paid(shop: Shop) -> Shop:
    """Everything but ``finish``."""
    ready_to_pay(shop)
    shop.sale.take_cash(100_000)
    return shop


def test_what_was_not_stored_stays_open(shop: Shop) -> None:
    paid(shop)
    before = shop.sale.state
    shop.books.fail_next_write("disk_full")
    with refused("not_stored", cause="disk_full"):
        shop.sale.finish()
    assert shop.sale.state == before
    assert not shop.sale.state.checking
    assert shop.sale.finish().receipt_id == before.basket.receipt_id


@pytest.mark.parametrize("stored", [True, False])
def test_a_lost_answer_is_asked_again(shop: Shop, stored: bool) -> None:
    paid(shop)
    receipt_id = shop.sale.state.basket.receipt_id
    shop.books.lose_next_commit(stored=stored)
    with refused("checking_last_receipt"):
        shop.sale.finish()
    state = shop.sale.state
    assert (state.checking, state.basket.receipt_id, state.stage) == (True, receipt_id, DraftStage.PAYMENT)
    sale = shop.sale.finish()
    assert sale.receipt_id == receipt_id
    assert [record for record in shop.books.operations if isinstance(record, Sale)] == [sale]
    assert not shop.sale.state.checking
    assert shop.sale.state.basket.receipt_id != receipt_id


def test_until_it_is_known_nothing_else_happens(shop: Shop) -> None:
    paid(shop)
    shop.books.lose_next_commit(stored=True)
    with refused("checking_last_receipt"):
        shop.sale.finish()
    for attempt in (
        lambda: shop.sale.add_item(TEA),
        lambda: shop.sale.drop_tender(0),
        shop.sale.cancel_payment,
        shop.sale.void,
        lambda: shop.sale.take_cash(1),
    ):
        with refused("checking_last_receipt"):
            attempt()
    shop.sale.set_operator(shop.manager)
    assert shop.sale.is_open
    assert shop.sale.finish().operator_id == "cashier-1"


def test_the_answer_may_be_lost_twice(shop: Shop) -> None:
    paid(shop)
    for stored in (False, True):
        shop.books.lose_next_commit(stored=stored)
        with refused("checking_last_receipt"):
            shop.sale.finish()
    shop.sale.finish()
    assert len(shop.books.recent_receipts(9)) == 1


def test_a_lost_answer_may_turn_out_as_not_stored(shop: Shop) -> None:
    paid(shop)
    shop.books.lose_next_commit(stored=False)
    with refused("checking_last_receipt"):
        shop.sale.finish()
    shop.books.fail_next_write("refused")
    with refused("not_stored", cause="refused"):
        shop.sale.finish()
    assert not shop.sale.state.checking
    shop.sale.cancel_payment()
    assert shop.books.recent_receipts(1) == ()


@pytest.mark.parametrize("cause", ["busy", "disk_full", "io_error", "read_only"])
def test_a_disk_that_takes_nothing_does_not_prove_that_nothing_was_stored(shop: Shop, cause: str) -> None:
    paid(shop)
    shop.books.lose_next_commit(stored=True)
    with refused("checking_last_receipt"):
        shop.sale.finish()
    shop.books.fail_next_write(cause)
    with refused("checking_last_receipt"):
        shop.sale.finish()
    assert shop.sale.state.checking
    sale = shop.sale.finish()
    assert [each.receipt_id for each in shop.books.recent_receipts(9)] == [sale.receipt_id]


# ------------------------------------------------------------ after a kill


def test_the_open_basket_comes_back(shop: Shop) -> None:
    shop.sale.add_item(TEA, 2000)
    shop.sale.attach_customer("anna")
    before = shop.sale.choose_points(PointsChoice(PointsMode.SUM, 10_000))
    shop.restart()
    draft = shop.sale.resume()
    assert draft is not None
    state = shop.sale.state
    assert (state.basket, state.panel, state.stage) == (before.basket, before.panel, DraftStage.BASKET)
    assert state.priced.money_kopecks == before.priced.money_kopecks
    assert state.last_line_id == before.basket.lines[-1].line_id
    shop.sale.set_operator(shop.manager)
    shop.sale.add_item(MILK)


def test_payment_comes_back_with_its_tenders_and_its_price(shop: Shop) -> None:
    ready_to_pay(shop)
    before = shop.sale.take_card(20_000)
    shop.directory.accounts.clear()
    shop.programmes.versions.append(replace(programme(), version=2, starts_at=shop.clock.now()))
    shop.clock.advance(minutes=1)
    shop.restart()
    shop.sale.resume()
    state = shop.sale.state
    assert (state.tenders, state.stage, state.remaining_kopecks) == (
        before.tenders,
        DraftStage.PAYMENT,
        before.remaining_kopecks,
    )
    shop.sale.set_operator(shop.cashier)
    shop.sale.take_cash(100_000)
    assert shop.sale.finish().points == 10_000


def test_nothing_comes_back_where_nothing_was_open(shop: Shop) -> None:
    assert shop.sale.resume() is None
    paid(shop)
    shop.sale.finish()
    shop.restart()
    assert shop.sale.resume() is None
    assert shop.sale.state.basket.lines == ()


def test_a_receipt_that_was_stored_is_not_sold_again(shop: Shop) -> None:
    paid(shop)
    draft = shop.books.load_draft()
    shop.sale.finish()
    shop.books.draft = draft  # a draft that outlived its sale
    shop.restart()
    assert shop.sale.resume() is None
    assert shop.books.load_draft() is None


def test_a_customer_that_the_cache_lost_stays_on_the_receipt(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.attach_customer("anna")
    shop.directory.people.clear()
    shop.restart()
    shop.sale.resume()
    state = shop.sale.state
    assert (state.basket.customer_id, state.panel, state.priced.points_limit_kopecks) == ("anna", None, 0)
    assert state.priced.earned > 0


def test_a_payment_without_its_price_goes_back_to_the_basket(shop: Shop) -> None:
    ready_to_pay(shop)
    shop.sale.take_cash(10_000)
    draft = shop.books.load_draft()
    assert draft is not None
    shop.books.draft = replace(draft, priced=None)
    shop.restart()
    shop.sale.resume()
    assert (shop.sale.state.stage, shop.sale.state.tenders) == (DraftStage.BASKET, ())


def test_a_basket_is_shown_before_the_programme_is_there(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.programmes.versions.clear()
    shop.restart()
    shop.sale.resume()
    assert shop.sale.state.remaining_kopecks == 45950
    assert shop.sale.state.basket.opened_at == shop.clock.now()


def test_the_rest_by_card_is_stored_once_with_its_receipt(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    before = shop.books.load_draft()
    state = shop.sale.pay_rest_by_card()
    assert (state.stage, state.remaining_kopecks) == (DraftStage.PAYMENT, 0)
    assert [tender.kind for tender in state.tenders] == [TenderKind.CARD]
    assert shop.books.load_draft() == before  # a kill here leaves what the key found
    sale = shop.sale.finish()
    assert shop.books.sale(sale.receipt_id) == sale
    assert shop.books.load_draft() is None


def test_a_part_that_was_taken_outlives_a_kill_before_the_last_tender(shop: Shop) -> None:
    ready_to_pay(shop)
    shop.sale.take_card(20_000)
    shop.sale.take_cash(50_000)
    draft = shop.books.load_draft()
    assert draft is not None
    assert [tender.kind for tender in draft.tenders] == [TenderKind.CARD]
