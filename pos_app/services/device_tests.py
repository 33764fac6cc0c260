"""The tests of the devices screen for printer and drawer: what they do, and how it came out."""

from collections.abc import Callable

from hardware.device import DeviceTest, PrinterError
from pos_app.domain.receipt.document import PrintDocument
from pos_app.services.ports import CashDrawer, ReceiptPrinter


def printer_test(printer: ReceiptPrinter, slip: Callable[[], PrintDocument]) -> Callable[[], DeviceTest]:
    """Prints a slip and waits for it: ``printed(title)``, or the key of the fault."""

    def run() -> DeviceTest:
        document = slip()
        try:
            printer.print_document(document)
        except PrinterError as error:
            return DeviceTest(False, error.key)
        return DeviceTest(True, "printed", (("title", document.title),))

    return run


def drawer_test(drawer: CashDrawer) -> Callable[[], DeviceTest]:
    """Kicks the drawer: ``drawer_opened``, or the key of the fault."""

    def run() -> DeviceTest:
        try:
            drawer.kick()
        except PrinterError as error:
            return DeviceTest(False, error.key)
        return DeviceTest(True, "drawer_opened")

    return run
