"""The scale fills in the weight, the customer's display follows, and the registrar's trouble is told with its cure."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from hardware.open_channel import channel_opener
from hardware.scale.cas_scale import CasScale
from hardware.scale.simulated_scale import SimulatedScale
from pos_app.domain.receipt.customer_lines import CustomerLines
from pos_app.domain.transaction.sale import Sale
from pos_app.services.fiscal import FiscalState
from pos_app.services.sale_state import SaleState
from pos_app.services.scale import ScaleService
from pos_app.ui.widgets.scan_line import ScanLine
from tests.ui.demo_till import MILK, DemoTill
from tests.ui.stage import Stage


@pytest.fixture
def scale() -> Iterator[SimulatedScale]:
    with SimulatedScale(412) as twin:
        yield twin


@pytest.fixture
def weighing(scale: SimulatedScale, make_stage: Callable[..., Stage]) -> Stage:
    till = DemoTill("ru")
    service = ScaleService(CasScale(channel_opener(f"serial:{scale.path}"), steady_s=60), till.services.devices)
    till.services = replace(till.services, scale=service)
    stage = make_stage(till=till)
    stage.open_shift()
    return stage


def _line(stage: Stage) -> ScanLine:
    line = stage.window.current.line  # type: ignore[union-attr]
    assert isinstance(line, ScanLine)
    return line


def _prompt(stage: Stage) -> str:
    return _line(stage).placeholderText()


def _ask_for_apples(stage: Stage) -> None:
    stage.keys("F3", "яблоки", "Enter")


def test_enter_takes_the_weight_from_the_scale(weighing: Stage) -> None:
    _ask_for_apples(weighing)
    weighing.wait_while(lambda: "0,412" not in _prompt(weighing))
    weighing.keys("Enter")
    assert [line.quantity for line in weighing.till.services.sale.state.basket.lines] == [412]


def test_an_empty_scale_is_told_and_weighs_again(weighing: Stage, scale: SimulatedScale) -> None:
    scale.weight = 0
    _ask_for_apples(weighing)
    line = _line(weighing)
    weighing.wait_while(lambda: not line.error)
    assert "На весах пусто" in line.error
    scale.weight = 1_005
    weighing.keys("Enter")
    weighing.wait_while(lambda: "1,005" not in _prompt(weighing))
    weighing.keys("Enter")
    assert [line.quantity for line in weighing.till.services.sale.state.basket.lines] == [1_005]


def test_a_typed_weight_counts_more_than_the_scale(weighing: Stage) -> None:
    _ask_for_apples(weighing)
    weighing.keys("0,2")
    threading.Event().wait(0.2)  # the scale's answer comes in between
    weighing.settle()
    weighing.keys("50", "Enter")
    assert [line.quantity for line in weighing.till.services.sale.state.basket.lines] == [250]


class FollowedDisplay:
    def __init__(self) -> None:
        self.told: list[str] = []

    def follow(self, state: SaleState) -> None:
        self.told.append(f"{len(state.basket.lines)} {state.stage.value}")

    def finished(self, sale: Sale) -> None:
        self.told.append(f"finished {sale.number}")

    def ask(self, question: CustomerLines | None) -> None:
        del question


def test_the_display_follows_to_the_end(make_stage: Callable[..., Stage]) -> None:
    till, display = DemoTill("ru"), FollowedDisplay()
    till.services = replace(till.services, display=display)  # type: ignore[arg-type]
    stage = make_stage(till=till)
    stage.open_shift()
    stage.scan(MILK)
    stage.keys("F12", "Enter")
    assert display.told[0] == "0 basket"
    assert "1 basket" in display.told
    assert display.told[-1].startswith(("finished", "1 payment"))


def test_the_registrars_trouble_is_told_with_what_to_do(sale: Stage) -> None:
    sale.window.take_fiscal_state(FiscalState(1, 0, "fiscal_paper_out", "2-000231", 44, "Нет бумаги"))
    assert "вставьте рулон" in sale.window.strip.fiscal_trouble
    sale.window.take_fiscal_state(FiscalState())
    assert sale.window.strip.fiscal_trouble == ""
