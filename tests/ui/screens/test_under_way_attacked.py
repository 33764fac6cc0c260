"""What was under way, attacked: torn records, other versions, other people, a till that did it at the last moment."""

from collections.abc import Callable

import pytest

from pos_app.domain.transaction.errors import StoreError
from pos_app.services.under_way import Step, UnderWay
from pos_app.ui.keymap import Action, Keymap
from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.screens.taking_up import TakingUpScreen
from sync.protocol.encoding import encode
from tests.ui.demo_till import MILK
from tests.ui.screens.test_under_way import in_front, sign_on, words
from tests.ui.stage import Stage

Make = Callable[..., Stage]
PHONE = "89736660101"
REGISTRATION = ("F2", PHONE, "Enter", "F4", "Зоя П.")


def killed(make_stage: Make, *keys: str) -> Stage:
    stage = make_stage("ru")
    stage.goods(3)
    stage.keys(*keys)
    stage.till.killed()
    return make_stage("ru", till=stage.till)


def told(stage: Stage) -> str:
    assert isinstance(stage.screen, SaleScreen)
    return stage.screen.side.advice.text()


def sells(stage: Stage) -> None:
    before = len(stage.state.basket.lines)
    stage.scan(MILK)
    assert len(stage.state.basket.lines) >= max(before, 1)
    stage.keys("F11")
    assert stage.screen_name == "receipt"


def test_somebody_else_reads_what_it_was_and_nothing_that_was_typed(make_stage: Make) -> None:
    again = killed(make_stage, *REGISTRATION)
    sign_on(again, "2222")
    said = told(again)
    assert "Иванова М." in said
    assert "егистрация" in said
    assert "Зоя" not in said
    assert "0101" not in said
    again.till.killed()
    third = make_stage("ru", till=again.till)
    sign_on(third)
    assert told(third) and "егистрация" not in told(third)
    sells(third)


def test_a_phone_is_shown_masked(make_stage: Make) -> None:
    again = killed(make_stage, "F2", PHONE)
    sign_on(again)
    assert PHONE not in words(again)
    assert "01" in words(again)
    again.keys("Enter")
    assert again.screen.typed == PHONE
    again.keys("Esc")


def test_consents_are_asked_anew(make_stage: Make) -> None:
    again = killed(make_stage, *REGISTRATION, "Enter", "Enter")
    sign_on(again)
    assert "Зоя П." in words(again)
    again.keys("Enter")
    assert in_front(again) == "registration (dialog)"
    again.keys("Enter")
    assert "огласен" in again.screen.entry.prompt  # type: ignore[union-attr]
    again.keys("Enter", "0")
    assert again.state.panel is not None and again.state.panel.customer.name == "Зоя П."


def test_what_was_done_at_the_last_moment_is_not_offered_again(make_stage: Make) -> None:
    """Stored, and killed before the record of it was cleared: cash must not be put in twice."""
    stage = make_stage("ru")
    stage.open_shift()
    stage.keys("F10", "F2", "500", "Enter")
    stage.till.services.under_way.work_off()
    kept = stage.till.under_way.kept
    stage.keys("1")
    assert stage.till.services.shifts.x_report().cash_in_kopecks == 50_000
    stage.till.killed()
    stage.till.under_way.kept = kept
    again = make_stage("ru", till=stage.till)
    sign_on(again)
    assert "500" in told(again)
    assert "сделано" in told(again)
    again.keys("Enter", "Esc")
    assert again.till.services.shifts.x_report().cash_in_kopecks == 50_000


@pytest.mark.allow_log("under_way=unreadable")
@pytest.mark.parametrize("record", [b"", b"{", b"[]", b'{"operator_id":1}', b'{"steps":[],"operator_id":"x"}'])
def test_a_torn_record_is_told_and_the_till_sells(make_stage: Make, record: bytes) -> None:
    again = killed(make_stage, "F7", "15")
    again.till.under_way.kept = record
    sign_on(again)
    assert "прочесть нельзя" in told(again)
    assert len(again.state.basket.lines) == 3
    sells(again)
    again.till.killed()
    third = make_stage("ru", till=again.till)
    sign_on(third)
    assert third.screen_name in ("sale", "receipt")


@pytest.mark.allow_log("under_way=unreadable")
def test_a_record_of_another_version_or_other_keys(make_stage: Make) -> None:
    again = killed(make_stage, "F7", "15")
    again.till.under_way.kept = encode(UnderWay("cashier-1", "И", (Step("sale"),), version=2))
    sign_on(again)
    assert "прочесть нельзя" in told(again)
    other = killed(make_stage, "F7", "15")
    other.till.under_way.damaged = True
    sign_on(other)
    assert "прочесть нельзя" in told(other)
    sells(other)


