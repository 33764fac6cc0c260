"""One door for every code: what each kind of code does, and what every refusal says."""

from dataclasses import replace

import pytest

from pos_app.domain.codes import badge_number, card_number, receipt_code, variable_measure
from pos_app.domain.codes.gtin import with_check_digit
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.domain.money.units import Unit
from pos_app.services.scan_outcome import (
    BadgeScanned,
    CustomerAttached,
    ItemAdded,
    ItemChoice,
    MultiplierSet,
    QuantityChanged,
    ReceiptScanned,
    ScanOutcome,
    ScanRefused,
)
from tests.domain.goods import item
from tests.services.shop import ANNA, BORIS, CHEESE, CIGARETTES, MILK, OTHER_TWIN, TEA, TWIN, VERA, Shop

TEA_CODE, MILK_CODE, TWIN_CODE = TEA.codes[0], MILK.codes[0], TWIN.codes[0]


def scan(shop: Shop, data: str, symbology: Symbology | None = None) -> ScanOutcome:
    """As a keyboard scanner hands it over."""
    return shop.scans.handle(ScanData(data, ScanSource.KEYBOARD, symbology))


def sell_tea(shop: Shop) -> str:
    """One packet of tea for cash; answers the receipt's number."""
    scan(shop, TEA_CODE)
    shop.sale.begin_payment()
    shop.sale.take_cash(45950)
    return shop.sale.finish().number


# ------------------------------------------------------------ goods


def test_goods_are_added(shop: Shop) -> None:
    outcome = scan(shop, TEA_CODE)
    line_id = shop.sale.state.basket.lines[0].line_id
    assert outcome == ItemAdded(line_id, TEA, 1000)
    assert scan(shop, TEA_CODE) == ItemAdded(line_id, TEA, 1000)
    assert shop.sale.state.basket.lines[0].quantity == 2000


def test_an_age_limit_is_visible(shop: Shop) -> None:
    outcome = scan(shop, CIGARETTES.codes[0])
    assert isinstance(outcome, ItemAdded)
    assert outcome.item.rules.age_limit_years == 18


def test_a_code_of_several_goods_asks_which(shop: Shop) -> None:
    assert scan(shop, TWIN_CODE) == ItemChoice((TWIN, OTHER_TWIN), 1000)
    assert shop.sale.state.basket.lines == ()


def test_a_scales_label_brings_its_weight(shop: Shop) -> None:
    outcome = scan(shop, variable_measure.compose("00042", 512))
    assert isinstance(outcome, ItemAdded)
    assert (outcome.item, outcome.quantity) == (CHEESE, 512)
    assert shop.sale.state.priced.list_kopecks == 46075


def test_weighed_goods_without_weight_ask_for_it(shop: Shop) -> None:
    assert shop.scans.typed("00042") == ScanRefused("weight_needed", {"item": "Сыр"})
    outcome = shop.scans.typed("0,512*42")
    assert isinstance(outcome, ItemAdded)
    assert outcome.quantity == 512


def test_a_label_on_goods_by_the_piece_is_refused(shop: Shop) -> None:
    shop.catalogue.items.append(item("00077", 100))
    label = variable_measure.compose("00077", 250)
    assert scan(shop, label) == ScanRefused("not_sold_by_weight", {"item": "Goods 00077"})


def test_the_shops_own_number_for_pieces_is_no_label(shop: Shop) -> None:
    own = with_check_digit("220009900125")
    bun = item("bun", 3500)
    shop.catalogue.items.append(replace(bun, codes=(own,)))
    outcome = scan(shop, own)
    assert isinstance(outcome, ItemAdded)
    assert outcome.item.unit is Unit.PIECE


def test_several_weighed_goods_of_one_article_ask_which(shop: Shop) -> None:
    aged = replace(CHEESE, item_id="aged", name="Сыр выдержанный")
    shop.catalogue.items.append(aged)
    assert scan(shop, variable_measure.compose("00042", 512)) == ItemChoice((CHEESE, aged), 512)


def test_goods_that_are_not_here(shop: Shop) -> None:
    code = with_check_digit("460000000099")
    assert scan(shop, code) == ScanRefused("not_in_catalogue", {"code": code})
    assert scan(shop, variable_measure.compose("99999", 100)) == ScanRefused("not_in_catalogue", {"code": "99999"})
    shop.catalogue.items.clear()
    assert scan(shop, TEA_CODE) == ScanRefused("no_goods_loaded")


