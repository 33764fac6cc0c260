import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.display.cd5220 import lines_bytes, start_bytes
from hardware.display.line_display import LineDisplay
from hardware.display.simulated_display import SimulatedDisplay
from hardware.open_channel import channel_opener
from hardware.printer.channel import Channel


def test_bytes_of_the_command_list() -> None:
    assert start_bytes() == b"\x0c\x1b@\x1bcR"
    data = lines_bytes("Чай", "45,00")
    assert data == b"\x1bQA" + "Чай".encode("cp866").ljust(20) + b"\r\x1bQB45,00" + b" " * 15 + b"\r"


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_out_of_its_line(upper: str, lower: str) -> None:
    data = lines_bytes(upper, lower)
    assert len(data) == 2 * (3 + 20 + 1)
    assert data.count(b"\r") == 2
    assert data.count(b"\x1b") == 2


def _shows(twin: SimulatedDisplay, lines: tuple[str, str]) -> None:
    while twin.lines != lines:
        assert twin.shown.wait(30), twin.lines
        twin.shown.clear()


def test_the_twin_shows_what_is_sent() -> None:
    with SimulatedDisplay() as twin:
        display = LineDisplay(channel_opener(f"serial:{twin.path}@9600"))
        display.show("Молоко 3,2% 1 шт.", "109,90 ₽")
        _shows(twin, ("Молоко 3,2% 1 шт.   ", "109,90 руб.         "))
        display.show("ИТОГ", "1")
        _shows(twin, ("ИТОГ                ", "1                   "))
        display.close()
        assert twin.unknown == b""


def test_a_display_that_is_not_there_may_come_later() -> None:
    paths = ["/dev/no-such-port"]

    def plugged() -> Channel:
        return channel_opener(f"serial:{paths[0]}")()

    display = LineDisplay(plugged)
    with pytest.raises(OSError, match="no-such-port"):
        display.show("a", "b")
    with SimulatedDisplay() as twin:
        paths[0] = twin.path
        display.show("a", "b")
        _shows(twin, ("a".ljust(20), "b".ljust(20)))
        display.close()
