"""What every two-line customer display promises, over every line it may hang on."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from hardware.display.line_display import LineDisplay
from hardware.display.simulated_display import SimulatedDisplay
from hardware.open_channel import channel_opener
from tests.contracts.line_devices import WAYS, line_to


@dataclass
class Bench:
    display: LineDisplay
    twin: SimulatedDisplay

    def shows(self, upper: str, lower: str) -> None:
        expected = (upper.ljust(20), lower.ljust(20))
        while self.twin.lines != expected:
            assert self.twin.shown.wait(30), self.twin.lines
            self.twin.shown.clear()


@pytest.fixture(params=WAYS)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    twin = SimulatedDisplay()
    with line_to(request.param, twin) as opener, closing(LineDisplay(opener)) as display:
        yield Bench(display, twin)


def test_two_lines_of_twenty_characters_are_shown(bench: Bench) -> None:
    bench.display.show("Молоко 3,2%", "109,90 ₽")
    bench.shows("Молоко 3,2%", "109,90 руб.")
    bench.display.show("ё" * 30, "")
    bench.shows("ё" * 20, "")


def test_what_would_be_a_command_is_text(bench: Bench) -> None:
    bench.display.show("A\x1b@B\rC\x0cD", "E\nF")
    bench.display.show("Итог", "1")
    bench.shows("Итог", "1")
    assert bench.twin.unknown == b""


def test_it_may_be_closed_and_shows_again(bench: Bench) -> None:
    bench.display.show("a", "b")
    bench.shows("a", "b")
    bench.display.close()
    bench.display.close()
    bench.display.show("c", "d")
    bench.shows("c", "d")


@pytest.mark.parametrize("address", ["serial:/dev/no-such-port", "device:/dev/no-such-port", "tcp:127.0.0.1:1"])
def test_a_display_that_is_not_there_is_an_error_each_time(address: str) -> None:
    display = LineDisplay(channel_opener(address))
    for _ in range(2):
        with pytest.raises(OSError):
            display.show("a", "b")