@pytest.mark.parametrize(
    ("data", "key"),
    [("4600000000016", "check_digit"), ("@@@", "unknown_code"), ("", "unknown_code"), ("2500042000005", "check_digit")],
)
def test_codes_that_mean_nothing(shop: Shop, data: str, key: str) -> None:
    outcome = scan(shop, data)
    assert isinstance(outcome, ScanRefused)
    assert outcome.key == key


def test_a_bank_card_is_refused_and_not_kept(shop: Shop) -> None:
    outcome = scan(shop, ";4111111111111111=28121010000000000000?")
    assert outcome == ScanRefused("bank_card")


def test_a_label_of_nothing_is_refused(shop: Shop) -> None:
    assert scan(shop, with_check_digit("200004200000")) == ScanRefused(
        "weight_zero", {"code": with_check_digit("200004200000")}
    )


# ------------------------------------------------------------ customers, receipts, badges


def test_a_card_attaches_its_customer(shop: Shop) -> None:
    assert ANNA.card_number is not None
    assert scan(shop, ANNA.card_number, Symbology.QR) == CustomerAttached(ANNA)
    assert shop.sale.state.basket.customer_id == "anna"
    assert scan(shop, card_number.generate(77)) == ScanRefused("card_unknown", {"number": card_number.generate(77)})
    assert shop.sale.state.basket.customer_id == "anna"


def test_a_phone_in_a_qr_attaches_its_customer(shop: Shop) -> None:
    assert scan(shop, "tel:+79731110042", Symbology.QR) == CustomerAttached(BORIS)
    assert scan(shop, "tel:+79739999999", Symbology.QR) == ScanRefused("phone_unknown", {"phone": "+7 973 ···-··-99"})


def test_a_badge_is_handed_on_at_any_moment(shop: Shop) -> None:
    badge = badge_number.generate(12345)
    assert scan(shop, badge) == BadgeScanned(badge)
    scan(shop, TEA_CODE)
    shop.sale.begin_payment()
    assert scan(shop, badge) == BadgeScanned(badge)


def test_a_receipts_code_leads_to_its_return(shop: Shop) -> None:
    number = sell_tea(shop)
    stored = shop.books.sale_by_number(number)
    assert stored is not None
    assert scan(shop, receipt_code.compose(number)) == ReceiptScanned(stored.receipt_id, number)
    assert scan(shop, receipt_code.compose("7-000001")) == ReceiptScanned("", "7-000001")


def test_during_payment_codes_are_refused(shop: Shop) -> None:
    number = sell_tea(shop)
    scan(shop, TEA_CODE)
    shop.sale.begin_payment()
    assert ANNA.card_number is not None
    for data in (TEA_CODE, variable_measure.compose("00042", 512), ANNA.card_number, receipt_code.compose(number)):
        assert scan(shop, data) == ScanRefused("in_payment")
    assert shop.scans.typed("1001") == ScanRefused("in_payment")
    assert shop.scans.typed("*3") == ScanRefused("in_payment")


def test_while_a_receipt_is_checked_codes_are_refused(shop: Shop) -> None:
    scan(shop, TEA_CODE)
    shop.sale.begin_payment()
    shop.sale.take_cash(45950)
    shop.books.lose_next_commit(stored=True)
    with pytest.raises(Exception, match="checking_last_receipt"):
        shop.sale.finish()
    assert scan(shop, TEA_CODE) == ScanRefused("checking_last_receipt")


def test_before_sign_on_and_on_a_full_disk(shop: Shop) -> None:
    fresh = Shop()
    assert scan(fresh, TEA_CODE) == ScanRefused("not_signed_on")
    shop.books.fail_next_write("disk_full")
    assert scan(shop, TEA_CODE) == ScanRefused("not_stored", {"cause": "disk_full"})


# ------------------------------------------------------------ typed


@pytest.mark.parametrize("text", ["1001", TEA_CODE, " 1001 "])
def test_goods_by_article_and_by_digits(shop: Shop, text: str) -> None:
    outcome = shop.scans.typed(text)
    assert isinstance(outcome, ItemAdded)
    assert outcome.item == TEA


def test_a_long_article_is_found_after_the_codes(shop: Shop) -> None:
    shop.catalogue.items.append(item("12345678901", 100))
    outcome = shop.scans.typed("12345678901")
    assert isinstance(outcome, ItemAdded)
    assert outcome.item.item_id == "12345678901"


