"""Which of the product's methods are which part of the time."""

from pos_app.bench.till.stopwatch import Stopwatch

RECEIPT_STORED = "receipt stored (fsync)"


def set_probes(stopwatch: Stopwatch) -> None:
    """Set them before the window is built: it keeps methods of its own to call."""
    from pos_app.services.customer import CustomerService
    from pos_app.services.open_sale import OpenSale
    from pos_app.services.sale import SaleService
    from pos_app.services.scan import ScanService
    from pos_app.ui.dialogs.customer import CustomerDialog
    from pos_app.ui.main_window import MainWindow
    from pos_app.ui.scan_filter import ScanFilter
    from pos_app.ui.screens.payment import PaymentScreen
    from pos_app.ui.screens.sale import SaleScreen
    from sync.store.draft_store import DraftStore
    from sync.store.sale_book import SaleBook

    routing, screen, building = "decoded, routed", "model, panels", "payment, receipt built"
    for owner, method, part in (
        (ScanFilter, "eventFilter", routing),
        (MainWindow, "take_key", routing),
        (ScanService, "handle", "goods found"),
        (CustomerService, "find", "customer found"),
        (SaleService, "attach_customer", "points read"),
        (OpenSale, "price", "priced"),
        (DraftStore, "save_draft", "draft stored (fsync)"),
        (SaleService, "begin_payment", building),
        (SaleService, "take_card", building),
        (SaleService, "take_cash", building),
        (SaleService, "finish", building),
        (SaleBook, "record_sale", RECEIPT_STORED),
        (SaleScreen, "take_scan", screen),
        (SaleScreen, "take_key", screen),
        (PaymentScreen, "take_key", screen),
        (CustomerDialog, "choose", screen),
    ):
        stopwatch.probe(owner, method, part)
