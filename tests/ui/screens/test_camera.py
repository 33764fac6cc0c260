"""The camera's screen: its picture, found codes, the choice of a camera; the till goes on meanwhile."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from hardware.device import CameraChoice, DeviceKind, DeviceState
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.ui.key_press import KeyPress
from pos_app.ui.screens.camera import CameraScreen
from tests.ui.demo_till import CARD, MILK
from tests.ui.stage import Stage


@pytest.fixture
def camera(sale: Stage) -> Stage:
    """The camera's screen."""
    sale.keys("F10", "F9", "F3")
    sale.wait_while(lambda: not screen_of(sale).sources)
    return sale


def screen_of(stage: Stage) -> CameraScreen:
    screen = stage.screen
    assert isinstance(screen, CameraScreen)
    return screen


def test_pictures_of_the_cameras_thread_are_painted(camera: Stage) -> None:
    shown = camera.till.desk.camera
    thread = threading.Thread(target=shown.show)
    thread.start()
    thread.join()
    camera.wait_while(lambda: screen_of(camera).view.picture is None)
    picture = screen_of(camera).view.picture
    assert picture is not None
    assert len(picture.outlines) == 1
    image = screen_of(camera).view.grab().toImage()
    accent = camera.window._ui.theme.colour("accent")
    colours = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
    assert accent.name() in colours


def test_a_flood_of_pictures_is_one_repaint(camera: Stage) -> None:
    screen, painted = screen_of(camera), []
    show = screen.view.show_picture
    screen.view.show_picture = lambda picture: painted.append(picture) or show(picture)  # type: ignore[method-assign,func-returns-value]
    for _ in range(20):
        camera.till.desk.camera.show()
    camera.settle()
    assert len(painted) == 1


def test_no_picture_stands_still_when_the_camera_is_gone(camera: Stage) -> None:
    camera.till.desk.camera.show()
    camera.wait_while(lambda: screen_of(camera).view.picture is None)
    camera.window.take_device(DeviceState("camera", DeviceKind.CAMERA, False, "camera_not_found"))
    assert screen_of(camera).view.picture is None
    assert screen_of(camera).view.accessibleDescription() == "не подключено"
    camera.till.desk.camera.show()
    camera.wait_while(lambda: screen_of(camera).view.picture is None)
    assert screen_of(camera).view.picture is not None


def test_a_found_code_is_told(camera: Stage) -> None:
    camera.window.take_scan(ScanData(CARD, ScanSource.CAMERA, Symbology.QR))
    assert screen_of(camera).words.text() == f"✓ Камера прочла QR:\n{CARD}"


def test_another_camera_and_none(camera: Stage) -> None:
    screen, desk = screen_of(camera), camera.till.desk
    assert screen.sources == [0, 2, None]
    camera.keys("2")
    camera.wait_while(lambda: "camera_source" not in desk.saved)
    assert (desk.camera.chosen, desk.saved["camera_source"]) == (2, "2")
    camera.wait_while(lambda: screen.choices.marked != 1)
    camera.keys("Down", "Enter")
    camera.wait_while(lambda: desk.saved["camera_source"] != "")
    assert desk.camera.chosen is None


def test_a_choice_that_is_not_saved_holds_for_now_and_says_so(camera: Stage) -> None:
    camera.till.desk.save_error = OSError("disk is full")
    camera.keys("2")
    camera.wait_while(lambda: "не сохранено" not in screen_of(camera).words.text())
    assert camera.till.desk.camera.chosen == 2


def test_a_film_stands_in_the_list(sale: Stage) -> None:
    sale.till.desk.camera.chosen = Path("/films/cards.avi")
    sale.keys("F10", "F9", "F3")
    sale.wait_while(lambda: len(screen_of(sale).sources) < 4)
    assert screen_of(sale).sources == [0, 2, Path("/films/cards.avi"), None]


def test_nobody_watches_when_the_screen_is_left(camera: Stage) -> None:
    assert camera.till.desk.camera.watcher is not None
    camera.keys("Esc")
    assert camera.till.desk.camera.watcher is None
    assert camera.screen_name == "devices"


def test_kept_in_sight_while_goods_are_sold(camera: Stage) -> None:
    camera.keys("F6", "Esc", "Esc", "Esc")
    assert camera.screen_name == "sale"
    inset = camera.window.camera_inset
    assert inset.isVisible()
    camera.till.desk.camera.show()
    camera.wait_while(lambda: inset.picture is None)
    camera.scan(MILK)
    assert len(camera.state.basket.lines) == 1
    camera.keys("F10", "F9", "F3", "F6", "Esc")
    assert not inset.isVisible()
    assert camera.till.desk.camera.watcher is None


def test_who_leans_on_the_keys_queues_up_nothing(camera: Stage) -> None:
    setup = camera.till.services.device_setup
    may_go_on, chosen, listed = threading.Event(), [], []
    choose, cameras = setup.choose_camera, setup.cameras

    def slow_choice(source: int | Path | None) -> None:
        may_go_on.wait(60)
        chosen.append(source)
        choose(source)

    def slow_list() -> tuple[CameraChoice, ...]:
        may_go_on.wait(60)
        listed.append(1)
        return cameras()

    setup.choose_camera = slow_choice  # type: ignore[method-assign]
    setup.cameras = slow_list  # type: ignore[method-assign]
    for _ in range(5):
        for key in ("1", "2", "F5", "3", "2"):
            camera.window.take_key(KeyPress(key))
    may_go_on.set()
    camera.wait_while(lambda: len(chosen) < 2 or camera.till.desk.saved.get("camera_source") != "2")
    camera.wait_while(lambda: screen_of(camera).choices.marked != 1)
    camera.settle()
    assert chosen == [0, 2]
    assert len(listed) <= 2


def test_a_list_that_fails_can_be_asked_for_again(camera: Stage, allow_log: Callable[[str], None]) -> None:
    allow_log("cameras=unknown")
    setup = camera.till.services.device_setup
    cameras, asked = setup.cameras, []

    def broken() -> tuple[CameraChoice, ...]:
        asked.append(1)
        raise OSError("no such folder")

    setup.cameras = broken  # type: ignore[method-assign]
    camera.keys("F5")
    camera.wait_while(lambda: screen_of(camera)._is_listing)
    assert asked
    setup.cameras = cameras  # type: ignore[method-assign]
    camera.keys("F5")
    camera.wait_while(lambda: screen_of(camera).sources != [0, 2, None])
