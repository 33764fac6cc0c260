"""A read that fails is told on the screen: never a key that does nothing."""

from collections.abc import Callable

import pytest

from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
from tests.ui.demo_till import CARD, CHEESE, MILK, DemoTill
from tests.ui.stage import Stage


@pytest.fixture(autouse=True)
def logged(allow_log: Callable[[str], None]) -> None:
    allow_log("refused=not_read")


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StoreError("io_error"), "диск не отвечает"),
        (StoreError("damaged"), "повреждён"),
        (CommitUnknownError(), "причина не известна"),
    ],
)
def test_a_shift_that_cannot_be_read_at_sign_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(stage.till.books, "current_shift", failing(error))
        stage.keys("1111", "Enter")
        assert stage.screen_name == "sign_on"
        assert words in stage.error
    stage.keys("1111", "Enter")
    assert stage.screen_name == "shift_open"


def test_the_staff_cannot_be_read(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage.till.staff, "operators", failing(StoreError("io_error")))
    stage.keys("1111", "Enter")
    assert "диск не отвечает" in stage.error


def test_the_open_sale_cannot_be_kept_under_the_new_name(sale: Stage) -> None:
    sale.scan(MILK)
    sale.keys("F10", "F6")
    sale.till.books.fail_next_write("disk_full")
    sale.keys("2222", "Enter")
    assert sale.screen_name == "sign_on"
    assert "диск заполнен" in sale.error
    assert sale.ui.context.session.operator is None
    operator = sale.till.services.sale.operator
    assert operator is not None
    assert operator.operator_id == "cashier-1"
    sale.keys("2222", "Enter")
    assert sale.screen_name == "sale"


def test_the_draft_cannot_be_read_at_the_start(make_stage: Callable[..., Stage], sale: Stage) -> None:
    sale.scan(MILK)
    stage = make_stage(till=DemoTill(books=sale.till.books))
    load_draft = stage.till.books.load_draft
    stage.till.books.load_draft = failing(StoreError("io_error"))  # type: ignore[method-assign]
    stage.keys("1111", "Enter")
    assert stage.screen_name == "sign_on"
    assert "диск не отвечает" in stage.error
    stage.till.books.load_draft = load_draft  # type: ignore[method-assign]
    stage.keys("1111", "Enter")
    assert [line.item.codes[0] for line in stage.state.basket.lines] == [MILK]


def test_goods_cannot_be_read(sale: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(sale.till.catalogue, "by_code", failing(StoreError("io_error")))
        sale.scan(MILK)
        assert "диск не отвечает" in sale.error
    sale.scan(MILK)
    assert len(sale.state.basket.lines) == 1


def test_a_look_into_the_books_fails_while_the_last_receipt_is_checked(
    sale: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sale.scan(CHEESE)
    sale.keys("F11", "Enter", "F9", "1", "Enter", "*")
    sale.till.books.lose_next_commit(stored=True)
    sale.keys("F12")
    assert sale.screen_name == "checking"
    with monkeypatch.context() as broken:
        broken.setattr(sale.till.books, "sale", failing(StoreError("io_error")))
        sale.keys("Enter")
        assert sale.screen_name == "checking"
    sale.keys("Enter")
    assert sale.screen_name == "receipt"


def test_a_copy_that_cannot_be_made_is_told_on_the_receipt(sale: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    sale.scan(MILK)
    sale.keys("F11")
    monkeypatch.setattr(sale.till.books, "sale", failing(StoreError("io_error")))
    sale.keys("F4")
    assert sale.screen_name == "receipt"
    assert "диск не отвечает" in sale.screen._printer.text()  # type: ignore[attr-defined]


# ------------------------------------------------------------ points whose link went away


def paying_with_points(stage: Stage) -> Stage:
    """Cheese, half of it with points: above 300.00 offline only because several are bought."""
    stage.scan(CHEESE, CHEESE, CHEESE, CARD)
    stage.keys("F6", "Enter", "F12")
    assert stage.screen_name == "payment"
    assert stage.state.priced.points > 30_000
    return stage


def test_what_is_set_aside_is_paid_with_though_the_link_goes(sale: Stage) -> None:
    paying_with_points(sale)
    agreed = sale.state.priced.points
    sale.offline()
    assert (sale.screen_name, sale.state.priced.points) == ("payment", agreed)
    sale.keys("Enter")
    assert sale.screen_name == "receipt"
    assert sale.till.books.points_delta("c-1", 0).from_reserved == agreed


def test_a_hold_that_ran_out_without_a_link_leads_back_before_money_was_taken(sale: Stage) -> None:
    paying_with_points(sale)
    sale.till.online = False
    sale.till.clock.advance(minutes=15)
    sale.keys("Enter")
    assert sale.screen_name == "sale"
    assert sale.till.books.recent_receipts(1) == ()
    sale.keys("F11")
    assert sale.screen_name == "receipt"
    assert sale.till.books.points_delta("c-1", 0).spent == 0


def test_the_link_goes_after_money_was_taken(sale: Stage) -> None:
    paying_with_points(sale)
    sale.keys("100", "F12")
    agreed = sale.state.priced.points
    sale.offline()
    assert sale.screen_name == "payment"
    sale.keys("Enter")
    assert sale.screen_name == "receipt"
    assert sale.till.books.points_delta("c-1", 0).spent == agreed
