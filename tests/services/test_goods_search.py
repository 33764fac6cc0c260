"""Goods that are searched for on the wrong keyboard layout."""

import pytest

from pos_app.services.goods_search import find_goods, in_other_layouts
from tests.services.shop import CHEESE, MILK, TEA, TWIN, Shop


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("сыр", CHEESE),
        ("csh", CHEESE),
        ("CSH", CHEESE),
        ("xfq", TEA),
        ("ajkjrj 3", None),
        ("vjkjrj 3", MILK),
        ("jkjrj 5", TWIN),
    ],
)
def test_the_layout_does_not_matter(shop: Shop, typed: str, found: object) -> None:
    goods = find_goods(shop.catalogue, typed, 9)
    assert (goods[0] if goods else None) == found


def test_both_ways_are_tried_and_nothing_else() -> None:
    assert in_other_layouts("молоко 3,2") == ("молоко 3б2", "vjkjrj 3,2")
    assert in_other_layouts("42") == ()
