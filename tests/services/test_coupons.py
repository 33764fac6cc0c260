"""Coupons that are scanned or typed: into the basket, what they take off, and out again."""

from dataclasses import replace

import pytest

from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology
from pos_app.domain.loyalty.programme import LocalText
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.services.errors import ServiceError
from pos_app.services.scan_outcome import CouponAdded, ScanOutcome, ScanRefused
from tests.domain.goods import programme
from tests.fakes.programme_shelf import InMemoryProgrammeShelf
from tests.services.shop import TEA, Shop

NAME = LocalText("Купон", "Coupon")
COUPONS = (
    Coupon("spring", NAME, codes=("VESNA",), benefit=PercentOff(1000)),
    Coupon("rich", NAME, codes=("KCRICH",), benefit=PercentOff(2000), conditions=Conditions(min_basket_kopecks=10**7)),
    Coupon("single", NAME, prefix="SOSED-", single_use=True, benefit=PercentOff(1000)),
)


@pytest.fixture
def shop() -> Shop:
    made = Shop()
    made.programmes = InMemoryProgrammeShelf(replace(programme(), coupons=COUPONS))
    made.restart()
    made.sale.set_operator(made.cashier)
    made.shifts.open(made.cashier, 0)
    return made


def scanned(shop: Shop, text: str) -> ScanOutcome:
    return shop.scans.handle(ScanData(text, ScanSource.CAMERA, Symbology.QR))


def refused(outcome: ScanOutcome) -> str:
    assert isinstance(outcome, ScanRefused), outcome
    return outcome.key


def test_a_promo_code_takes_its_share_and_is_stored_with_the_sale(shop: Shop) -> None:
    shop.scans.typed(TEA.codes[0])
    assert shop.scans.typed("vesna") == CouponAdded("VESNA", 4595)
    assert shop.sale.state.priced.money_kopecks == 45950 - 4595
    assert refused(scanned(shop, "VESNA")) == "coupon_taken"
    shop.sale.pay_rest_by_card()
    assert shop.sale.finish().coupons == ("VESNA",)
    assert shop.sale.state.basket.coupons == ()


def test_a_coupon_whose_terms_are_not_met_stays_and_the_trace_says_why(shop: Shop) -> None:
    shop.scans.typed(TEA.codes[0])
    assert scanned(shop, "KCRICH") == CouponAdded("KCRICH", 0)
    entry = next(entry for entry in shop.sale.state.priced.trace if entry.rule_id == "rich")
    assert entry.reason == "basket_too_small"


def test_coupons_are_taken_out_and_outlive_a_restart(shop: Shop) -> None:
    shop.scans.typed(TEA.codes[0])
    scanned(shop, "VESNA")
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    shop.sale.resume()
    assert shop.sale.state.basket.coupons == ("VESNA",)
    assert shop.sale.remove_coupons().basket.coupons == ()
    assert shop.sale.state.priced.money_kopecks == 45950


def test_one_of_several_coupons_is_taken_out(shop: Shop) -> None:
    shop.scans.typed(TEA.codes[0])
    scanned(shop, "VESNA")
    scanned(shop, "KCRICH")
    assert shop.sale.remove_coupon("KCRICH").basket.coupons == ("VESNA",)
    with pytest.raises(ServiceError, match="coupon_not_taken"):
        shop.sale.remove_coupon("KCRICH")


@pytest.mark.parametrize(
    ("code", "key"),
    [("KCNOSUCH", "coupon_unknown"), ("NOSUCH", "unknown_code")],
)
def test_what_is_not_taken_is_told_and_changes_nothing(shop: Shop, code: str, key: str) -> None:
    assert refused(scanned(shop, code)) == key
    assert shop.sale.state.basket.coupons == ()


def test_no_coupon_once_payment_has_begun(shop: Shop) -> None:
    shop.scans.typed(TEA.codes[0])
    shop.sale.begin_payment()
    assert refused(scanned(shop, "VESNA")) == "in_payment"
    with pytest.raises(ServiceError, match="in_payment"):
        shop.sale.remove_coupons()
