from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.catalogue.item import Item
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, Attribute, GoodsExclusion, GoodsSelector
from tests.domain.goods import item
from tests.domain.loyalty.drawn_rules import selectors, texts

MILK = replace(item("milk-1", 9900, group="dairy", tags=("fresh", "bio")), attributes=(("country", "IT"),))


@pytest.mark.parametrize(
    ("selector", "chosen"),
    [
        (ALL_GOODS, True),
        (GoodsSelector(groups=("bread", "dairy")), True),
        (GoodsSelector(groups=("bread",)), False),
        (GoodsSelector(groups=("dairy",), brands=("other",)), False),
        (GoodsSelector(brands=("brand",), tags=("bio",)), True),
        (GoodsSelector(items=("milk-1",)), True),
        (GoodsSelector(items=("milk-2",)), False),
        (GoodsSelector(attributes=(Attribute("country", ("FR", "IT")),)), True),
        (GoodsSelector(attributes=(Attribute("country", ("FR",)),)), False),
        (GoodsSelector(attributes=(Attribute("colour", ("IT",)),)), False),
        (GoodsSelector(groups=("dairy",), excluding=GoodsExclusion(brands=("brand",))), False),
        (GoodsSelector(excluding=GoodsExclusion(groups=("tobacco",), tags=("bio",))), False),
        (GoodsSelector(excluding=GoodsExclusion(items=("milk-2",), groups=("bread",))), True),
        (GoodsSelector(excluding=GoodsExclusion(attributes=(Attribute("country", ("IT",)),))), False),
    ],
)
def test_in_means_all_that_is_said_and_out_means_any(selector: GoodsSelector, chosen: bool) -> None:
    assert selector.chooses(MILK) is chosen


@st.composite
def goods(draw: st.DrawFn) -> Item:
    return replace(item(draw(texts), 100, group=draw(texts), tags=(draw(texts),)), brand=draw(texts))


@given(selectors(), goods())
def test_what_is_left_out_is_never_chosen_and_more_names_choose_no_less(selector: GoodsSelector, one: Item) -> None:
    assert not (selector.chooses(one) and selector.excluding.names(one))
    if selector.groups:
        assert selector.chooses(one) <= replace(selector, groups=(*selector.groups, "more")).chooses(one)
    more_out = replace(selector, excluding=replace(selector.excluding, items=(one.item_id,)))
    assert not more_out.chooses(one)
