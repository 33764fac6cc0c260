"""Killed in the middle of every screen and every dialog: the next start says what was under way and brings it back.

``OPENED``, ``TOLD`` and ``NOTHING`` hold every place of the program: a new screen or dialog must be entered in one.
"""

import re
from collections.abc import Callable

import pytest

from pos_app.bench.crawl.every_place import every_dialog, every_screen
from pos_app.domain.basket.basket import Basket
from pos_app.ui.screens.sale import SaleScreen
from pos_app.ui.screens.taking_up import TakingUpScreen
from pos_app.ui.under_way.words import dialog_title, screen_title
from tests.ui.places import PLACES
from tests.ui.preview import SCENES
from tests.ui.stage import Stage

TOLD_SCENES = {"review": "review_note"}
Make = Callable[..., Stage]
PIN = "1111"
DISCOUNT = "discount (dialog)"

OPENED: dict[str, tuple[tuple[str, ...], str]] = {
    "payment": ((), "5000"),
    "shift_open": ((), "3000"),
    "sale": (("вернётся в 15",), "вернётся в 15"),
    "sale_return": (("2",), "2"),
    "free_return": (("F12", "без коробки"), "без коробки"),
    "shift": (("F2", "500"), "500"),
    "queue": (("F3", "пробит дважды"), "пробит дважды"),
    "cards (dialog)": (("1", "KP77"), "KP77"),
    "certificate (dialog)": ((), ""),
    "certificate_number (dialog)": ((), "7"),
    "consents (dialog)": (("1",), ""),
    "customer (dialog)": ((), "23"),
    "new_phone (dialog)": ((), "89737770001"),
    DISCOUNT: ((), "10"),
    "form (dialog)": (("Enter", "anna@example.ru"), "anna@example.ru"),
    "goods_choice (dialog)": ((), ""),
    "held_note (dialog)": ((), "вернётся в 15"),
    "merge (dialog)": ((), ""),
    "points (dialog)": (("45",), "45"),
    "price (dialog)": ((), "99,90"),
    "quantity (dialog)": ((), "5"),
    "quick_credit (dialog)": ((), "1000"),
    "registration (dialog)": ((), "Зоя П."),
    "reward (dialog)": ((), ""),
    "search (dialog)": ((), "молоко"),
    "top_up (dialog)": ((), "500"),
    "weight (dialog)": (("0,254",), "0,254"),
}
"""What is typed after its scene, and what stands in the line when Enter has opened it again."""

REACHED: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "reason (dialog)": (("брак упаковки",), ("Enter",), "брак упаковки"),
    "approval (dialog)": ((), ("Enter", "1"), ""),
    "quick_keys": (("Enter", "Right", "ма"), ("End", "3333", "Enter"), "ма"),
}
"""What takes a second person, or a key more, is not opened by itself: what is typed, what leads there, what stands."""

TOLD: dict[str, str] = {
    "coupons_out (dialog)": "a list to choose from: nothing was put in",
    "extras (dialog)": "a list to choose from: nothing was put in",
    "held (dialog)": "a list to choose from: nothing was put in",
    "phone_code (dialog)": "the code is a secret of the customer's phone, and a new one is sent",
    "quick_keys (dialog)": "keys to press: nothing was put in",
    "review": "reports are opened by a senior person's PIN; a note that was typed is told",
    "rewards (dialog)": "a list to choose from: nothing was put in",
    "void (dialog)": "a question: nothing was put in, and what is void is not offered with an Enter",
}
"""Said in words and not opened, and why."""

NOTHING: dict[str, str] = {
    "camera": "cameras to choose from: a choice is stored at once",
    "checking": "the record that is being checked is in the books",
    "customer_page": "a page to read; its dialogs are places of their own",
    "devices": "a list to read",
    "first_load": "nobody has signed on",
    "journal": "a list to read, behind a PIN",
    "receipt": "the sale is stored, and its paper is offered again",
    "scanner_lesson": "test scans, which are made again in seconds",
    "sign_on": "a PIN is kept nowhere",
    "taking_up": "what it offers stays on the disk until it is answered",
    "why": "a page to read",
}
"""Nothing is in hand there, and why."""


def killed_at(make_stage: Make, place: str, keys: tuple[str, ...], scene: str = "") -> tuple[Stage, Basket]:
    """The scene of a place, some keys more, and kill -9; the new window at the sign-on, and the basket before."""
    stage = make_stage("ru")
    SCENES[scene or PLACES[place]](stage)
    stage.settle()
    stage.keys(*keys)
    basket = stage.state.basket
    stage.till.killed()
    return make_stage("ru", till=stage.till), basket


