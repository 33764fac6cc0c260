"""A number and its unit stay on one line; every other word may begin a new one."""

import pytest

from pos_app.ui.goods_words import goods_words


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Напиток энергетический «Вольтанис» 450 мл", "450 мл"),
        ("Водка особая 40 % «Княжья гать» 0,25 л", "0,25 л"),
        ("Яйцо куриное С1 «Квочкин дол» 15 шт", "15 шт"),
        ("Сыр «Варницкий двор», кг", "кг"),
        ("Салфетки 100 листов", "листов"),
    ],
)
def test_a_unit_stays_with_its_number(name: str, last: str) -> None:
    words = goods_words(name)
    assert words[-1] == last
    assert " ".join(words) == name
