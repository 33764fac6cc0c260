from datetime import date

import pytest

from pos_app.domain.catalogue.vat import VatRate, VatRateUnknownError, rate_in_force

RATES = (
    VatRate("standard", date(2026, 1, 1), 2200),
    VatRate("standard", date(2019, 1, 1), 2000),
    VatRate("none", date(2019, 1, 1), None),
)


@pytest.mark.parametrize(
    ("day", "rate_bp"), [(date(2025, 12, 31), 2000), (date(2026, 1, 1), 2200), (date(2030, 5, 5), 2200)]
)
def test_the_rate_of_a_day_is_the_latest_that_has_begun(day: date, rate_bp: int) -> None:
    assert rate_in_force(RATES, "standard", day).rate_bp == rate_bp


def test_goods_without_vat_have_no_rate() -> None:
    assert rate_in_force(RATES, "none", date(2026, 1, 1)).rate_bp is None


@pytest.mark.parametrize(("code", "day"), [("reduced", date(2026, 1, 1)), ("standard", date(2018, 12, 31))])
def test_a_rate_that_is_not_in_the_table_is_named(code: str, day: date) -> None:
    with pytest.raises(VatRateUnknownError, match=code) as caught:
        rate_in_force(RATES, code, day)
    assert (caught.value.code, caught.value.day) == (code, day)
