"""The devices screen: what is attached, tests, news, what is missing, the checklist."""

import threading
from collections.abc import Callable

import pytest

from hardware.device import DeviceKind, DeviceState, DeviceTest
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.services.device_setup import MissingPart
from pos_app.services.devices import AttachedDevice, DeviceEvent
from pos_app.ui.device_words import event_words, state_words
from pos_app.ui.models.devices_model import EVENT, NAME, STATE
from pos_app.ui.screens.devices import DevicesScreen
from tests.ui.demo_till import MILK
from tests.ui.stage import Stage


@pytest.fixture
def devices(sale: Stage) -> Stage:
    """The devices screen, reached as a cashier reaches it."""
    sale.keys("F10", "F9")
    return sale


def screen_of(stage: Stage) -> DevicesScreen:
    screen = stage.screen
    assert isinstance(screen, DevicesScreen)
    return screen


def column(stage: Stage, number: int) -> dict[str, str]:
    return {row.key: row.texts[number] for row in screen_of(stage).model.rows}


def choose(stage: Stage, name: str) -> None:
    screen = screen_of(stage)
    while screen.table.current_line_id != name:
        stage.keys("Down")


def answer(stage: Stage) -> str:
    card = screen_of(stage).card
    stage.wait_while(lambda: not card.answer or card.answer == "Проверка…")
    return card.answer


def test_all_that_is_attached_is_there(devices: Stage) -> None:
    assert "Приборы" in [action.label for action in _shift_keys(devices)]
    assert list(column(devices, NAME).values()) == [
        "Сканер-клавиатура", "Сканер (порт)", "Камера", "Принтер чеков", "Денежный ящик",
    ]  # fmt: skip
    assert column(devices, STATE)["serial"] == "● готов, /dev/ttyACM0"
    assert column(devices, STATE)["keyboard"] == "○ ждёт скан"


def _shift_keys(stage: Stage) -> tuple:  # type: ignore[type-arg]
    stage.keys("Esc")
    shown = stage.window.key_bar.shown
    stage.keys("F9")
    return shown


def test_whose_state_it_is_stands_once_and_an_empty_line_is_not_told(devices: Stage) -> None:
    expired = DeviceState("fiscal", DeviceKind.FISCAL, False, "fiscal_shift_expired")
    registrar = AttachedDevice("fiscal", DeviceKind.FISCAL, "simulated", True, False, expired)
    assert state_words(registrar) == "смене больше 24 часов, закройте смену"
    for lower, told in (("", "показывает: Сдача 0,00"), ("руб.", "показывает: Сдача 0,00 / руб.")):
        lines = (("upper", "Сдача          0,00"), ("lower", lower.ljust(20)))
        event = DeviceEvent(devices.till.clock.now(), "display_shows", lines)
        assert event_words(AttachedDevice("display", DeviceKind.DISPLAY, "simulated", True, True, None, event)) == told


def test_a_slip_is_printed_and_the_drawer_kicked(devices: Stage) -> None:
    choose(devices, "printer")
    devices.keys("Enter")
    assert answer(devices).startswith("✓ напечатано: test 2")
    assert [document.title[:6] for document in devices.till.printer.printed] == ["test 2"]
    assert column(devices, STATE)["printer"] == "● подключён"
    choose(devices, "drawer")
    devices.keys("Enter")
    assert answer(devices) == "✓ команда открыть подана"
    assert devices.till.drawer.kicks == 1


def test_a_printer_without_paper_says_so_and_the_till_goes_on(devices: Stage) -> None:
    devices.till.printer.fault = "paper_out"
    choose(devices, "printer")
    devices.keys("Enter")
    assert answer(devices) == "⚠ нет бумаги"
    assert column(devices, STATE)["printer"] == "▲ нет бумаги"
    devices.keys("Esc", "Esc")
    devices.scan(MILK)
    assert [line.item.codes for line in devices.state.basket.lines] == [(MILK,)]


def test_a_slow_test_blocks_nothing(devices: Stage) -> None:
    waiting = threading.Event()

    def slow() -> DeviceTest:
        waiting.wait(60)
        return DeviceTest(True, "display_shown")

    devices.till.desk.register.attach("display", DeviceKind.DISPLAY, "serial:/dev/ttyS0", test=slow)
    devices.settle()
    choose(devices, "display")
    devices.keys("Enter", "Enter")
    assert screen_of(devices).card.answer == "Проверка…"
    devices.keys("Up")
    assert screen_of(devices).table.current_line_id == "drawer"
    waiting.set()
    devices.wait_while(lambda: "строки переданы" not in column(devices, EVENT)["display"])
    assert screen_of(devices).card.answer == ""


