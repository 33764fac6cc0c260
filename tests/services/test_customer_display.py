import threading
from collections.abc import Iterator

import pytest

from hardware.device import DeviceKind
from pos_app.domain.receipt.customer_lines import CustomerLines
from pos_app.domain.receipt.labels import Language
from pos_app.services.customer_display import CustomerDisplay
from pos_app.services.devices import DeviceRegister
from tests.fakes.clock import FakeClock
from tests.services.shop import MILK, TEA, Shop


class Glass:
    """A display that keeps what it showed; ``broken`` until it is cured."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []
        self.changed = threading.Condition()
        self.broken = False

    def show(self, upper: str, lower: str) -> None:
        if self.broken:
            raise OSError(5, "pulled out")
        with self.changed:
            self.shown.append((upper, lower))
            self.changed.notify_all()

    def close(self) -> None:
        pass

    def wait(self, upper: str, lower: str) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.shown[-1:] == [(upper, lower)], 30), self.shown


Bench = tuple[CustomerDisplay, Glass, Shop, DeviceRegister]


@pytest.fixture
def bench() -> Iterator[Bench]:
    glass, register, shop = Glass(), DeviceRegister(FakeClock()), Shop()
    display = CustomerDisplay(
        display=glass, devices=register, language=Language.RU, greeting="Магазин «Копилка»", again_s=0.01
    )
    register.attach("display", DeviceKind.DISPLAY, "simulated", test=display.test)
    thread = threading.Thread(target=display.work)
    thread.start()
    shop.sale.set_operator(shop.cashier)
    shop.shifts.open(shop.cashier, 0)
    yield display, glass, shop, register
    display.stop()
    thread.join(30)
    assert not thread.is_alive()


def test_it_follows_a_sale(bench: Bench) -> None:
    display, glass, shop, _ = bench
    display.follow(shop.sale.state)
    glass.wait("Магазин «Копилка»", "")
    display.follow(shop.sale.add_item(TEA))
    glass.wait("Чай чёрный", "1 шт          459,50")
    display.follow(shop.sale.add_item(MILK, 2_000))
    glass.wait("Молоко 3,2%", "2 шт          219,80")
    display.follow(shop.sale.begin_payment())
    glass.wait("ИТОГО         679,30", "")
    shop.sale.take_cash(100_000)
    display.finished(shop.sale.finish())
    glass.wait("Сдача         320,70", "")
    display.follow(shop.sale.state)
    glass.wait("Сдача         320,70", "")
    display.follow(shop.sale.add_item(TEA))
    glass.wait("Чай чёрный", "1 шт          459,50")


def test_a_display_that_was_pulled_out_shows_what_is_now_when_it_is_back(bench: Bench) -> None:
    display, glass, shop, register = bench
    glass.broken = True
    display.follow(shop.sale.add_item(TEA))
    display.follow(shop.sale.add_item(MILK))
    glass.broken = False
    glass.wait("Молоко 3,2%", "1 шт          109,90")
    assert register.devices()[0].state is not None


def test_its_test_shows_something_even_over_the_same_lines(bench: Bench) -> None:
    _, glass, _, register = bench
    assert register.test("display").passed
    glass.wait("12345678901234567890", "Магазин «Копилка»")
    before = len(glass.shown)
    register.test("display")
    with glass.changed:
        assert glass.changed.wait_for(lambda: len(glass.shown) > before, 30)


def test_a_question_stands_until_it_is_answered_then_the_sale_comes_back(bench: Bench) -> None:
    display, glass, shop, _ = bench
    display.follow(shop.sale.add_item(TEA))
    glass.wait("Чай чёрный", "1 шт          459,50")
    display.ask(CustomerLines("Храним имя, телефон?", "Скажите: да или нет"))
    glass.wait("Храним имя, телефон?", "Скажите: да или нет")
    display.follow(shop.sale.add_item(MILK, 2_000))
    display.ask(None)
    glass.wait("Молоко 3,2%", "2 шт          219,80")
    assert [upper for upper, _ in glass.shown].count("Храним имя, телефон?") == 1
