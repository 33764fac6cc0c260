"""A receipt that the registrar refused for good is settled by a manager, and by nobody else."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from pos_app.services.fiscal import FiscalState
from tests.fakes.staff import MANAGER
from tests.ui.demo_till import DemoTill
from tests.ui.stage import Stage


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
    refused = ("fiscal_position_refused", "2-000007", 129)
    return HeldQueue(FiscalState(1, 1, *refused, held_id="r-7", held_number="2-000007"))


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
