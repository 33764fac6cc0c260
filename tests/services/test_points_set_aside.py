"""Points are set aside by the server before they are spent: holds, leases, silence, kills and backups."""

from pos_app.domain.loyalty.points_choice import PointsChoice, PointsMode
from pos_app.domain.reservation.closed import CloseReason, ReservationClosed
from pos_app.domain.reservation.redemption import RedemptionPart
from pos_app.domain.transaction.draft import DraftStage
from pos_app.services.points_desk import PointsSettled
from tests.services.refusals import refused
from tests.services.shop import CHEESE, TEA, Shop


def all_points(shop: Shop) -> Shop:
    """Cheese for 872.90, half of it with points: 436.45, above the 300.00 of the lease; the rest is held for him."""
    shop.lease("anna", 30_000)
    shop.sale.add_item(CHEESE)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    held = shop.hold_points()
    assert held is not None and held.granted == 13_645
    assert shop.sale.begin_payment().priced.points > 30_000
    return shop


def test_points_that_are_not_set_aside_are_asked_for_before_payment(shop: Shop) -> None:
    shop.sale.add_item(CHEESE)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    with refused("points_not_set_aside"):
        shop.sale.begin_payment()
    assert shop.hold_points() == PointsSettled(43_645)
    assert shop.hold_points() is None
    state = shop.sale.begin_payment()
    shop.sale.take_cash(state.remaining_kopecks)
    sale = shop.sale.finish()
    (request,) = shop.door.asked
    assert sale.redemption == (RedemptionPart(request.reservation_id, 43_645, "signed"),)
    assert (request.points, shop.books.ended) == (43_645, {request.reservation_id})


def test_what_is_held_is_spent_though_the_link_goes_while_the_customer_pays(shop: Shop) -> None:
    state = all_points(shop).sale.state
    shop.online = False
    assert shop.sale.refresh().priced == state.priced
    shop.sale.take_cash(100_000)
    sale = shop.sale.finish()
    assert [part.points for part in sale.redemption] == [13_645, 30_000]
    assert shop.customers.panel("anna").leased == 0


def test_a_hold_that_ran_out_before_money_was_taken_leads_back_to_what_is_leased(shop: Shop) -> None:
    all_points(shop)
    shop.online = False
    shop.clock.advance(minutes=15)
    for attempt in (lambda: shop.sale.take_cash(100_000), lambda: shop.sale.take_card(100)):
        with refused("points_gone"):
            attempt()
        state = shop.sale.state
        assert (state.stage, state.priced.points) == (DraftStage.BASKET, 30_000)
        draft = shop.books.load_draft()
        assert draft is not None
        assert draft.stage is DraftStage.BASKET
        shop.online = True
        shop.sale.refresh()
        shop.hold_points()
        assert shop.sale.begin_payment().priced.points > 30_000
        shop.online = False
        shop.clock.advance(minutes=15)
    assert shop.sale.refresh().stage is DraftStage.BASKET
    state = shop.sale.begin_payment()
    assert shop.sale.take_card(state.remaining_kopecks).remaining_kopecks == 0
    sale = shop.sale.finish()
    # What was held and never given back is spent first: the server still keeps it aside.
    assert (sale.points, [part.points for part in sale.redemption]) == (30_000, [13_645, 13_645, 2_710])


def test_a_hold_that_ran_out_after_money_was_taken_is_spent_all_the_same(shop: Shop) -> None:
    agreed = all_points(shop).sale.take_card(10_000)
    shop.online = False
    shop.clock.advance(minutes=20)
    shop.sale.take_cash(agreed.remaining_kopecks)
    assert [part.points for part in shop.sale.finish().redemption] == [13_645, 30_000]


