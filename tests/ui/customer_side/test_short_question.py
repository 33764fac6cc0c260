"""What the customer is asked fits a display of two lines of twenty characters, in both languages."""

from collections.abc import Callable
from dataclasses import replace
from threading import Condition, Thread

import pytest

from pos_app.domain.people.consent import ConsentPurpose
from pos_app.domain.receipt.customer_lines import COLUMNS
from pos_app.domain.receipt.labels import Language
from pos_app.services.customer_display import CustomerDisplay
from pos_app.services.devices import DeviceRegister
from pos_app.ui.customer_side.consent_question import consent_question, joining_question
from pos_app.ui.customer_side.customer_side import CustomerSide
from tests.ui.stage import Stage


class Glass:
    """The display's two lines."""

    def __init__(self) -> None:
        self.lines = ("", "")
        self.changed = Condition()

    def show(self, upper: str, lower: str) -> None:
        with self.changed:
            self.lines = (upper, lower)
            self.changed.notify_all()

    def close(self) -> None:
        pass


@pytest.mark.parametrize("language", ["ru", "en"])
def test_two_lines_of_twenty(make_stage: Callable[..., Stage], language: str) -> None:
    make_stage(language)  # the language of the words
    asked = [consent_question(purpose, "Анна", "") for purpose in ConsentPurpose]
    asked.append(joining_question("Константин Константинопольский", ""))
    assert all(line and len(line) <= COLUMNS for question in asked for line in question.short)


def test_the_display_asks_and_then_goes_back_to_the_sale(sale: Stage) -> None:
    glass = Glass()
    display = CustomerDisplay(
        display=glass, devices=DeviceRegister(sale.till.clock), language=Language.RU, greeting="Магазин"
    )
    works = Thread(target=display.work)
    works.start()
    side = CustomerSide(replace(sale.till.services, display=display))
    side.ask(consent_question(ConsentPurpose.PERSONAL_DATA, "Анна", ""))
    with glass.changed:
        assert glass.changed.wait_for(lambda: glass.lines == ("Храним имя, телефон?", "Скажите: да или нет"), 30)
    side.ask(None)
    with glass.changed:
        assert glass.changed.wait_for(lambda: glass.lines == ("Магазин", ""), 30)
    display.stop()
    works.join(30)
