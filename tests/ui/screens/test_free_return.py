"""Returns without a receipt by key: goods, why, who, cash; nothing of it touches the open sale."""

from pos_app.domain.transaction.sale_return import SaleReturn
from tests.ui.demo_till import CARD, CHEESE, MILK
from tests.ui.stage import Stage


def returns(stage: Stage) -> list[SaleReturn]:
    return [one for one in stage.till.books.operations if isinstance(one, SaleReturn)]


def test_goods_come_back_with_a_seniors_word(sale: Stage) -> None:
    sale.scan(MILK, CARD)
    sale.keys("F9", "F8")
    sale.scan(MILK, CHEESE)
    sale.keys("*2", "Enter", "F12", "1", "2222", "Enter")
    (back,) = returns(sale)
    assert back.without_receipt and (back.operator_id, back.approved_by) == ("cashier-1", "senior-1")
    assert back.reason == "Чек утерян"
    assert sum(line.quantity for line in back.lines) == 3_000
    assert sale.screen_name == "receipt"
    sale.keys("Esc")
    assert len(sale.state.basket.lines) == 1 and sale.state.basket.customer_id == "c-1"


def test_it_works_without_the_server_and_says_the_sum_before(sale: Stage) -> None:
    sale.offline()
    sale.keys("F9", "F8")
    sale.scan(CHEESE)
    assert "289,90" in " ".join(row for each in sale.screen.model.rows for row in each.texts)  # type: ignore[attr-defined]
    sale.keys("F12", "2", "1111", "Enter")
    assert sale.error and returns(sale) == []
    sale.keys("2222", "Enter")
    assert len(returns(sale)) == 1


def test_a_line_is_taken_out_and_own_words_say_why(sale: Stage) -> None:
    sale.keys("F9", "F8", "F12")
    assert returns(sale) == [] and sale.screen_name == "free_return"
    sale.scan(MILK, CHEESE)
    sale.keys("F8", "F12", "размокла пачка", "Enter", "2222", "Enter")
    (back,) = returns(sale)
    assert back.reason == "размокла пачка" and len(back.lines) == 1


def test_what_is_no_goods_is_explained_and_esc_leads_back(sale: Stage) -> None:
    sale.keys("F9", "F8")
    sale.scan(CARD)
    assert sale.error
    sale.keys("Esc")
    assert sale.screen_name == "sale_return"


def test_a_doubt_ends_with_one_return(sale: Stage) -> None:
    sale.keys("F9", "F8")
    sale.scan(MILK)
    sale.keys("F12", "1")
    sale.till.books.lose_next_commit(stored=True)
    sale.keys("2222", "Enter")
    assert sale.screen_name == "checking"
    sale.keys("Enter")
    assert len(returns(sale)) == 1 and sale.screen_name == "receipt"
