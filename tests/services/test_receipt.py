"""Papers from stored records, and printing them without touching a record."""

from dataclasses import replace

import pytest

from pos_app.domain.receipt.labels import Language
from pos_app.domain.receipt.shop_header import ShopHeader
from pos_app.domain.transaction.sale import Sale
from pos_app.services.receipt import ReceiptService
from tests.domain.goods import MOSCOW
from tests.services.refusals import refused
from tests.services.shop import TEA, Shop


@pytest.fixture
def sale(shop: Shop) -> Sale:
    """Two packets of tea for Anna, in cash."""
    shop.sale.add_item(TEA, 2000)
    shop.sale.attach_customer("anna")
    shop.hold_points()
    shop.sale.begin_payment()
    shop.sale.take_cash(100_000)
    return shop.sale.finish()


def test_a_receipt_names_shop_cashier_and_balance(shop: Shop, sale: Sale) -> None:
    text = shop.receipts.readable(shop.receipts.sale_document(sale))
    for words in (
        "Магазин «Копилка»",
        "Кассир: Иванова М.",
        "Чек № 2-000001",
        "Скидка по карте",
        "Баллов было",
        "1 250",
    ):
        assert words in text
    assert max(map(len, text.splitlines())) <= 42


def test_a_cashier_who_left_is_named_by_his_id(shop: Shop, sale: Sale) -> None:
    left = replace(sale, operator_id="left-last-year")
    assert "left-last-year" in shop.receipts.readable(shop.receipts.sale_document(left))


def test_printing_waits_for_the_queue(shop: Shop, sale: Sale) -> None:
    document = shop.receipts.sale_document(sale)
    shop.receipts.print_later(document, kick_drawer=True)
    assert (shop.printer.printed, shop.drawer.kicks) == ([], 0)
    assert shop.queue.work_off_one()
    assert (shop.printer.printed, shop.drawer.kicks) == ([document], 1)


def test_a_reprint_is_a_copy_and_leaves_the_drawer_shut(shop: Shop, sale: Sale) -> None:
    back = shop.returns.confirm(sale.receipt_id, {sale.lines[0].line_id: 1000}, shop.cashier)
    for receipt_id, word in ((sale.receipt_id, "Чек №"), (back.receipt_id, "Возврат №")):
        document = shop.receipts.reprint(receipt_id)
        shop.queue.work_off_one()
        assert shop.printer.printed[-1] == document
        text = shop.receipts.readable(document)
        assert "КОПИЯ" in text
        assert word in text
    assert shop.drawer.kicks == 0
    with refused("receipt_unknown"):
        shop.receipts.reprint("nothing")


def test_reports_name_who_made_them(shop: Shop, sale: Sale) -> None:
    x_text = shop.receipts.readable(shop.receipts.x_document(shop.shifts.x_report()))
    assert "Кассир: Иванова М." in x_text
    z_report = shop.shifts.close(shop.manager, 500_000, "пересчитано дважды")
    z_text = shop.receipts.readable(shop.receipts.z_document(z_report))
    assert "Кассир: Сидорова О." in z_text
    assert "КОПИЯ" not in z_text
    assert "КОПИЯ" in shop.receipts.readable(shop.receipts.z_document(z_report, copy=True))


def test_in_english_on_narrow_paper(shop: Shop, sale: Sale) -> None:
    english = ReceiptService(
        books=shop.books,
        staff=shop.staff,
        queue=shop.queue,
        header=ShopHeader("Kopilka", "", ""),
        timezone=MOSCOW,
        language=Language.EN,
        columns=32,
    )
    text = english.readable(english.sale_document(sale))
    assert "TOTAL" in text
    assert "INN" not in text
    assert max(map(len, text.splitlines())) <= 32