def sign_on(stage: Stage, pin: str = PIN) -> None:
    stage.keys(pin, "Enter")
    if stage.screen_name == "receipt":
        stage.keys("Enter")  # what was not printed is shown first


def words(stage: Stage) -> str:
    assert isinstance(stage.screen, TakingUpScreen)
    return stage.screen.words


def in_front(stage: Stage) -> str:
    name = getattr(stage.screen, "dialog_name", "")
    return f"{name} (dialog)" if name else stage.screen_name


def test_every_place_is_in_one_of_the_tables() -> None:
    tables = (OPENED, REACHED, TOLD, NOTHING)
    places = [place for table in tables for place in table]
    assert sorted(places) == sorted(PLACES)
    for name in every_dialog():
        assert dialog_title(name), f"{name}: no words for it in pos_app/ui/under_way/words.py"
    for name in every_screen():
        assert bool(screen_title(name)) == (name not in NOTHING or name == "customer_page"), name


@pytest.mark.parametrize("place", OPENED)
def test_enter_brings_it_back(make_stage: Make, place: str) -> None:
    keys, typed = OPENED[place]
    again, basket = killed_at(make_stage, place, keys)
    sign_on(again)
    told = words(again)
    name = place.removesuffix(" (dialog)")
    assert (dialog_title(name) if place != name else screen_title(name)) in told
    assert (typed if len(typed) < 11 or not typed.isdecimal() else typed[-2:]) in told, "a phone is masked"
    assert again.till.under_way.kept is not None, "a kill while it is offered loses nothing"
    again.keys("Enter")
    assert in_front(again) == place
    assert again.screen.typed == typed
    assert again.state.basket.lines == basket.lines
    assert again.state.basket.customer_id == basket.customer_id
    again.till.services.under_way.work_off()
    kept = again.till.under_way.kept
    assert kept is not None and typed.encode() in kept, "and it is kept as before"


@pytest.mark.parametrize("place", REACHED)
def test_what_is_not_opened_by_itself_waits(make_stage: Make, place: str) -> None:
    keys, way, typed = REACHED[place]
    again, _ = killed_at(make_stage, place, keys)
    sign_on(again)
    again.keys("Enter", *way)
    assert in_front(again) == place
    assert again.screen.typed == typed


@pytest.mark.parametrize("place", ["shift_open", DISCOUNT, "reason (dialog)"])
def test_esc_throws_it_away(make_stage: Make, place: str) -> None:
    again, _ = killed_at(make_stage, place, (OPENED.get(place) or REACHED[place])[0])
    sign_on(again)
    assert again.screen_name == "taking_up"
    again.keys("Esc")
    assert again.screen_name in ("sale", "payment", "shift_open", "sale_return", "free_return")
    again.till.killed()
    third = make_stage("ru", till=again.till)
    sign_on(third)
    assert third.screen_name != "taking_up"


@pytest.mark.parametrize("place", TOLD)
def test_it_is_said(make_stage: Make, place: str) -> None:
    again, _ = killed_at(make_stage, place, ("верно",) if place == "review" else (), TOLD_SCENES.get(place, ""))
    sign_on(again)
    assert isinstance(again.screen, SaleScreen)
    name = place.removesuffix(" (dialog)")
    told = again.screen.side.advice.text()
    assert (dialog_title(name) if place != name else screen_title(name)) in told
    assert place != "review" or "верно" in told
    assert again.till.services.under_way.newest is None, "it is told once"


@pytest.mark.allow_log("deed=not_stored")  # the books of the scene «checking» take nothing yet
@pytest.mark.parametrize("place", sorted(NOTHING.keys() - {"taking_up"}))
def test_nothing_is_made_of_nothing(make_stage: Make, place: str) -> None:
    again, _ = killed_at(make_stage, place, ())
    assert again.till.under_way.kept is None
    sign_on(again)
    assert again.screen_name != "taking_up"


@pytest.mark.parametrize(
    ("place", "keys", "secret"),
    [
        ("approval (dialog)", ("2", "7"), "2227"),
        ("phone_code (dialog)", ("15",), "4815"),
        ("sign_on", ("34",), "1234"),
        ("journal", (), "2222"),
    ],
)
def test_no_secret_is_kept(make_stage: Make, place: str, keys: tuple[str, ...], secret: str) -> None:
    stage = make_stage("ru")
    SCENES[PLACES[place]](stage)
    stage.keys(*keys)
    assert stage.screen.entry is not None
    stage.till.services.under_way.work_off()
    assert secret.encode() not in (stage.till.under_way.kept or b"")
    assert not re.search(rb'"typed":"\d+"', (stage.till.under_way.kept or b"").rpartition(b'"is_dialog":true')[2])
