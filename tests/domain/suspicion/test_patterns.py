"""Each pattern: what is usual is no alarm, more of it is one, and the alarm names who, how much and which receipts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.domain.people.customer_came import CameBy
from pos_app.domain.suspicion.alarm import Pattern, Sign
from pos_app.domain.suspicion.card_sums import CardSums
from pos_app.domain.suspicion.detect import look_at
from pos_app.domain.suspicion.operator_sums import OperatorSums
from pos_app.domain.suspicion.thresholds import DEFAULT_THRESHOLDS, Thresholds
from tests.domain.suspicion.trade import ANNA, BELLA, given, seen, shift, sold, taken_back, usual

PAST = OperatorSums(
    receipts=2_000,
    cash=800,
    named=1_000,
    told=1_000,
    first=100,
    first_again=2,
    unproved=60,
    unproved_cash=20,
    unproved_weak=6,
    unproved_unlike=6,
    undone=10,
    undone_alone=2,
    at_limit=30,
    at_limit_cash=10,
    at_limit_nobody=5,
)
KNOWN = usual(PAST, PAST)


def test_one_account_more_often_than_it_comes() -> None:
    sales = [sold(number, "regular" if number % 3 == 0 else f"other-{number}") for number in range(12)]
    (alarm,) = seen(shift(sales), KNOWN, Pattern.ONE_CARD)
    assert (alarm.operator_id, alarm.customer_id, alarm.found, alarm.sign) == (ANNA, "regular", 4, Sign.SHIFT)
    assert alarm.receipts == tuple(sales[place].receipt_id for place in (0, 3, 6, 9))
    assert not seen(shift(sales[:5]), KNOWN, Pattern.ONE_CARD), "twice in a shift is nothing"
    cafe = [("regular", BELLA, CardSums(receipts=4)), ("regular", ANNA, CardSums(receipts=20))]
    assert not seen(shift(sales), usual(PAST, PAST, cafe), Pattern.ONE_CARD), "a café comes so often"


def test_one_account_that_keeps_to_one_cashier() -> None:
    sales = [sold(number, "friend" if number < 2 else f"other-{number}") for number in range(20)]
    busy = OperatorSums(receipts=600, named=300)

    def yesterday(*cards: tuple[str, str, CardSums]) -> tuple[int, ...]:
        past = usual(PAST, PAST, cards)
        past = replace(past, recent={ANNA: busy, BELLA: busy})
        return tuple(alarm.found for alarm in seen(shift(sales), past, Pattern.ONE_CARD))

    assert yesterday(("friend", ANNA, CardSums(receipts=10))) == (12,)
    assert yesterday(("friend", ANNA, CardSums(receipts=6)), ("friend", BELLA, CardSums(receipts=5))) == ()
    assert yesterday(("friend", ANNA, CardSums(receipts=2))) == ()


def test_a_shop_with_one_cashier_has_nobody_to_compare() -> None:
    sales = [sold(number, "friend" if number < 2 else f"other-{number}") for number in range(20)]
    past = usual(PAST, cards=[("friend", ANNA, CardSums(receipts=10))])
    past = replace(past, recent={ANNA: OperatorSums(receipts=600, named=300)})
    assert not seen(shift(sales), past, Pattern.ONE_CARD)


def test_cards_before_the_goods() -> None:
    sales = [sold(number, f"card-{number}", lines=0 if number < 12 else 3) for number in range(50)]
    (alarm,) = seen(shift(sales), KNOWN, Pattern.CARD_FIRST)
    assert (alarm.found, alarm.of, alarm.figure, alarm.days) == (12, 50, "first", 1)
    assert alarm.usual_bp in range(950, 1_050), "a tenth of his customers show the card first"
    assert alarm.receipts == tuple(sale.receipt_id for sale in sales[:12])
    asks_first = replace(PAST, first=800)
    assert not seen(shift(sales), usual(asks_first, PAST), Pattern.CARD_FIRST), "he always asks first"


def test_cards_that_are_kept_at_hand_come_first_at_one_cashier_alone() -> None:
    sales = [sold(number, f"card-{number}", lines=0 if number < 3 else 3) for number in range(40)]
    busy = OperatorSums(receipts=600, named=300, told=300, first=30)
    mine = [(f"card-{number}", ANNA, CardSums(receipts=9, first=9)) for number in range(3)]
    past = replace(usual(PAST, PAST, mine), recent={ANNA: busy, BELLA: busy})
    (alarm,) = seen(shift(sales), past, Pattern.CARD_FIRST)
    assert (alarm.sign, alarm.found, alarm.of) == (Sign.ONE_CASHIER, 30, 30)
    assert alarm.receipts == tuple(sale.receipt_id for sale in sales[:3])
    both = [*mine, *((f"card-{number}", BELLA, CardSums(receipts=9, first=9)) for number in range(3))]
    past = replace(usual(PAST, PAST, both), recent={ANNA: busy, BELLA: busy})
    assert not seen(shift(sales), past, Pattern.CARD_FIRST), "they come so to everybody"


def test_points_without_proof() -> None:
    spends = [sold(number, f"c-{number}", points=1_000) for number in range(8)]
    others = [sold(number, None) for number in range(8, 40)]
    (alarm,) = seen(shift([*spends, *others]), KNOWN, Pattern.UNPROVED_POINTS)
    assert set(alarm.receipts) == {sale.receipt_id for sale in spends}
    assert alarm.found == 8 and alarm.usual_bp < 500
    proved = [sold(number, f"c-{number}", points=1_000, way=CameBy.CARD_SCAN, proved=True) for number in range(8)]
    assert not seen(shift([*proved, *others]), KNOWN, Pattern.UNPROVED_POINTS)
    untold = [sold(number, f"c-{number}", points=1_000, told=False) for number in range(8)]
    assert not seen(shift([*untold, *others]), KNOWN, Pattern.UNPROVED_POINTS), "receipts of before say nothing of it"
    common = replace(PAST, unproved=500, unproved_cash=250)
    assert not seen(shift([*spends, *others]), usual(common, common), Pattern.UNPROVED_POINTS), "here most say a phone"


def test_points_of_customers_who_otherwise_show_their_card() -> None:
    spends = [sold(number, f"c-{number}", points=1_000, cash=False) for number in range(5)]
    others = [sold(number, None, cash=False) for number in range(5, 60)]
    shows = [(f"c-{number}", BELLA, CardSums(receipts=5, proved=5)) for number in range(5)]
    common = replace(PAST, unproved=400, unproved_cash=200)
    (alarm,) = seen(shift([*spends, *others]), usual(common, common, shows), Pattern.UNPROVED_POINTS)
    assert (alarm.figure, alarm.found) == ("unproved_unlike", 5)
    assert not seen(shift([*spends, *others]), usual(common, common), Pattern.UNPROVED_POINTS)


def test_undone_after_earning() -> None:
    sales = [sold(number, f"c-{number}") for number in range(40)]
    voids = [taken_back(100 + number, sales[number], voids=True) for number in range(4)]
    (alarm,) = seen(shift(sales, voids), KNOWN, Pattern.UNDONE_EARNING)
    assert (alarm.found, alarm.figure) == (4, "undone_alone")
    assert alarm.receipts == tuple(back.receipt_id for back in voids), "the voids, not the sales"
    nobodys = [sold(number) for number in range(40)]
    of_nobody = [taken_back(100 + number, nobodys[number], voids=True) for number in range(4)]
    assert not seen(shift(nobodys, of_nobody), KNOWN, Pattern.UNDONE_EARNING), "nothing had been earned"


def test_a_mistake_that_is_rung_up_anew_weighs_less() -> None:
    sales = [sold(number, f"c-{number}") for number in range(40)]
    voids = [taken_back(100 + number, sales[number], voids=True) for number in range(3)]
    anew = [replace(sold(200 + n, f"c-{n}"), sold_at=voids[n].returned_at + timedelta(minutes=2)) for n in range(3)]
    plain = look_at(shift(sales, voids), KNOWN).operators[ANNA]
    corrected = look_at(shift([*sales, *anew], voids), KNOWN).operators[ANNA]
    assert (plain.undone, plain.undone_alone) == (3, 3)
    assert (corrected.undone, corrected.undone_alone) == (3, 0)


def test_own_account_and_a_colleagues() -> None:
    own = {ANNA: "anna's", BELLA: "bella's"}
    past = usual(PAST, PAST, own=own)
    (alarm,) = seen(shift([sold(1, "anna's"), sold(2)]), past, Pattern.OWN_CARD)
    assert (alarm.customer_id, alarm.sign, alarm.found, alarm.one_in) == ("anna's", Sign.COUNT, 1, 0)
    assert not seen(shift([sold(1, "anna's", by=BELLA)]), past, Pattern.OWN_CARD), (
        "a colleague rings it up: as it should"
    )
    lent = [sold(number, "bella's") for number in range(3)]
    assert [each.found for each in seen(shift(lent), past, Pattern.OWN_CARD)] == [3]
    assert not seen(shift(lent[:2]), past, Pattern.OWN_CARD)
    assert not seen(shift(lent), past, Pattern.ONE_CARD), "told once"
    tolerant = Thresholds(own_card_receipts=0)
    assert not seen(shift([sold(1, "anna's")]), past, Pattern.OWN_CARD, tolerant)


def test_discounts_at_the_limit() -> None:
    sales = [sold(number) for number in range(40)]
    deeds = [given(sale, 500) for sale in sales[:8]]
    (alarm,) = seen(shift(sales, deeds=deeds), KNOWN, Pattern.LIMIT_DISCOUNTS)
    assert alarm.found == 8 and alarm.receipts == tuple(sale.receipt_id for sale in sales[:8])
    below = [given(sale, 400) for sale in sales[:8]]
    approved = [given(sale, 1_500, 1_500, "senior") for sale in sales[:8]]
    voided = [replace(deed, receipt_id=f"gone-{number}") for number, deed in enumerate(deeds)]
    for harmless in (below, approved, voided):
        assert not seen(shift(sales, deeds=harmless), KNOWN, Pattern.LIMIT_DISCOUNTS)
    twice = look_at(shift(sales, deeds=[*deeds, replace(deeds[0], deed_id="again")]), KNOWN)
    assert twice.operators[ANNA].at_limit == 8, "a receipt counts once"


def test_the_careful_one_is_found_by_what_adds_up() -> None:
    sales = [sold(number) for number in range(40)]
    deeds = [given(sale, 500) for sale in sales[:3]]
    lately = OperatorSums(receipts=400, cash=400, at_limit=24, at_limit_cash=24)
    past = replace(KNOWN, recent={ANNA: lately})
    (alarm,) = seen(shift(sales, deeds=deeds), past, Pattern.LIMIT_DISCOUNTS)
    assert (alarm.sign, alarm.found, alarm.of, alarm.days) == (Sign.WEEKS, 27, 440, DEFAULT_THRESHOLDS.recent_days)
    assert alarm.receipts == tuple(sale.receipt_id for sale in sales[:3])
    assert not seen(shift(sales), past, Pattern.LIMIT_DISCOUNTS), "a shift without any is told of nothing"


def test_a_shop_that_is_not_known_yet_is_compared_with_nothing() -> None:
    sales = [sold(number, f"c-{number}", lines=0, points=500) for number in range(40)]
    deeds = [given(sale, 500) for sale in sales]
    alarms = look_at(shift(sales, [taken_back(99, sales[0], voids=True)], deeds), usual()).alarms
    assert alarms == ()


def test_a_newcomer_is_compared_with_the_shop() -> None:
    sales = [sold(number, by="new") for number in range(60)]
    deeds = [given(sale, 500) for sale in sales[:10]]
    (alarm,) = seen(shift(sales, deeds=deeds), KNOWN, Pattern.LIMIT_DISCOUNTS)
    assert alarm.operator_id == "new"
    assert not seen(shift(sales, deeds=deeds[:3]), KNOWN, Pattern.LIMIT_DISCOUNTS)


def test_alarms_come_in_the_same_order_whoever_asks() -> None:
    sales = [sold(number, f"c-{number % 4}", lines=0) for number in range(24)]
    one = look_at(shift(sales), KNOWN).alarms
    assert one == look_at(shift(sales), KNOWN).alarms
    assert [alarm.one_in for alarm in one] == sorted((alarm.one_in for alarm in one), reverse=True)


@pytest.mark.parametrize("wrong", [{"shift_one_in": 0}, {"recent_days": -1}, {"learn_receipts": True}])
def test_thresholds_are_whole_numbers(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="expected a whole number of"):
        Thresholds(**wrong)
