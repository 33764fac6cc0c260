"""The receipt of a sale, read as the customer reads it."""

from dataclasses import replace

import pytest
from hypothesis import given

from pos_app.domain.loyalty.programme import ReceiptPicture
from pos_app.domain.receipt.document import BarcodeBlock, QrBlock
from pos_app.domain.receipt.labels import ENGLISH
from pos_app.domain.receipt.sale_receipt import sale_receipt
from pos_app.domain.transaction.sale import Sale
from tests.domain.receipt.papers import paper, rows_of, text_of
from tests.domain.receipts import example_a, mixed_sale, sales

EXAMPLE_A = """\
            Магазин «Копилка»
         г. Тверь, ул. Пробная, 1
              ИНН 7700000000
              Чек № 2-000231
14.03.2026 12:05                   Касса 2
Кассир: Иванова М.
------------------------------------------
Goods item-a
  3 шт x 33,33                       99,99
  Баллами                           -49,99
  = 1 шт x 16,66                     16,66
  = 2 шт x 16,67                     33,34
------------------------------------------
Без скидок                           99,99
Оплачено баллами                    -49,99
ИТОГО                                50,00
в т.ч. НДС 22 %                       9,02
Наличными                            50,00
------------------------------------------
Баллов было                            100
Списано                             -49,99
Начислено                             2,50
Баллов стало                         52,51
Начисленные сгорят 14.03.2027
------------------------------------------
             [QR] K2-000231-7
            [|||] K2-000231-7
           Спасибо за покупку!"""


def test_example_a_on_paper() -> None:
    assert text_of(sale_receipt(example_a(), paper(), "Иванова М.")) == EXAMPLE_A


def test_discounts_change_and_both_tenders_stand_on_paper() -> None:
    rows = rows_of(sale_receipt(mixed_sale(), paper(), "Иванова М."))
    for row in (
        ("Скидка кассира", "-91,90"),
        ("= 2 шт x 413,55", "827,10"),
        ("= 0,512 кг x 509,28", "260,75"),
        ("= 3 шт x 109,90", "329,70"),
        ("Без скидок", "1 709,45"),
        ("Скидка", "-91,90"),
        ("ИТОГО", "1 417,55"),
        ("Картой", "1 000,00"),
        ("Наличными", "417,55"),
        ("Получено", "420,00"),
        ("Сдача", "2,45"),
    ):
        assert row in rows


@given(sales())
def test_the_positions_sum_to_the_total(sale: Sale) -> None:
    rows = rows_of(sale_receipt(sale, paper(), "Иванова М."))
    positions = [_kopecks(right) for left, right in rows if left.startswith("= ")]
    assert sum(positions) == sale.money_kopecks
    assert _kopecks(dict(rows)["ИТОГО"]) == sale.money_kopecks


def test_points_as_another_payment_stand_beside_the_tenders() -> None:
    sale = replace(example_a(), receipt_picture=ReceiptPicture.COUNTER_PERFORMANCE)
    rows = rows_of(sale_receipt(sale, paper(), "Иванова М."))
    assert ("= 3 шт x 33,33", "99,99") in rows
    total, points, cash = (
        rows.index(row) for row in (("ИТОГО", "99,99"), ("Оплачено баллами", "49,99"), ("Наличными", "50,00"))
    )
    assert total < points < cash
    assert ("Баллами", "-49,99") not in rows


def test_a_sale_without_a_customer_says_nothing_of_points() -> None:
    stranger = replace(example_a(), customer_id=None, balance_before=None, lot_expires_day=None, earned=0)
    assert "Баллов" not in text_of(sale_receipt(stranger, paper(), "Иванова М."))


def test_a_debt_is_told_as_a_debt() -> None:
    sale = replace(example_a(), balance_before=-44, points=0, earned=1480)
    rows = rows_of(sale_receipt(sale, paper(), "Иванова М."))
    assert ("Долг по баллам был", "0,44") in rows
    assert ("Баллов стало", "14,36") in rows
    rows = rows_of(sale_receipt(replace(sale, earned=14), paper(), "Иванова М."))
    assert ("Долг по баллам стал", "0,30") in rows


def test_an_unknown_balance_is_not_invented() -> None:
    text = text_of(sale_receipt(replace(example_a(), balance_before=None), paper(), "Иванова М."))
    assert "Баллов" not in text
    assert "Начислено" in text


def test_a_reprint_is_marked_and_carries_the_same_sums() -> None:
    first = sale_receipt(mixed_sale(), paper(), "Иванова М.")
    second = sale_receipt(mixed_sale(), paper(copy=True), "Иванова М.")
    assert "КОПИЯ" not in text_of(first)
    assert "КОПИЯ" in text_of(second)
    assert rows_of(first) == rows_of(second)


def test_the_code_is_there_for_camera_and_scanner() -> None:
    document = sale_receipt(example_a(), paper(), "Иванова М.")
    codes = [block.data for block in document.blocks if isinstance(block, QrBlock | BarcodeBlock)]
    assert codes == ["K2-000231-7", "K2-000231-7"]
    assert document.title == "sale 2-000231"


@pytest.mark.parametrize(
    "word", ["Receipt No. 2-000231", "TOTAL", "Cash", "incl. VAT 22 %", "Points after", "14 Mar 2027"]
)
def test_in_english(word: str) -> None:
    assert word in text_of(sale_receipt(example_a(), paper(ENGLISH), "Ivanova M."))


def _kopecks(text: str) -> int:
    return int(text.replace(" ", "").replace(",", ""))
