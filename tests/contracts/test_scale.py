"""What every scale promises, over every line it may hang on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from hardware.device import ScaleError
from hardware.open_channel import channel_opener
from hardware.printer.channel import Channel
from hardware.scale.cas_scale import CasScale
from hardware.scale.simulated_scale import SimulatedScale
from tests.contracts.line_devices import WAYS, line_to


@dataclass
class Bench:
    scale: CasScale
    twin: SimulatedScale
    opener: Callable[[], Channel]

    def waits(self, steady_s: float) -> None:
        self.scale = CasScale(self.opener, steady_s=steady_s)

    def refusal(self) -> str:
        with pytest.raises(ScaleError) as caught:
            self.scale.weigh()
        return caught.value.key


@pytest.fixture(params=WAYS)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    twin = SimulatedScale()
    with line_to(request.param, twin) as opener:
        yield Bench(CasScale(opener, steady_s=60), twin, opener)


@pytest.mark.parametrize("weight", [1, 254, 12_005, 999_999])
def test_the_weight_that_lies_on_it(bench: Bench, weight: int) -> None:
    bench.twin.weight = weight
    assert bench.scale.weigh() == weight


def test_a_moving_plate_is_waited_for(bench: Bench) -> None:
    bench.twin.weight, bench.twin.moves_for = 412, 2
    assert bench.scale.weigh() == 412


def test_nothing_that_is_no_weight_is_sold(bench: Bench) -> None:
    assert bench.refusal() == "scale_empty"
    bench.twin.weight = -5
    assert bench.refusal() == "scale_negative"
    bench.twin.weight, bench.twin.moves_for = 412, 100_000_000
    bench.waits(0.1)
    assert bench.refusal() == "scale_moves"
    bench.twin.silent = True
    assert bench.refusal() == "scale_silent"
    bench.twin.silent, bench.twin.moves_for = False, 0
    assert bench.scale.weigh() == 412, "it is well again"


@pytest.mark.parametrize("address", ["serial:/dev/no-such-port", "device:/dev/no-such-port", "tcp:127.0.0.1:1"])
def test_a_scale_that_is_not_there(address: str) -> None:
    with pytest.raises(ScaleError, match="scale_offline"):
        CasScale(channel_opener(address)).weigh()
