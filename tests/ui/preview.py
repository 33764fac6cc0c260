"""``python tests/ui/preview.py SCREEN LANGUAGE SIZE OUT.png [THEME]``: a picture of a screen, to look at it.

SCREEN is a name of ``SCENES`` or ``all`` (then OUT.png is a folder), LANGUAGE ``ru`` or ``en``, SIZE like ``1366x768``.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hardware.device import DeviceKind, DeviceState
from hardware.scanner.key_stroke import KeyStroke
from pos_app.domain.catalogue.quick_keys import QuickKey, QuickKeys, QuickPage
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.domain.coupon.coupon_number import coupon_number
from pos_app.domain.transaction.sale import Sale
from pos_app.services.device_setup import MissingPart
from pos_app.ui.language import translate
from pos_app.ui.screens.camera import CameraScreen
from pos_app.ui.screens.customer_page import CustomerPageScreen
from pos_app.ui.screens.devices import DevicesScreen
from pos_app.ui.screens.scanner_lesson import ScannerLessonScreen
from pos_app.ui.widgets.camera_view import CameraView
from pos_app.ui.widgets.device_card import DeviceCard
from sync.protocol.status import Link, PointsWay
from tests.ui.demo_till import CARD, CHEESE, CHOCOLATE, GOODS, MILK, PROGRAMME, TOBACCO
from tests.ui.everything_shop import everything_till
from tests.ui.money_scenes import MONEY_SCENES
from tests.ui.number_scenes import NUMBER_SCENES
from tests.ui.review_scenes import REVIEW_SCENES
from tests.ui.rich_programme import rich
from tests.ui.server_page import server_page
from tests.ui.stage import Stage


def _first_load(stage: Stage) -> None:
    stage.window.take_status(replace(stage.till.status(Link.CONNECTING), first_load_done=False))
    stage.window.go("first_load", None)


def _customer_choice(stage: Stage) -> None:
    stage.goods(3)
    stage.keys("F2", "2342", "Enter")


def _queue(stage: Stage) -> None:
    stage.open_shift()
    for reason in ("sums_do_not_tie", "over_return", ""):
        stage.scan(MILK, CARD)
        stage.keys("F11", "Esc")
        if reason:
            sold = [record for record in stage.till.books.operations if isinstance(record, Sale)][-1]
            stage.till.books.parked[sold.receipt_id] = reason
    stage.till.clock.advance(hours=3, minutes=20)
    stage.keys("F10", "F7")


def _sent(stage: Stage) -> None:
    stage.till.books.confirmed = len(stage.till.books.operations)


def _leased(stage: Stage) -> None:
    stage.till.lease("c-1", 65_000)
    stage.goods(5)
    stage.scan(CARD)


def _points_way(stage: Stage, way: PointsWay, skew_minutes: int) -> None:
    stage.window.take_status(replace(stage.till.status(Link.ONLINE, 3), points=way, skew_minutes=skew_minutes))


def _search(stage: Stage) -> None:
    stage.goods(3)
    stage.keys("F3", "молоко")


def _goods_choice(stage: Stage) -> None:
    """The maker gave two goods one code."""
    other = replace(
        GOODS[0], item_id="item-other", name="Молоко «Простоквашино» 3,2% 930 мл, новая упаковка", article="0"
    )
    stage.goods(2)
    stage.till.catalogue.items.append(other)
    stage.scan(MILK)


def _points(stage: Stage) -> None:
    stage.goods(13)
    stage.scan(CARD)
    stage.keys("F6", "300", "Enter", "Down", "Down", "Down", "60", "Enter")


def _pieces(stage: Stage) -> None:
    stage.open_shift()
    stage.scan(MILK, MILK, MILK, TOBACCO, CHEESE, CARD)
    stage.keys("F6", "Down", "2ш", "Enter", "Down")


def _approval(stage: Stage) -> None:
    stage.goods(3)
    stage.keys("F7", "30", "Enter")


def _payment_parts(stage: Stage) -> None:
    stage.goods(6)
    stage.scan(CARD)
    stage.keys("F12", "500", "F11", "1000")


def _receipt_no_paper(stage: Stage) -> None:
    stage.till.printer.fault = "paper_out"
    stage.sold("F12", "500", "Enter")
    stage.till.queue.work_off_one()
    stage.window.take_print_state(stage.till.queue.state)


def _return_recent(stage: Stage) -> None:
    stage.sold("F12", "500", "Enter")
    stage.keys("F9")


def _return_lines(stage: Stage) -> None:
    stage.sold("F12", "500", "Enter")
    stage.keys("F9", "1", "Enter", "1", "Enter")


def _why(stage: Stage) -> None:
    stage.till.shelf.versions.append(rich(PROGRAMME))
    stage.open_shift()
    stage.scan(MILK, MILK, CHOCOLATE, CHOCOLATE, CHOCOLATE, CHOCOLATE, CHEESE, TOBACCO, CARD)
    stage.keys("F6", "60", "Enter", "F6", "Insert")


def _why_everything(stage: Stage) -> None:
    codes = everything_till(stage.till)
    stage.open_shift()
    stage.scan(*codes)
    stage.keys("F6", "60", "Enter", "F6", "Insert")


def _why_everything_receipt(stage: Stage) -> None:
    codes = everything_till(stage.till)
    stage.open_shift()
    stage.scan(*codes)
    stage.keys("F6", "60", "Enter", "F6", "F11", "Insert")


def _why_return(stage: Stage) -> None:
    stage.sold("F12", "500", "Enter")
    stage.keys("F9", "Down", "Insert")


def _held(stage: Stage) -> None:
    stage.goods(3)
    stage.keys("синяя куртка", "F5")
    stage.scan(MILK, CARD)
    stage.keys("F5")
    stage.scan(CHEESE)
    stage.keys("F5")


def _coupons_out(stage: Stage) -> None:
    """Two single coupons of the demo programme."""
    stage.goods(2)
    stage.till.claim_door.issued = {coupon_number("KCN", 7), coupon_number("KCN", 8)}
    stage.scan(coupon_number("KCN", 7), coupon_number("KCN", 8))
    stage.keys("F8", "F7")


def _taken_up_long(stage: Stage) -> None:
    stage.goods(3)
    stage.keys("F2", "89736660101", "Enter", "F4", "Константинопольская Александра Вячеславовна", "Enter", "Pause")
    stage.keys("1111", "Enter")


def _taken_up_told(stage: Stage) -> None:
    """Somebody else signs on while a shift has yet to be opened, and one dialog was under way."""
    stage.goods(3)
    stage.keys("F10", "F2", "500", "Pause", "2222", "Enter")


def _quick_keys(stage: Stage) -> None:
    milk = [QuickKey(place, item.item_id) for place, item in enumerate(GOODS[:13])]
    bread = (QuickKey(0, GOODS[2].item_id, "Хлебушек"), QuickKey(7, "gone"))
    pages = (QuickPage("Каждый день", tuple(milk)), QuickPage("Хлеб", bread), QuickPage("Овощи и фрукты"))
    stage.till.books.save_quick_keys(QuickKeys(pages))
    stage.open_shift()


def _journal(stage: Stage) -> None:
    stage.goods(3)
    stage.keys("F7", "F4", "285", "Enter", "1", "2222", "Enter", "F8", "Enter", "F7", "F3", "20", "Enter", "4")
    stage.keys("3333", "Enter", "F5", "F5", "1")


def _shift_closed(stage: Stage) -> None:
    stage.sold("F12", "500", "Enter")
    stage.keys("F10", "F8", "3200", "Enter", "Enter")


def _checking(stage: Stage) -> None:
    stage.goods(2)
    stage.till.books.lose_next_commit(stored=False)
    stage.window.go("checking", None)


def _resumed(stage: Stage) -> None:
    stage.goods(5)
    told = translate("StartOfWork", "The open receipt was brought back: check it and go on")
    stage.window.go("sale", f"⚠ {told}")


def _devices(stage: Stage) -> None:
    stage.till.desk.missing = (
        MissingPart("zbar_missing", "sudo apt-get install libzbar0"),
        MissingPart("no_permission", "sudo usermod -aG dialout kassa", "/dev/ttyUSB0"),
    )
    stage.open_shift()
    stage.keys("F10", "F9")
    stage.window.take_scan(ScanData(MILK, ScanSource.KEYBOARD, Symbology.EAN13))
    stage.window.take_device(DeviceState("camera", DeviceKind.CAMERA, False, "camera_not_found"))
    screen = stage.screen
    assert isinstance(screen, DevicesScreen)
    stage.wait_while(lambda: not screen.is_missing_known)


def _device_tested(stage: Stage) -> None:
    _devices(stage)
    stage.till.printer.fault = "paper_out"
    stage.keys("Down", "Down", "Down", "Enter")
    stage.wait_while(lambda: "⚠" not in stage.screen.findChild(DeviceCard).answer)


def _wait_for_cameras(stage: Stage) -> None:
    screen = stage.screen
    assert isinstance(screen, CameraScreen)
    stage.wait_while(lambda: not screen.sources)


def _camera(stage: Stage) -> None:
    stage.open_shift()
    stage.keys("F10", "F9", "F3")
    _wait_for_cameras(stage)
    stage.till.desk.camera.show(accepted=True)
    stage.window.take_scan(ScanData(CARD, ScanSource.CAMERA, Symbology.QR))
    stage.wait_while(lambda: stage.screen.findChild(CameraView).picture is None)


def _camera_none(stage: Stage) -> None:
    stage.till.desk.camera.chosen = None
    stage.open_shift()
    stage.keys("F10", "F9", "F3")
    _wait_for_cameras(stage)


def _camera_in_sight(stage: Stage) -> None:
    stage.goods(6)
    stage.keys("F10", "F9", "F3", "F6", "Esc", "Esc", "Esc")
    stage.till.desk.camera.show()


def _lesson(stage: Stage) -> None:
    stage.open_shift()
    stage.keys("F10", "F9", "F4")
    lesson_scan(stage, 0)


def _lesson_done(stage: Stage) -> None:
    _lesson(stage)
    lesson_scan(stage, 10_000)
    lesson_scan(stage, 20_000)


def lesson_scan(stage: Stage, start_ms: int, gap_ms: int = 7, ending: int = 28) -> None:
    """A test scan of a keyboard scanner."""
    screen = stage.screen
    assert isinstance(screen, ScannerLessonScreen)
    for number, key in enumerate((5, 7, 11, 11, 11, 6, 2, 11, 11, 11, 6, 8, ending)):
        screen.take_stroke(KeyStroke(key, "", start_ms + number * gap_ms))
    screen._end_scan()


def _customer_page(stage: Stage) -> None:
    stage.till.shelf.versions.append(rich(PROGRAMME))
    stage.sold("F11", "Esc")
    stage.scan(MILK, CARD)
    stage.till.customer_door.pages["c-1"] = server_page(stage)
    stage.keys("F2", "F3")
    screen = stage.screen
    assert isinstance(screen, CustomerPageScreen)
    stage.wait_while(lambda: not screen.is_told)


def _free_return(stage: Stage) -> None:
    stage.open_shift()
    stage.keys("F9", "F8")
    stage.scan(MILK, CHEESE)


SCENES: dict[str, Callable[[Stage], None]] = {
    "customer_page": _customer_page,
    "customer_page_cards": lambda stage: _customer_page(stage) or stage.keys("F3"),
    "customer_page_form": lambda stage: _customer_page(stage) or stage.keys("F4"),
    "customer_page_consents": lambda stage: _customer_page(stage) or stage.keys("F5"),
    "customer_page_merge": lambda stage: _customer_page(stage) or stage.keys("F7", "89734440007", "Enter"),
    "customer_page_phone": lambda stage: _customer_page(stage) or stage.keys("F8", "89731234567", "Enter"),
    "customer_page_phone_taken": lambda stage: _customer_page(stage) or stage.keys("F8", "89734440007", "Enter"),
    "customer_page_phone_offline": lambda stage: (_customer_page(stage), stage.offline(), stage.keys("F8")),
    "customer_page_new_phone": lambda stage: _customer_page(stage) or stage.keys("F8", "89737770001"),
    "customer_page_receipt": lambda stage: _customer_page(stage) or stage.keys("Enter"),
    "register_code": lambda stage: (
        stage.goods(3) or stage.keys("F2", "89736660101", "Enter", "F4", "Зоя П.", "Enter", "Enter", "Enter", "48")
    ),
    "free_return": _free_return,
    "free_return_reason": lambda stage: _free_return(stage) or stage.keys("F12"),
    "free_return_pin": lambda stage: _free_return(stage) or stage.keys("F12", "1"),
    "first_load": _first_load,
    "sign_on": lambda stage: stage.keys("12"),
    "sign_on_wrong": lambda stage: stage.keys("9999", "Enter"),
    "shift_open": lambda stage: stage.keys("1111", "Enter", "3000"),
    "shift_open_asked_again": lambda stage: stage.keys("1111", "Enter", "2000000", "Enter"),
    "sale_empty": lambda stage: stage.open_shift(),
    "sale": lambda stage: stage.goods(13) or stage.scan(CARD),
    "sale_promotion": lambda stage: stage.goods(2) or stage.scan(CHOCOLATE, CHOCOLATE, CHOCOLATE, TOBACCO),
    "sale_error": lambda stage: stage.goods(5) or stage.scan("4600000009999"),
    "sale_offline": lambda stage: stage.goods(12) or stage.offline() or stage.scan(CARD),
    "help": lambda stage: stage.goods(3) or stage.keys("F1"),
    "customer": lambda stage: stage.goods(3) or stage.keys("F2", "23"),
    "customer_choice": _customer_choice,
    "customer_unknown": lambda stage: stage.goods(3) or stage.keys("F2", "89730000000", "Enter"),
    "register": lambda stage: stage.goods(3) or stage.keys("F2", "89736660101", "Enter"),
    "register_name": lambda stage: stage.goods(3) or stage.keys("F2", "89736660101", "Enter", "F4", "Зоя П."),
    "register_consent": lambda stage: (
        stage.goods(3) or stage.keys("F2", "89736660101", "Enter", "F4", "Зоя П.", "Enter")
    ),
    "queue": _queue,
    "queue_reason": lambda stage: _queue(stage) or stage.keys("F3", "пробит дважды"),
    "queue_pin": lambda stage: _queue(stage) or stage.keys("F2", "цены верны", "Enter"),
    "queue_record": lambda stage: _queue(stage) or stage.keys("F5"),
    "queue_empty": lambda stage: stage.open_shift() or _sent(stage) or stage.keys("F10", "F7"),
    "leased": _leased,
    "leased_offline": lambda stage: _leased(stage) or stage.offline(),
    "frozen": lambda stage: stage.goods(3) or _points_way(stage, PointsWay.FROZEN, 0),
    "clock": lambda stage: stage.goods(3) or _points_way(stage, PointsWay.ONLINE, 7),
    "search": _search,
    "search_offline": lambda stage: stage.goods(3) or stage.scan(CARD) or stage.offline() or stage.keys("F3"),
    "quantity": lambda stage: stage.goods(3) or stage.keys("F4", "5"),
    "points": _points,
    "points_pieces": _pieces,
    "points_help": lambda stage: _points(stage) or stage.keys("F1"),
    "discount": lambda stage: stage.goods(3) or stage.keys("F7", "10"),
    "approval": _approval,
    "approval_pin": lambda stage: _approval(stage) or stage.keys("1", "22"),
    "weight": lambda stage: stage.goods(3) or stage.keys("F3", "яблоки", "Enter"),
    "goods_choice": _goods_choice,
    "discount_whole": lambda stage: stage.goods(3) or stage.keys("F7", "F3", "10"),
    "price": lambda stage: stage.goods(3) or stage.keys("F7", "F4", "99,90"),
    "reason": lambda stage: stage.goods(3) or stage.keys("F7", "F4", "99,90", "Enter"),
    "held": lambda stage: _held(stage) or stage.keys("F5"),
    "held_note": lambda stage: _held(stage) or stage.keys("F5", "F4", "вернётся в 15"),
    "held_aside": _held,
    "held_at_close": lambda stage: _held(stage) or stage.keys("F10", "F8"),
    "quick_keys": lambda stage: _quick_keys(stage) or stage.keys("Home", "1", "2"),
    "quick_keys_none": lambda stage: stage.goods(2) or stage.keys("Home"),
    "quick_keys_arrange": lambda stage: _quick_keys(stage) or stage.keys("Home", "End", "3333", "Enter", "Right"),
    "quick_keys_search": lambda stage: _quick_keys(stage) or stage.keys("Home", "End", "3333", "Enter", "мо"),
    "taking_up": lambda stage: stage.goods(3) or stage.keys("F7", "F4", "99,90", "Pause", "1111", "Enter"),
    "taking_up_long": _taken_up_long,
    "taking_up_told": _taken_up_told,
    "locked": lambda stage: stage.goods(2) or stage.keys("Pause", "1"),
    "journal": lambda stage: _journal(stage) or stage.keys("F10", "F12", "2222", "Enter"),
    "journal_pin": lambda stage: _journal(stage) or stage.keys("F10", "F12", "22"),
    "coupons_out": _coupons_out,
    "void_customer": lambda stage: stage.open_shift() or stage.scan(CARD) or stage.keys("F8"),
    "void": lambda stage: stage.goods(4) or stage.keys("F8"),
    "void_all": lambda stage: stage.goods(4) or stage.keys("F8", "F8"),
    "payment": lambda stage: stage.goods(6) or stage.keys("F12", "5000"),
    "payment_parts": _payment_parts,
    **MONEY_SCENES,
    **NUMBER_SCENES,
    "receipt": lambda stage: stage.sold("F12", "500", "Enter"),
    "receipt_no_paper": _receipt_no_paper,
    "why": _why,
    "why_page_2": lambda stage: _why(stage) or stage.keys("PageDown"),
    "why_empty": lambda stage: stage.open_shift() or stage.keys("Insert"),
    "why_long": lambda stage: stage.goods(13) or stage.scan(CARD) or stage.keys("Insert", "PageDown"),
    "why_receipt": lambda stage: stage.sold("F12", "500", "Enter") or stage.keys("Insert"),
    "why_everything": _why_everything,
    "why_everything_page_2": lambda stage: _why_everything(stage) or stage.keys("PageDown"),
    "why_everything_page_3": lambda stage: _why_everything(stage) or stage.keys("PageDown", "PageDown"),
    "why_everything_page_4": lambda stage: _why_everything(stage) or stage.keys("PageDown", "PageDown", "PageDown"),
    "why_everything_applied": lambda stage: _why_everything(stage) or stage.keys("Tab"),
    "why_everything_missed": lambda stage: _why_everything(stage) or stage.keys("Tab", "Tab"),
    "why_everything_end": lambda stage: _why_everything(stage) or stage.keys(*["PageDown"] * 9),
    "why_everything_receipt": _why_everything_receipt,
    "why_return": _why_return,
    "return_recent": _return_recent,
    "return_lines": _return_lines,
    "shift": lambda stage: stage.sold("F11") or stage.keys("F10"),
    "shift_x": lambda stage: stage.sold("F11") or stage.keys("F10", "F4"),
    "shift_reason": lambda stage: stage.sold("F11") or stage.keys("F10", "F3", "1000", "Enter"),
    "shift_count": lambda stage: stage.sold("F11") or stage.keys("F10", "F8", "3000"),
    "shift_confirm": lambda stage: stage.sold("F11") or stage.keys("F10", "F8", "3000", "Enter"),
    "shift_closed": _shift_closed,
    "shift_over_short": lambda stage: stage.sold("F11") or stage.keys("F10", "F8", "2990", "Enter", "Enter", "Down"),
    **REVIEW_SCENES,
    "devices": _devices,
    "device_tested": _device_tested,
    "camera": _camera,
    "camera_none": _camera_none,
    "camera_in_sight": _camera_in_sight,
    "lesson": _lesson,
    "lesson_done": _lesson_done,
    "lesson_saved": lambda stage: _lesson_done(stage) or stage.keys("Enter"),
    "checking": _checking,
    "resumed": _resumed,
}


def render(scene: str, language: str, size: str, out: Path, theme: str = "light") -> None:
    """Play a scene and save the window as PNG."""
    width, height = (int(part) for part in size.split("x"))
    stage = Stage(language, width, height, theme)
    SCENES[scene](stage)
    stage.settle()
    stage.window.grab().save(str(out))
    stage.close()


def main() -> None:
    if len(sys.argv) not in (5, 6):
        raise SystemExit(f"{__doc__}\nscreens: {', '.join(SCENES)}")
    scene, language, size, out = sys.argv[1:5]
    theme = sys.argv[5] if len(sys.argv) == 6 else "light"
    if scene != "all":
        render(scene, language, size, Path(out), theme)
        return
    Path(out).mkdir(parents=True, exist_ok=True)
    for name in SCENES:
        render(name, language, size, Path(out) / f"{name}-{language}-{size}-{theme}.png", theme)


if __name__ == "__main__":
    main()
