"""Returns without a receipt: today's price for anybody, cash, a senior person, no points; once."""

from pos_app.domain.codes.scan import ScanData, ScanSource
from pos_app.domain.fiscal.fiscal_receipt import fiscal_return
from pos_app.domain.people.deed import DeedKind
from pos_app.domain.transaction.sale import TenderKind
from pos_app.services.free_return import FreeReturnState
from tests.services.refusals import refused
from tests.services.shop import CHEESE, MILK, TEA, Shop


def scanned(shop: Shop, code: str) -> FreeReturnState:
    state = shop.free_returns.scanned(ScanData(code, ScanSource.SERIAL))
    assert isinstance(state, FreeReturnState)
    return state


def test_goods_come_back_for_what_they_cost_anybody_now(shop: Shop) -> None:
    shop.free_returns.begin()
    scanned(shop, MILK.codes[0])
    state = scanned(shop, TEA.codes[0])
    state = shop.free_returns.set_quantity(state.lines[1].line_id, 2_000)
    assert state.money_kopecks == MILK.price_kopecks + 2 * TEA.price_kopecks
    back = shop.free_returns.confirm(shop.cashier, "чек потерян", shop.senior)
    assert back.without_receipt
    assert (back.operator_id, back.approved_by) == (shop.cashier.operator_id, shop.senior.operator_id)
    assert [(refund.kind, refund.amount_kopecks) for refund in back.refunds] == [(TenderKind.CASH, state.money_kopecks)]
    assert (back.customer_id, back.points, back.earned) == (None, 0, 0)
    assert shop.books.sale_return(back.receipt_id) == back
    (deed,) = shop.books.deeds(5)
    assert (deed.kind, deed.approved_by, deed.reason) == (
        DeedKind.RETURNED_WITHOUT_RECEIPT,
        shop.senior.operator_id,
        "чек потерян",
    )
    assert shop.free_returns.state().lines == ()


def test_it_stands_in_the_shift_on_paper_and_at_the_registrar(shop: Shop) -> None:
    shop.free_returns.begin()
    scanned(shop, MILK.codes[0])
    back = shop.free_returns.confirm(shop.senior, "чек потерян")
    report = shop.shifts.x_report()
    assert (report.returns_count, report.net_returns_kopecks) == (1, MILK.price_kopecks)
    assert back.sold_elsewhere is not None
    assert "Без чека" in str(shop.receipts.return_document(back, back.sold_elsewhere))
    assert fiscal_return(back, back.sold_elsewhere).total_kopecks == MILK.price_kopecks


def test_who_may_and_why(shop: Shop) -> None:
    shop.free_returns.begin()
    with refused("nothing_chosen"):
        shop.free_returns.confirm(shop.senior, "чек потерян")
    scanned(shop, MILK.codes[0])
    with refused("reason_needed"):
        shop.free_returns.confirm(shop.senior, " ")
    with refused("approval_needed", needed_role="senior"):
        shop.free_returns.confirm(shop.cashier, "чек потерян")
    assert shop.books.shift_returns(shop.books.current_shift().shift_id) == ()  # type: ignore[union-attr]


def test_no_more_cash_than_there_is(shop: Shop) -> None:
    shop.free_returns.begin()
    state = scanned(shop, TEA.codes[0])
    shop.free_returns.set_quantity(state.lines[0].line_id, 100_000)
    with refused("not_enough_cash"):
        shop.free_returns.confirm(shop.senior, "чек потерян")


def test_weights_articles_and_what_is_no_goods(shop: Shop) -> None:
    shop.free_returns.begin()
    state = shop.free_returns.typed(CHEESE.article.lstrip("0"))
    assert isinstance(state, FreeReturnState)
    state = shop.free_returns.set_quantity(state.lines[0].line_id, 512)
    assert state.lines[0].quantity == 512
    assert isinstance(shop.free_returns.typed("4600000000046"), tuple)  # two items have this code
    with refused("not_goods"):
        shop.free_returns.typed("KP000000018")
    with refused("not_in_catalogue"):
        shop.free_returns.typed("4600000009995")
    assert shop.free_returns.set_quantity(state.lines[0].line_id, 0).lines == ()


def test_a_doubt_ends_with_one_return(shop: Shop) -> None:
    shop.free_returns.begin()
    scanned(shop, MILK.codes[0])
    shop.books.lose_next_commit(stored=True)
    with refused("checking_last_receipt"):
        shop.free_returns.confirm(shop.senior, "чек потерян")
    assert shop.free_returns.checking
    back = shop.free_returns.confirm(shop.senior, "чек потерян")
    shift = shop.books.current_shift()
    assert shift is not None and shop.books.shift_returns(shift.shift_id) == (back,)
    assert not shop.free_returns.checking
