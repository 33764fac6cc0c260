"""``python tests/ui/customer_side/two_screens.py``: a till on a machine with the screens of Qt's configuration.

It says where the customer's window is, and where once the second screen was unplugged and put back.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtGui import QGuiApplication

from pos_app.ui.ui_settings import CustomerScreen, CustomerScreenMode
from tests.ui.stage import Stage


def main() -> None:
    stage = Stage(customer_screen=CustomerScreen(CustomerScreenMode.SECOND_SCREEN))
    window, place = stage.ui.context.customer_side.window, stage.ui.second_screen
    assert window is not None and place is not None

    def tell(when: str) -> None:
        stage.settle()
        room = window.geometry()
        where = f"{room.x()},{room.y()} {room.width()}x{room.height()}" if window.isVisible() else "hidden"
        print(f"{when}: {where} active={QGuiApplication.focusWindow() is window.windowHandle()}", flush=True)

    tell("start")
    second = next((screen for screen in QGuiApplication.screens() if screen.name() == "customer"), None)
    if second is not None:
        place.place(gone=second)
        tell("unplugged")
        place.place()
        tell("back")
    stage.close()


if __name__ == "__main__":
    main()
