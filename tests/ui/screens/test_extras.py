"""Gifts for points and points for a sum, with real keys: what is wrong is said, nothing is given unpaid."""

import pytest
from PySide6.QtWidgets import QLabel

from pos_app.domain.codes.shop_numbers import CERTIFICATE_SERIES
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.transaction.quick_credit import QuickCredit
from tests.ui.demo_till import CARD
from tests.ui.stage import Stage

NEW = CERTIFICATE_SERIES.compose(8)


@pytest.fixture
def anna(sale: Stage) -> Stage:
    """Anna with 1,250 points at an empty basket."""
    sale.scan(CARD)
    return sale


def rewards(stage: Stage) -> list[RewardGiven]:
    return [record for record in stage.till.books.operations if isinstance(record, RewardGiven)]


def shown(stage: Stage) -> str:
    return "\n".join(label.text() for label in stage.screen.findChildren(QLabel) if label.isVisible())


def test_a_gift_takes_its_points_once_they_are_set_aside(anna: Stage) -> None:
    anna.keys("End", "3", "1", "Enter")
    (given,) = rewards(anna)
    assert (given.rule_id, given.points, sum(part.points for part in given.redemption)) == ("delivery", 30_000, 30_000)
    assert anna.screen_name == "sale" and "300" in shown(anna)
    assert anna.till.services.customers.panel("c-1").balance == 95_000
    assert anna.till.books.unsettled_holds() == ()


def test_a_certificate_for_points_asks_for_its_number(anna: Stage) -> None:
    anna.keys("End", "3", "2")
    anna.scan(NEW)
    (given,) = rewards(anna)
    assert (given.certificate, given.valid_days) == (NEW, 365)


def test_what_the_points_do_not_buy_says_what_is_missing(anna: Stage) -> None:
    anna.keys("End", "3")
    assert "3" in shown(anna)
    anna.keys("3")
    assert anna.error and rewards(anna) == []


def test_without_the_server_nothing_is_given(anna: Stage) -> None:
    anna.till.lease("c-1", 10_000)
    anna.till.online = False
    anna.keys("End", "3", "1", "Enter")
    assert rewards(anna) == []
    assert anna.error
    assert anna.till.books.unsettled_holds() == ()


def test_a_silent_server_gives_nothing_and_takes_nothing(anna: Stage) -> None:
    anna.till.door.says = [""]
    anna.keys("End", "3", "1", "Enter")
    assert rewards(anna) == [] and anna.error


def test_points_for_a_sum_without_goods(anna: Stage) -> None:
    anna.keys("End", "4", "1000")
    assert "50" in shown(anna), "what it gives is told while it is typed"
    anna.keys("Enter")
    (credit,) = [record for record in anna.till.books.operations if isinstance(record, QuickCredit)]
    assert (credit.customer_id, credit.sum_kopecks, credit.earned) == ("c-1", 100_000, 5_000)
    assert anna.screen.dialog_name == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["abc", "0", ""])
def test_no_sum_is_no_credit(anna: Stage, typed: str) -> None:
    anna.keys("End", "4", *([typed] if typed else []), "Enter")
    assert not [record for record in anna.till.books.operations if isinstance(record, QuickCredit)]
    anna.keys("Esc")
    assert anna.screen.dialog_name == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize("digit", ["3", "4"])
def test_it_asks_for_the_customer_first(sale: Stage, digit: str) -> None:
    sale.keys("End", digit)
    assert sale.screen.dialog_name == "customer"  # type: ignore[attr-defined]