@pytest.mark.parametrize("text", ["89730000007", "8 (973) 000-00-07", "+79730000007"])
def test_a_phone_typed_in_the_scan_line(shop: Shop, text: str) -> None:
    assert shop.scans.typed(text) == CustomerAttached(VERA)


@pytest.mark.parametrize("text", ["kp000000018", "КР 0000 0001 8", "000000018"])
def test_a_card_typed_in_the_scan_line(shop: Shop, text: str) -> None:
    assert shop.scans.typed(text) == CustomerAttached(ANNA)


def test_a_slip_in_a_phone_shows_no_phone(shop: Shop) -> None:
    assert shop.scans.typed("+79730000") == ScanRefused("phone_too_short", {"digits": 8})


def test_a_receipts_number_typed(shop: Shop) -> None:
    number = sell_tea(shop)
    outcome = shop.scans.typed("2-1")
    assert isinstance(outcome, ReceiptScanned)
    assert outcome.number == number


def test_an_unknown_article_and_unknown_words(shop: Shop) -> None:
    assert shop.scans.typed("9999") == ScanRefused("not_in_catalogue", {"code": "9999"})
    assert shop.scans.typed("молоко") == ScanRefused("unknown_code", {"code": "молоко"})
    assert shop.scans.typed("") == ScanRefused("unknown_code")


# ------------------------------------------------------------ quantities


@pytest.mark.parametrize(("text", "quantity"), [("3*1001", 3000), ("3 * 1001", 3000), (f"12*{TEA_CODE}", 12_000)])
def test_a_quantity_before_the_code(shop: Shop, text: str, quantity: int) -> None:
    outcome = shop.scans.typed(text)
    assert isinstance(outcome, ItemAdded)
    assert outcome.quantity == quantity == shop.sale.state.basket.lines[0].quantity


def test_a_quantity_before_the_scan(shop: Shop) -> None:
    assert shop.scans.typed("5*") == MultiplierSet(5000)
    assert shop.scans.multiplier == 5000
    assert isinstance(scan(shop, "4600000000016"), ScanRefused)
    assert shop.scans.multiplier == 5000
    outcome = scan(shop, MILK_CODE)
    assert isinstance(outcome, ItemAdded)
    assert outcome.quantity == 5000
    assert shop.scans.multiplier is None
    assert isinstance(scan(shop, MILK_CODE), ItemAdded)
    assert shop.sale.state.basket.lines[0].quantity == 6000


def test_a_quantity_goes_with_a_choice(shop: Shop) -> None:
    shop.scans.typed("2*")
    assert scan(shop, TWIN_CODE) == ItemChoice((TWIN, OTHER_TWIN), 2000)
    assert shop.scans.multiplier is None


def test_a_quantity_ends_with_the_basket_or_on_demand(shop: Shop) -> None:
    shop.scans.typed("5*")
    shop.sale.add_item(TEA)
    shop.sale.void()
    assert shop.scans.multiplier is None
    shop.scans.typed("5*")
    shop.scans.clear_multiplier()
    assert shop.scans.multiplier is None


def test_the_quantity_of_the_last_line(shop: Shop) -> None:
    assert shop.scans.typed("*3") == ScanRefused("no_line")
    scan(shop, TEA_CODE)
    scan(shop, MILK_CODE)
    line_id = shop.sale.state.last_line_id or ""
    assert shop.scans.typed("*4") == QuantityChanged(line_id, 4000)
    assert shop.sale.state.basket.lines[1].quantity == 4000
    outcome = shop.scans.typed("*0,5")
    assert isinstance(outcome, ScanRefused)
    assert outcome.key == "fraction_of_piece"


def test_quantities_that_cannot_be(shop: Shop) -> None:
    assert shop.scans.typed("0*1001") == ScanRefused("bad_quantity", {"most": 9_999})
    for typed in ("999999*", "999999*1001"):
        assert shop.scans.typed(typed) == ScanRefused("quantity_out_of_range", {"least": 1000, "most": 9_999_000})
    outcome = shop.scans.typed("1,5*1001")
    assert isinstance(outcome, ScanRefused)
    assert outcome.key == "fraction_of_piece"
    outcome = shop.scans.typed("99999*1001")
    assert isinstance(outcome, ScanRefused)
    assert outcome.key == "quantity_out_of_range"
    shop.scans.typed("2*")
    assert scan(shop, variable_measure.compose("00042", 512)) == ScanRefused("multiplier_on_weighed")
