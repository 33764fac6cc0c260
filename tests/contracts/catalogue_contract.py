"""What any ``Catalogue`` promises. Subclass :class:`CatalogueContract` and give two fixtures.

``catalogue``: holds exactly ``ITEMS`` and ``RATES``. ``empty_catalogue``: before the first load.
"""

from dataclasses import replace

from pos_app.domain.catalogue.item import SellingRules
from pos_app.domain.money.units import Unit
from pos_app.services.ports import Catalogue
from tests.domain.goods import item
from tests.domain.receipts import RATES

TEA = replace(item("i1", 45950), name="Чай «Чёрный бриллиант» 100 пак.", codes=("4600000000015",), article="1001")
MILK = replace(item("i2", 10990), name="Молоко 3,2% 930 мл", codes=("4600000000022", "4600000000039"), article="1002")
CHEESE = replace(item("i3", 89990, unit=Unit.KILOGRAM), name="Сыр «Российский» 50 %, вес", codes=(), article="00042")
VODKA = replace(
    item("i4", 65000, rules=SellingRules(floor_kopecks=34900, age_limit_years=18)),
    name="Водка «Ёлочка» 0,5 л",
    codes=("4600000000039",),
    article="1004",
    tags=("alcohol",),
)
ITEMS = (TEA, MILK, CHEESE, VODKA)


class CatalogueContract:
    """Test methods; the fixtures come from the subclass."""

    def test_goods_are_found_by_each_of_their_codes(self, catalogue: Catalogue) -> None:
        assert catalogue.by_code("4600000000015") == (TEA,)
        assert catalogue.by_code("4600000000022") == (MILK,)

    def test_goods_are_found_by_their_id(self, catalogue: Catalogue) -> None:
        assert catalogue.by_id(CHEESE.item_id) == CHEESE
        assert catalogue.by_id("i9") is None

    def test_one_code_may_name_several_goods(self, catalogue: Catalogue) -> None:
        assert set(catalogue.by_code("4600000000039")) == {MILK, VODKA}

    def test_goods_are_found_by_their_whole_article(self, catalogue: Catalogue) -> None:
        assert catalogue.by_article("00042") == (CHEESE,)
        assert catalogue.by_article("42") == ()

    def test_what_is_not_there_is_not_found(self, catalogue: Catalogue) -> None:
        assert catalogue.by_code("4600000000046") == ()
        assert catalogue.by_article("9999") == ()

    def test_words_are_found_by_their_beginnings(self, catalogue: Catalogue) -> None:
        assert catalogue.search("мол", 10) == (MILK,)
        assert catalogue.search("ЧАЙ бри", 10) == (TEA,)
        assert catalogue.search("елоч", 10) == (VODKA,)
        assert catalogue.search("черн", 10) == (TEA,)
        assert catalogue.search("чай молоко", 10) == ()

    def test_any_part_of_a_name_is_found_after_beginnings_of_words(self, catalogue: Catalogue) -> None:
        assert catalogue.search("локо", 10) == (MILK,)
        assert catalogue.search("ЛОЧКА", 10) == (VODKA,)
        assert catalogue.search("ллиа 100", 10) == (TEA,)
        assert catalogue.search("ло", 10) == ()
        assert catalogue.search("локо 3", 10) == (MILK,)
        assert catalogue.search("локо 7", 10) == ()
        assert catalogue.search('"%_ " локо', 10) == (MILK,)

    def test_a_search_for_nothing_finds_nothing(self, catalogue: Catalogue) -> None:
        for text in ("", "  ", "«»", "%"):
            assert catalogue.search(text, 10) == ()

    def test_a_search_ends_at_its_limit(self, catalogue: Catalogue) -> None:
        assert len(catalogue.search("л", 10)) == 1  # «0,5 л»
        assert set(catalogue.search("5", 10)) == {CHEESE, VODKA}
        assert len(catalogue.search("5", 1)) == 1
        assert catalogue.search("чай", 0) == ()

    def test_rates_come_with_their_days(self, catalogue: Catalogue) -> None:
        assert set(catalogue.vat_rates()) == set(RATES)

    def test_goods_are_counted(self, catalogue: Catalogue) -> None:
        assert catalogue.count() == len(ITEMS)

    def test_before_the_first_load_nothing_is_there(self, empty_catalogue: Catalogue) -> None:
        assert empty_catalogue.count() == 0
        assert empty_catalogue.vat_rates() == ()
        assert empty_catalogue.search("чай", 10) == ()
        assert empty_catalogue.by_code("4600000000015") == ()
