"""By what the customer was named, when, and whether he proved himself: kept on the receipt."""

import pytest

from pos_app.domain.basket.basket import ManualDiscountKind
from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.domain.people.customer_came import CameBy, CustomerCame
from pos_app.domain.people.deed import DeedKind
from pos_app.services.came_by import came_by_typed
from pos_app.services.scan import ScanService
from tests.services.shop import ANNA, MILK, TEA, Shop


@pytest.fixture
def scans(shop: Shop) -> ScanService:
    return ScanService(catalogue=shop.catalogue, sale=shop.sale, customers=shop.customers, books=shop.books)


def sold(shop: Shop) -> CustomerCame | None:
    if shop.sale.state.basket.is_empty:
        shop.sale.add_item(TEA)
    shop.sale.pay_rest_by_card()
    return shop.sale.finish().came


@pytest.mark.parametrize(
    ("symbology", "way", "proved"),
    [
        (Symbology.CODE128, CameBy.CARD_SCAN, True),
        (None, CameBy.CARD_SCAN, True),
        (Symbology.QR, CameBy.STATIC_QR, False),
    ],
)
def test_a_card_that_was_read_proves_him_and_a_picture_of_it_does_not(
    shop: Shop, scans: ScanService, symbology: Symbology | None, way: CameBy, proved: bool
) -> None:
    assert ANNA.card_number is not None
    shop.sale.add_item(TEA)
    scans.handle(ScanData(ANNA.card_number, ScanSource.CAMERA, symbology))
    assert sold(shop) == CustomerCame(way, 1, proved)


def test_a_typed_card_before_any_goods_proves_nothing(shop: Shop, scans: ScanService) -> None:
    assert ANNA.card_number is not None
    scans.typed(ANNA.card_number)
    shop.sale.add_item(TEA)
    assert sold(shop) == CustomerCame(CameBy.CARD_TYPED, 0, False)


def test_what_was_typed_says_how_he_came() -> None:
    assert came_by_typed("12-34") is CameBy.LAST_DIGITS
    assert came_by_typed("8 973 111-22-33") is CameBy.WHOLE_PHONE


def test_named_again_with_a_proof_he_is_proved_and_still_came_when_he_came(shop: Shop, scans: ScanService) -> None:
    assert ANNA.card_number is not None
    shop.sale.attach_customer(ANNA.customer_id, way=CameBy.LAST_DIGITS)
    shop.sale.add_item(TEA)
    shop.sale.add_item(MILK)
    scans.handle(ScanData(ANNA.card_number, ScanSource.KEYBOARD))
    assert shop.sale.state.basket.came == CustomerCame(CameBy.CARD_SCAN, 0, True)
    shop.sale.attach_customer(ANNA.customer_id, way=CameBy.WHOLE_PHONE)
    assert sold(shop) == CustomerCame(CameBy.CARD_SCAN, 0, True)


def test_a_code_told_while_the_receipt_is_open_proves_him_on_it_and_on_no_other(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.attach_customer(ANNA.customer_id, way=CameBy.WHOLE_PHONE)
    shop.confirmed.add_by_code(ANNA.customer_id)
    shop.sale.refresh()
    assert sold(shop) == CustomerCame(CameBy.WHOLE_PHONE, 1, True)
    shop.confirmed.add_by_code(ANNA.customer_id)  # between two receipts: it proves him on neither
    shop.sale.add_item(TEA)
    shop.sale.attach_customer(ANNA.customer_id, way=CameBy.WHOLE_PHONE)
    shop.sale.refresh()
    assert sold(shop) == CustomerCame(CameBy.WHOLE_PHONE, 1, False)


def test_without_a_customer_and_where_it_was_not_told_nothing_is_kept(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    shop.sale.attach_customer(ANNA.customer_id, way=CameBy.WHOLE_PHONE)
    shop.sale.detach_customer()
    assert sold(shop) is None
    shop.sale.attach_customer(ANNA.customer_id)
    assert sold(shop) is None


def test_the_journal_says_how_near_the_limit_a_discount_is(shop: Shop) -> None:
    shop.sale.add_item(TEA)
    line = shop.sale.state.basket.lines[0].line_id
    shop.sale.discount_line(line, ManualDiscountKind.PERCENT, 200)
    shop.sale.discount_basket(ManualDiscountKind.PERCENT, 300)
    shop.sale.discount_line(line, ManualDiscountKind.PERCENT, 800, shop.manager, "витрина")
    told = [(deed.kind, deed.fact("asked_bp"), deed.fact("limit_bp")) for deed in shop.books.deeds(3)]
    assert told == [
        (DeedKind.LINE_DISCOUNT, 1_100, 3_000),
        (DeedKind.BASKET_DISCOUNT, 500, 500),
        (DeedKind.LINE_DISCOUNT, 200, 500),
    ]
