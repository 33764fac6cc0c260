from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.certificate.certificate import (
    Certificate,
    CertificateError,
    block,
    give_back,
    most_redeemable,
    redeem,
    replace_lost,
    sell,
    series_of,
    unblock,
)
from pos_app.domain.ledger.accounts import CERTIFICATE_BALANCE, CERTIFICATE_BURNT
from pos_app.domain.ledger.stored_value import (
    CERTIFICATE_REST_BURNT,
    Posting,
    certificate_burnt_entry,
    certificate_replaced_entry,
    certificate_sold_entry,
)
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.loyalty.rules.goods import GoodsSelector
from pos_app.domain.transaction.sale import TenderKind
from tests.domain.goods import item

DAY = date(2026, 3, 14)
SERIES = CertificateSeries(
    code="gift", name=LocalText("Подарочный", "Gift"), prefix="GC-", nominals_kopecks=(50_000, 100_000), valid_days=10
)
WHOLE = replace(SERIES, code="whole", prefix="GC-W", in_parts=False)
NEW = sell(SERIES, "GC-1", 50_000, DAY)
POSTING = Posting("op", "2", datetime(2026, 3, 14, tzinfo=UTC))


@given(st.lists(st.integers(1, 30_000), max_size=8), st.booleans(), st.data())
def test_what_was_redeemed_and_came_back_in_parts_is_on_it_again(
    payments: list[int], in_parts: bool, data: st.DataObject
) -> None:
    series = SERIES if in_parts else WHOLE
    certificate, redemptions = sell(series, "GC-W1", 50_000, DAY), []
    sold = certificate
    for kopecks in payments:
        if kopecks <= certificate.balance_kopecks:
            certificate, redemption = redeem(series, certificate, kopecks, 60_000, DAY)
            redemptions.append(redemption)
            assert in_parts or certificate.balance_kopecks == 0
    paid = sum(one.kopecks + one.burnt_kopecks for one in redemptions)
    assert certificate.balance_kopecks == 50_000 - paid
    while redemptions:
        index = data.draw(st.integers(0, len(redemptions) - 1))
        room = redemptions[index].kopecks - redemptions[index].returned_kopecks
        certificate, redemptions[index] = give_back(
            certificate, redemptions[index], data.draw(st.integers((room + 1) // 2, room)), DAY
        )
        if redemptions[index].returned_kopecks == redemptions[index].kopecks:
            del redemptions[index]
    assert certificate == sold


@pytest.mark.parametrize(
    ("certificate", "kopecks", "day", "key"),
    [
        (block(NEW), 100, DAY, "blocked"),
        (NEW, 100, DAY + timedelta(days=11), "expired"),
        (replace(NEW, balance_kopecks=0), 100, DAY, "nothing_left"),
        (NEW, 50_001, DAY, "too_much"),
        (NEW, 30_001, DAY, "too_much"),
        (NEW, 0, DAY, "too_much"),
    ],
)
def test_what_is_not_taken_has_its_reason(certificate: Certificate, kopecks: int, day: date, key: str) -> None:
    payable = 30_000 if kopecks == 30_001 else 90_000
    with pytest.raises(CertificateError) as caught:
        redeem(SERIES, certificate, kopecks, payable, day)
    assert caught.value.key == key


def test_it_is_good_through_its_last_day() -> None:
    left, redemption = redeem(SERIES, NEW, 20_000, 90_000, DAY + timedelta(days=10))
    assert (left.balance_kopecks, redemption.burnt_kopecks) == (30_000, 0)


def test_money_back_on_one_that_ended_lives_through_the_grace() -> None:
    left, redemption = redeem(SERIES, NEW, 20_000, 90_000, DAY)
    late = DAY + timedelta(days=20)
    back, _ = give_back(left, redemption, 20_000, late, 14)
    assert (back.balance_kopecks, back.until_day) == (50_000, late + timedelta(days=14))
    with pytest.raises(CertificateError, match="more_than_paid"):
        give_back(left, redemption, 20_001, late)


def test_a_number_tells_its_series_the_longest_prefix_first() -> None:
    assert series_of((SERIES, WHOLE), "GC-W1") is WHOLE
    assert series_of((SERIES, WHOLE), "GC-1") is SERIES
    assert series_of((SERIES, WHOLE), "GC-") is None
    with pytest.raises(CertificateError, match="wrong_series"):
        sell(SERIES, "X-1", 50_000, DAY)
    with pytest.raises(CertificateError, match="no_nominal"):
        sell(SERIES, "GC-1", 50_001, DAY)


def test_only_its_goods_may_be_paid_with_it() -> None:
    dairy = replace(SERIES, goods=GoodsSelector(groups=("dairy",)))
    lines = ((item("milk", 100, group="dairy"), 20_000), (item("bread", 100), 90_000))
    assert most_redeemable(dairy, NEW, lines) == 20_000
    assert most_redeemable(SERIES, NEW, lines) == 50_000


def test_a_lost_one_is_blocked_and_what_is_on_it_moves() -> None:
    old, new = replace_lost(block(NEW), "GC-2")
    assert (old.balance_kopecks, new) == (0, replace(NEW, number="GC-2"))
    assert unblock(block(NEW)) == NEW
    for refused, key in ((lambda: replace_lost(NEW, "GC-2"), "not_blocked"), (lambda: unblock(NEW), "not_blocked")):
        with pytest.raises(CertificateError, match=key):
            refused()
    with pytest.raises(CertificateError, match="blocked"):
        block(block(NEW))
    with pytest.raises(CertificateError, match="nothing_left"):
        replace_lost(old, "GC-3")


def test_the_ledger_knows_what_is_on_it() -> None:
    entries = (
        certificate_sold_entry(POSTING, "GC-1", TenderKind.CARD, 50_000),
        certificate_replaced_entry(POSTING, "GC-1", "GC-2", 50_000),
        certificate_burnt_entry(POSTING, CERTIFICATE_REST_BURNT, "GC-2", 700),
    )
    sums: dict[tuple[str, str], int] = {}
    for entry in entries:
        for leg in entry.legs:
            sums[leg.account, leg.owner] = sums.get((leg.account, leg.owner), 0) + leg.amount
    assert sums[CERTIFICATE_BALANCE, "GC-1"] == 0
    assert sums[CERTIFICATE_BALANCE, "GC-2"] == -49_300
    assert sums[CERTIFICATE_BURNT, "2"] == -700
    assert len({entry.entry_id for entry in entries}) == 3