def test_news_of_another_thread_are_shown(devices: Stage) -> None:
    state = DeviceState("camera", DeviceKind.CAMERA, False, "camera_not_found")
    thread = threading.Thread(target=devices.till.desk.register.heard_state, args=(state,))
    thread.start()
    thread.join()
    devices.wait_while(lambda: column(devices, STATE)["camera"] != "▲ не подключено")
    assert column(devices, EVENT)["camera"] == "не подключено"


def test_a_code_is_shown_with_its_reader_and_not_sold(devices: Stage) -> None:
    devices.window.take_scan(ScanData("0104600000000107215\x1d93ab", ScanSource.SERIAL, Symbology.DATAMATRIX))
    devices.settle()
    assert screen_of(devices).card.answer == "Прочтено, DATAMATRIX:\n0104600000000107215[GS]93ab"
    assert screen_of(devices).table.current_line_id == "serial"
    assert column(devices, EVENT)["serial"] == "прочтён DATAMATRIX, знаков: 24"
    assert devices.state.basket.lines == ()


def test_the_list_never_keeps_the_code_itself(sale: Stage) -> None:
    sale.window.take_scan(ScanData("+79730012342", ScanSource.CAMERA, Symbology.QR))
    assert all("42" not in str(device.event) for device in sale.till.desk.register.devices() if device.name == "camera")


def test_what_is_missing_is_named_with_its_cure(sale: Stage) -> None:
    sale.till.desk.missing = (MissingPart("no_permission", "sudo usermod -aG video kassa", "/dev/video0"),)
    sale.keys("F10", "F9")
    screen = screen_of(sale)
    sale.wait_while(lambda: not screen.is_missing_known)
    assert screen.lacking_text == (
        "⚠ Нет прав на /dev/video0. После команды выйдите из системы и войдите снова:\nsudo usermod -aG video kassa"
    )


def test_the_checklist_on_paper_and_as_files(devices: Stage) -> None:
    devices.keys("F5")
    while devices.till.queue.work_off_one():
        pass
    (document,) = devices.till.printer.printed
    assert document.title == "checklist 2"
    text = devices.till.services.receipts.readable(document)
    assert "[ ] Принтер чеков" in text
    assert "tcp:192.0.2.7" in text
    devices.keys("F6")
    devices.wait_while(lambda: "devices-checklist.html" not in screen_of(devices).card.answer)
    page = (devices.till.desk.folder / "devices-checklist.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.count('class="box"') == 2 * 5
    assert "Магазин «Копилка»" in page
    assert "[ ] Принтер чеков" in (devices.till.desk.folder / "devices-checklist.txt").read_text(encoding="utf-8")


def test_a_checklist_that_cannot_be_written_says_so(devices: Stage) -> None:
    devices.till.desk.folder.rmdir()
    devices.till.desk.folder.write_text("no folder")
    devices.keys("F6")
    assert answer(devices).startswith("Действует сейчас, но не сохранено:")


def test_another_screen_is_told_nothing(devices: Stage, make_stage: Callable[..., Stage]) -> None:
    screen = screen_of(devices)
    devices.keys("Esc")
    devices.till.desk.register.heard("drawer", "drawer_opened")
    devices.settle()
    assert devices.screen_name == "shift"
    assert screen.model.rows[-1].texts[EVENT] == ""


def test_who_practises_presents_a_code_to_camera_and_scanner(devices: Stage) -> None:
    readers = devices.till.desk.readers
    choose(devices, "serial")
    assert "Показать код" not in [action.label for action in devices.window.key_bar.shown], "a real scanner"
    readers.names = frozenset({"camera", "serial"})
    devices.keys("F9", MILK, "Enter", "F9")
    assert readers.presented == [("serial", MILK, 0), ("serial", MILK, 5)]
    assert "5 с" in answer(devices)
    devices.keys("9" * 100, "Enter")
    assert "короче" in answer(devices)
    devices.keys("Esc")
    choose(devices, "camera")
    devices.keys("F9", "KP000000018", "Enter")
    assert readers.presented[-1] == ("camera", "KP000000018", 0)
    devices.keys("Esc")
    assert devices.screen_name == "devices"
    devices.keys("Esc")
    assert devices.screen_name == "shift"
