"""The demo shop's goods: valid codes, unique identities, prices above floors, names that a shop would print."""

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.catalogue.item import Item
from pos_app.domain.catalogue.vat import rate_in_force
from pos_app.domain.codes import gtin
from pos_app.domain.codes.classifier import classify
from pos_app.domain.codes.code import GoodsCode, WeighedCode
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.domain.codes.variable_measure import compose
from pos_app.domain.money.units import Unit
from resources.demo.goods_maker import DemoWordsError, _choose, make_goods
from resources.demo.rates import REDUCED, STANDARD, VAT_RATES
from resources.demo.vocabulary import GroupWords, groups

SEED = 1
GOODS = make_goods(SEED)
PIECES = tuple(item for item in GOODS if item.unit is Unit.PIECE)
WEIGHED = tuple(item for item in GOODS if item.unit is Unit.KILOGRAM)
BREAD = ("Хлеб", "Батон", "Багет", "Лаваш", "Сухари", "Сушки", "Баранки")
DRINK = (
    "Вода",
    "Сок ",
    "Нектар",
    "Морс ",
    "Квас",
    "Лимонад",
    "Водка",
    "Пиво",
    "Вино ",
    "Кефир",
    "Молоко пастеризованное",
)


def test_counts() -> None:
    assert len(GOODS) == 2_000
    assert len(WEIGHED) == 120
    made = Counter(item.group for item in PIECES)
    assert made == {group.code: group.count for group in groups()}
    assert 20 <= len(made) <= 25


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**9))
def test_every_seed_makes_sound_goods(seed: int) -> None:
    goods = make_goods(seed)
    assert goods == make_goods(seed)
    codes = [code for item in goods for code in item.codes]
    assert (len(set(codes)), len(codes)) == (1_880, 1_881)  # one code is of two goods
    assert all(gtin.normalise(code) == code and 460 <= int(code[:3]) <= 469 for code in codes)
    for identity in ("item_id", "article", "name"):
        assert len({getattr(item, identity) for item in goods}) == len(goods), identity
    assert all(0 < (item.rules.floor_kopecks or 1) <= item.price_kopecks for item in goods)


def test_seeds_differ() -> None:
    assert make_goods(2) != GOODS


def test_the_classifier_takes_every_code_for_goods() -> None:
    for item in PIECES:
        scan = ScanData(item.codes[0], ScanSource.SERIAL, Symbology.EAN13)
        assert classify(scan) == GoodsCode(item.codes[0])


@given(st.sampled_from(WEIGHED), st.integers(1, 99_999), st.integers(20, 29))
def test_the_scale_can_print_every_weighed_article(item: Item, grams: int, prefix: int) -> None:
    label = compose(item.article, grams, prefix=str(prefix))
    assert classify(ScanData(label, ScanSource.SERIAL, Symbology.EAN13)) == WeighedCode(item.article, grams)


def test_weighed_goods_have_no_code_of_their_own() -> None:
    assert all(item.codes == () and re.fullmatch(r"\d{5}", item.article) for item in WEIGHED)
    assert all(item.name.endswith(", кг") for item in WEIGHED)


def test_tobacco_is_sold_at_its_list_price() -> None:
    tobacco = [item for item in GOODS if item.group == "tobacco"]
    assert len(tobacco) == 40
    for item in tobacco:
        rules = item.rules
        assert not (rules.discountable or rules.earns or rules.payable_with_points)
        assert rules.floor_kopecks == item.price_kopecks
        assert rules.age_limit_years == 18
        assert item.price_kopecks % 100 == 0


def test_alcohol_has_a_floor() -> None:
    alcohol = [item for item in GOODS if item.group == "alcohol"]
    assert len(alcohol) == 94
    for item in alcohol:
        assert item.rules.floor_kopecks is not None
        assert item.rules.floor_kopecks >= 4_900
        assert item.rules.age_limit_years == 18
        assert item.rules.discountable
    vodka = [
        item.rules.floor_kopecks for item in alcohol if item.name.startswith("Водка") and item.name.endswith(" 0,5 л")
    ]
    assert vodka
    assert set(vodka) == {40_900}


def test_nothing_else_is_regulated() -> None:
    others = [item for item in GOODS if item.group not in ("tobacco", "alcohol")]
    assert all(item.rules.floor_kopecks is None and item.rules.marking_group is None for item in others)
    adult = {item.name.split(" «")[0].split()[0:2][1] for item in others if item.rules.age_limit_years}
    assert adult == {"энергетический"}


def test_bags_are_there() -> None:
    bags = sorted((item.name, item.price_kopecks) for item in GOODS if "bag" in item.tags)
    assert len(bags) == 4
    assert bags[0] == ("Пакет бумажный «Копилка» 20 л", 1_890)


@pytest.mark.parametrize(
    ("day", "standard_bp"), [(date(2025, 12, 31), 2000), (date(2026, 1, 1), 2200), (date(2026, 11, 22), 2200)]
)
def test_vat_rates_are_dated(day: date, standard_bp: int) -> None:
    assert rate_in_force(VAT_RATES, STANDARD, day).rate_bp == standard_bp
    assert rate_in_force(VAT_RATES, REDUCED, day).rate_bp == 1000
    assert {item.vat_code for item in GOODS} == {STANDARD, REDUCED}


def test_names_are_well_formed() -> None:
    for item in GOODS:
        assert re.fullmatch(r"[А-ЯЁ][А-ЯЁа-яёA-Za-z0-9 %,/–«»-]+", item.name), item.name
        assert "  " not in item.name
        assert item.name.count("«") == item.name.count("»") <= 1
        assert len(item.name) <= 80
        assert (f"«{item.brand}»" in item.name) == bool(item.brand)


def test_sizes_suit_the_goods() -> None:
    for item in PIECES:
        unit = item.name.split()[-1]
        if item.name.startswith(BREAD):
            assert unit == "г", item.name
        if item.name.startswith(DRINK):
            assert unit in {"мл", "л"}, item.name


def test_a_bigger_pack_of_the_same_maker_costs_more() -> None:
    litres = {"0,25 л": [], "0,5 л": [], "1 л": []}  # type: dict[str, list[int]]
    for item in GOODS:
        if item.name.startswith("Водка"):
            for size, prices in litres.items():
                if item.name.endswith(f" {size}"):
                    prices.append(item.price_kopecks)
    assert max(litres["0,25 л"]) < min(litres["0,5 л"]) < min(litres["1 л"])


def test_too_few_words_are_reported() -> None:
    from random import Random

    group = groups()[0]
    greedy = GroupWords(group.code, group.name, group.vat_code, 10_000, group.lines[1:], ())
    with pytest.raises(DemoWordsError) as caught:
        _choose(greedy, Random(1))
    assert (caught.value.group, caught.value.wanted) == ("dairy", 10_000)
