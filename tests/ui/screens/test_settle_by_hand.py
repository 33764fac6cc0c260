"""A receipt that the registrar refused for good is settled by a manager, and by nobody else."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from pos_app.services.fiscal import FiscalState, HeldTask
from pos_app.ui.screens.devices import DevicesScreen
from tests.fakes.staff import MANAGER
from tests.ui.demo_till import DemoTill
from tests.ui.stage import Stage

SEVENTH = HeldTask("r-7", "2-000007", "fiscal_position_refused")
NINTH = HeldTask("r-9", "2-000009", "fiscal_mark_refused")


@dataclass
class HeldQueue:
    """The registrar's queue with one receipt that waits for a person."""

    state: FiscalState
    settled: list[tuple[str, str]] = field(default_factory=list)

    def settle_by_hand(self, record_id: str, operator_id: str) -> None:
        self.settled.append((record_id, operator_id))

    def nudge(self) -> None:
        pass


@pytest.fixture
def queue() -> HeldQueue:
    return HeldQueue(FiscalState(1, 1, "fiscal_position_refused", "2-000007", 16, held_tasks=(SEVENTH,)))


@pytest.fixture
def devices(queue: HeldQueue, make_stage: Callable[..., Stage]) -> Stage:
    till = DemoTill("ru")
    till.services = replace(till.services, fiscal=queue)
    stage = make_stage(till=till)
    stage.open_shift()
    stage.keys("F10", "F9")
    assert stage.screen_name == "devices"
    return stage


def test_a_managers_pin_settles_it(devices: Stage, queue: HeldQueue) -> None:
    devices.keys("F8", "1111", "Enter")
    assert queue.settled == []
    devices.keys("Esc")
    assert devices.screen_name == "devices"
    devices.keys("F8", "3333", "Enter")
    assert queue.settled == [("r-7", MANAGER.operator_id)]


def test_nothing_is_held_no_key(devices: Stage, queue: HeldQueue) -> None:
    queue.state = FiscalState()
    devices.keys("F8", "3333", "Enter")
    assert queue.settled == []


def test_any_of_several_is_settled(devices: Stage, queue: HeldQueue) -> None:
    """The same key goes on to the next, and round again."""
    queue.state = FiscalState(2, 2, "fiscal_position_refused", "2-000007", 16, held_tasks=(SEVENTH, NINTH))
    devices.keys("F8")
    assert "2-000007" in answer(devices) and "1 из 2" in answer(devices)
    devices.keys("F8")
    assert "2-000009" in answer(devices)
    devices.keys("3333", "Enter")
    assert queue.settled == [("r-9", MANAGER.operator_id)]
    devices.keys("F8", "F8", "F8", "3333", "Enter")
    assert queue.settled[-1] == ("r-7", MANAGER.operator_id)


def answer(stage: Stage) -> str:
    screen = stage.window.current
    assert isinstance(screen, DevicesScreen)
    return screen.card.answer