def test_a_server_that_does_not_answer_leaves_what_is_leased_and_nobody_waits_again(shop: Shop) -> None:
    shop.lease("anna", 30_000)
    shop.sale.add_item(CHEESE)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    shop.door.says = ["no_answer"]
    assert shop.hold_points() == PointsSettled(0, refusal="no_answer")
    assert shop.sale.state.priced.points == 30_000
    assert shop.hold_points() is None
    state = shop.sale.begin_payment()
    shop.sale.take_cash(state.remaining_kopecks)
    assert shop.sale.finish().points == 30_000
    assert len(shop.door.asked) == 1
    unanswered = [record for record in shop.books.operations if isinstance(record, ReservationClosed)]
    assert [(record.reason, record.spent) for record in unanswered] == [(CloseReason.UNANSWERED, 0)]


def test_a_voided_basket_gives_its_hold_back(shop: Shop) -> None:
    shop.sale.add_item(CHEESE)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    shop.hold_points()
    shop.sale.void()
    given_back = [record for record in shop.books.operations if isinstance(record, ReservationClosed)]
    assert [(record.reason, record.spent) for record in given_back] == [(CloseReason.RELEASED, 0)]
    assert shop.books.promises_of("anna") == ()


def test_another_customer_in_the_place_of_the_first_does_not_get_his_points(shop: Shop) -> None:
    shop.sale.add_item(CHEESE)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    question = shop.sale.points_question()
    assert question is not None
    reply = shop.sale.ask_points(question)
    shop.sale.attach_customer("boris")
    shop.sale.settle_points(question, reply)
    assert shop.books.promises_of("anna") == ()
    assert shop.sale.state.priced.points == 0


def test_a_kill_while_the_server_is_asked_gives_the_question_back_at_the_start(shop: Shop) -> None:
    shop.sale.add_item(CHEESE)
    shop.sale.attach_customer("anna")
    shop.sale.choose_points(PointsChoice(PointsMode.ALL))
    question = shop.sale.points_question()
    assert question is not None
    shop.restart()
    shop.sale.resume()
    (closed,) = [record for record in shop.books.operations if isinstance(record, ReservationClosed)]
    assert (closed.reservation_id, closed.reason) == (question.request.reservation_id, CloseReason.UNANSWERED)
    assert shop.sale.state.basket.customer_id == "anna"


def test_a_hold_outlives_a_kill_for_its_basket_and_not_a_reboot(shop: Shop) -> None:
    all_points(shop)
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    shop.sale.resume()
    assert shop.sale.state.stage is DraftStage.PAYMENT
    shop.clock.boot_id = "boot-2"
    shop.online = False
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    shop.sale.resume()
    # After a reboot nobody can say how old a promise is: neither the hold nor the lease is spent.
    assert (shop.sale.state.stage, shop.sale.state.priced.points) == (DraftStage.BASKET, 0)


def test_money_that_was_taken_holds_the_agreed_price_over_a_restart(shop: Shop) -> None:
    agreed = all_points(shop).sale.take_card(10_000)
    shop.online = False
    shop.clock.advance(minutes=20)
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    shop.sale.resume()
    assert (shop.sale.state.priced, shop.sale.state.tenders) == (agreed.priced, agreed.tenders)
    shop.sale.take_cash(agreed.remaining_kopecks)
    assert shop.sale.finish().points == agreed.priced.points


def test_a_basket_out_of_a_backup_becomes_another_receipt(shop: Shop) -> None:
    before = shop.sale.add_item(TEA).basket
    shop.books.frozen = True
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    draft = shop.sale.resume()
    assert draft is not None
    basket = shop.sale.state.basket
    assert basket.receipt_id != before.receipt_id
    assert (basket.lines, shop.books.draft) == (before.lines, draft)


def test_a_basket_that_was_open_when_a_new_epoch_began_becomes_another_receipt(shop: Shop) -> None:
    before = shop.sale.add_item(TEA).basket
    assert shop.sale.refresh().basket.receipt_id == before.receipt_id
    shop.books.epoch_now = 2
    after = shop.sale.refresh().basket
    assert (after.lines, after.receipt_id != before.receipt_id) == (before.lines, True)
    assert shop.sale.refresh().basket.receipt_id == after.receipt_id
    draft = shop.books.load_draft()
    assert draft is not None and draft.basket.receipt_id == after.receipt_id