@pytest.mark.allow_log("under_way=not_opened")
@pytest.mark.parametrize(
    "steps",
    [
        (Step("sale"), Step("dialog of tomorrow", True, typed="5")),
        (Step("sale"), Step("discount", True, typed="5", noted=(("line", "gone"),))),
        (Step("sale"), Step("registration", True, typed="5")),
        (Step("shift", typed="5", noted=(("step", "DREAMING"),)),),
        (Step("queue", typed="5", noted=(("action", "void"), ("op", "gone"))),),
        (Step("customer_page", noted=(("customer", "nobody"),)), Step("form", True, typed="x")),
        (Step("sale"), Step("quick_keys", True), Step("quick_keys", typed="x", noted=(("keys", "{"), ("page", "x")))),
        (Step("screen of tomorrow", typed="5"),),
        (Step("sale_return", typed="7", noted=(("number", "2-999999"), ("line", "x"))),),
    ],
    ids=lambda steps: steps[-1].name,
)
def test_what_cannot_be_opened_again_keeps_nobody_from_selling(make_stage: Make, steps: tuple[Step, ...]) -> None:
    again = killed(make_stage)
    keeper = again.till.services.under_way
    stamp = keeper.stamp(again.till.services.sale.state.basket)
    again.till.under_way.kept = encode(UnderWay("cashier-1", "Иванова М.", steps, stamp))
    sign_on(again)
    again.till.under_way.kept = encode(
        UnderWay("cashier-1", "Иванова М.", steps, keeper.stamp(again.state.basket))  # as of the basket that came back
    )
    again.ui.context.session.is_earlier_asked = False
    again.window.go("sign_on", None)
    again.ui.context.session.is_earlier_asked = False
    sign_on(again)
    if again.screen_name == "taking_up":
        again.keys("Enter")
    if steps[-1].name == "quick_keys":
        again.keys("End", "3333", "Enter", "Esc", "Esc")
    again.keys("Esc", "Esc", "Esc")
    assert again.screen_name == "sale"
    sells(again)


def test_a_locked_till_comes_back_to_what_was_typed(make_stage: Make) -> None:
    stage = make_stage("ru")
    stage.goods(3)
    stage.keys("F7", "F4", "99,90", "Pause", "1111", "Enter")
    assert "99,90" in words(stage)
    stage.keys("Enter")
    assert in_front(stage) == "price (dialog)"
    assert stage.screen.typed == "99,90"
    stage.keys("Pause", "2222", "Enter")
    assert "Иванова М." in told(stage)
    assert "99,90" not in told(stage)


def test_killed_while_it_is_locked(make_stage: Make) -> None:
    again = killed(make_stage, "F7", "15", "Pause", "11")
    sign_on(again)
    again.keys("Enter")
    assert (in_front(again), again.screen.typed) == ("discount (dialog)", "15")


def test_signed_off_is_done_with(make_stage: Make) -> None:
    stage = make_stage("ru")
    stage.goods(2)
    stage.keys("F7", "15", "Esc", "F10", Keymap().key(Action.SHIFT_SIGN_OFF))
    assert stage.screen_name == "sign_on"
    stage.till.services.under_way.work_off()
    assert stage.till.under_way.kept is None


def test_a_scan_goes_on_without_it(make_stage: Make) -> None:
    again = killed(make_stage, "F7", "15")
    sign_on(again)
    assert isinstance(again.screen, TakingUpScreen)
    again.scan(MILK)
    assert again.screen_name == "sale"
    assert len(again.state.basket.lines) == 3
    assert sum(line.quantity for line in again.state.basket.lines) == 4_000


def test_five_of_the_next_goods(make_stage: Make) -> None:
    again = killed(make_stage, "5*", "Enter")
    sign_on(again)
    assert "5*" in words(again)
    again.keys("Enter")
    again.scan(MILK)
    assert max(line.quantity for line in again.state.basket.lines) >= 5_000


def test_the_count_and_its_reason_come_back(make_stage: Make) -> None:
    stage = make_stage("ru")
    stage.open_shift()
    stage.keys("F10", "F8", "1234,50", "Enter", "Enter", "размен не сошёлся")
    stage.till.killed()
    again = make_stage("ru", till=stage.till)
    sign_on(again)
    assert "размен не сошёлся" in words(again)
    again.keys("Enter")
    assert again.screen.typed == "1234,50"
    again.keys("Enter", "Enter")
    assert again.screen.typed == "размен не сошёлся"
    again.keys("Enter")
    report = again.till.books.z_reports(1)[0]
    assert report.counted_cash_kopecks == 123_450


@pytest.mark.allow_log("under_way=not_kept")
def test_a_disk_that_says_no_keeps_nobody_from_working(make_stage: Make) -> None:
    stage = make_stage("ru")
    stage.till.under_way.broken = True
    stage.goods(3)
    for key in ("F7", "1", "5", "Enter"):
        stage.keys(key)
        stage.till.services.under_way.work_off()
    sells(stage)


@pytest.mark.allow_log("under_way=not_compared")
def test_books_that_cannot_be_read_are_not_compared(make_stage: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    again = killed(make_stage, "F7", "15")

    def fails() -> int:
        raise StoreError("damaged")

    monkeypatch.setattr(again.till.books, "recorded_count", fails)
    sign_on(again)
    assert "15" in told(again)
    again.keys("F7", "20")
    assert again.screen.typed == "20"
