"""The receipt of a return."""

from dataclasses import replace

from pos_app.domain.receipt.return_receipt import return_receipt
from pos_app.domain.transaction.build_return import build_return
from tests.domain.receipt.papers import paper, rows_of, text_of
from tests.domain.receipts import example_a, head, mixed_sale


def test_what_comes_back_stands_on_paper() -> None:
    sale = mixed_sale()
    back = build_return(sale, {}, {"b": 512, "c": 1000}, "r", head(232), "порван пакет", balance_before=37086)
    document = return_receipt(back, sale, paper(), "Иванова М.")
    rows, text = rows_of(document), text_of(document)
    for row in (
        ("0,512 кг", "260,75"),
        ("Баллами", "200,00"),
        ("1 шт", "109,90"),
        ("К ВОЗВРАТУ", "370,65"),
        ("в т.ч. НДС 10 %", "33,70"),
        ("Картой", "261,47"),
        ("Наличными", "109,18"),
        ("Баллов было", "370,86"),
        ("Возвращено баллов", "200"),
        ("Снято начисленных", "-18,52"),
        ("Баллов стало", "552,34"),
    ):
        assert row in rows
    assert "По чеку № 2-000231, 14.03.2026 12:05" in text
    assert "Причина: порван пакет" in text
    assert "Возврат № 2-000232" in text
    assert document.title == "return 2-000232"


def test_a_return_without_a_customer_says_nothing_of_points() -> None:
    sale = example_a()
    back = replace(build_return(sale, {}, {"a": 1000}, "r", head(232)), customer_id=None)
    text = text_of(return_receipt(back, sale, paper(copy=True), "Иванова М."))
    assert "Баллов" not in text
    assert "КОПИЯ" in text
    assert "Причина" not in text
