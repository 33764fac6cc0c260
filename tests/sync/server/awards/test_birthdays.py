"""A birthday award comes once, on its day, whoever runs the server how often."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from pos_app.domain.coupon.coupon_number import is_whole
from pos_app.domain.loyalty.programme import LocalText
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.awards import BirthdayAward, CouponGift, PointsGift
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.coupons import Coupon
from sync.protocol.operation import unix_ms
from sync.protocol.rows import ProgrammeRow
from sync.protocol.rows import Stream as Feed
from sync.server.awards import birthdays
from sync.server.awards.birthdays import give_birthday_awards
from sync.server.database import reading, writing
from sync.server.feed import page_after, publish
from sync.server.numbers.coupon_office import listed_coupons
from sync.server.people.merge import merge
from sync.server.tables import CUSTOMER
from sync.server.upkeep import upkeep
from tests.sync.server.shop import IVAN, OLGA, Shop, programme

GIFT = BirthdayAward(
    "bday",
    LocalText("День рождения", "Birthday"),
    gift=PointsGift(30_000),
    days_before=3,
    days_after=1,
    lot_days=7,
    pending_days=0,
)
MAY_4 = date(2026, 5, 4)  # Olga's


def published(shop: Shop, *rules: BirthdayAward, version: int = 2, coupons: tuple[Coupon, ...] = ()) -> None:
    made = replace(programme(), version=version, awards=rules, coupons=coupons)
    with writing(shop.central.engine) as connection:
        publish(connection, Feed.PROGRAMME, [ProgrammeRow(made.programme_id, version, write_programme(made))])


def at(shop: Shop, day: date) -> None:
    shop.clock.at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def born(shop: Shop, customer_id: str, birth_day: date | None, told: datetime | None = None) -> None:
    with writing(shop.central.engine) as connection:
        connection.execute(
            update(CUSTOMER)
            .where(CUSTOMER.c.customer_id == customer_id)
            .values(birth_day=birth_day, registered_ms=None if told is None else unix_ms(told))
        )


def got(shop: Shop, customer_id: str = OLGA) -> list[int]:
    return [lot.remaining for lot in shop.account(customer_id).lots if lot.lot_id.startswith("award/")]


def test_points_come_in_the_window_and_once(shop: Shop) -> None:
    published(shop, GIFT)
    at(shop, MAY_4 - timedelta(days=4))
    assert give_birthday_awards(shop.central) == 0
    at(shop, MAY_4 - timedelta(days=3))
    before = _cursor(shop)
    assert give_birthday_awards(shop.central) == 1
    assert got(shop) == [30_000]
    (lot,) = [lot for lot in shop.account().lots if lot.lot_id.startswith("award/")]
    assert lot.expires_day == MAY_4 + timedelta(days=4)
    assert _cursor(shop) > before  # the tills hear of it
    for days in range(-3, 3):
        at(shop, MAY_4 + timedelta(days=days))
        assert give_birthday_awards(shop.central) == 0
    assert shop.findings() == []


def test_the_next_year_it_comes_again(shop: Shop) -> None:
    published(shop, GIFT)
    for year in (2026, 2027, 2028):
        at(shop, date(year, 5, 4))
        upkeep(shop.central)
        upkeep(shop.central)
    assert [(award.source, award.day.year) for award in shop.account().facts.awards] == [
        (f"{OLGA}/2026-05-04", 2026),
        (f"{OLGA}/2027-05-04", 2027),
        (f"{OLGA}/2028-05-04", 2028),
    ]
    assert got(shop) == [30_000]  # the earlier ones burnt
    assert shop.findings() == []


def test_days_without_a_server_are_made_up_for_while_the_window_is_open(shop: Shop) -> None:
    published(shop, GIFT)
    at(shop, MAY_4 + timedelta(days=1))
    assert give_birthday_awards(shop.central) == 1
    born(shop, IVAN, date(1985, 5, 2))
    at(shop, MAY_4 + timedelta(days=2))
    assert give_birthday_awards(shop.central) == 0
    assert got(shop, IVAN) == []


def test_who_told_it_too_late_waits_for_next_year(shop: Shop) -> None:
    published(shop, GIFT)
    born(shop, IVAN, date(1985, 5, 4), datetime(2026, 4, 28, 9, tzinfo=UTC))
    at(shop, MAY_4)
    assert give_birthday_awards(shop.central) == 1
    assert (got(shop), got(shop, IVAN)) == ([30_000], [])
    at(shop, date(2027, 5, 4))
    assert give_birthday_awards(shop.central) == 2


def test_a_leap_day_is_kept_a_day_early_in_other_years(shop: Shop) -> None:
    published(shop, replace(GIFT, days_before=0, days_after=0))
    born(shop, IVAN, date(1992, 2, 29))
    at(shop, date(2027, 2, 28))
    assert give_birthday_awards(shop.central) == 1
    at(shop, date(2028, 2, 28))
    assert give_birthday_awards(shop.central) == 0
    at(shop, date(2028, 2, 29))
    assert give_birthday_awards(shop.central) == 1


def test_a_cut_run_goes_on_and_gives_nothing_twice(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    published(shop, GIFT)
    born(shop, IVAN, date(1985, 5, 4))
    at(shop, MAY_4)
    monkeypatch.setattr(birthdays, "_PEOPLE_A_TRANSACTION", 1)
    whole = birthdays._give
    calls: list[int] = []

    def cut(*args: Any, **named: Any) -> int:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the server ends here")
        return whole(*args, **named)

    monkeypatch.setattr(birthdays, "_give", cut)
    with pytest.raises(RuntimeError):
        give_birthday_awards(shop.central)
    assert sorted([got(shop), got(shop, IVAN)]) == [[], [30_000]]
    assert give_birthday_awards(shop.central) == 1
    assert (got(shop), got(shop, IVAN)) == ([30_000], [30_000])


def test_several_servers_at_once_give_once(shop: Shop) -> None:
    published(shop, GIFT)
    born(shop, IVAN, date(1985, 5, 4))
    at(shop, MAY_4)
    given: list[int] = []
    threads = [threading.Thread(target=lambda: given.append(give_birthday_awards(shop.central))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(given) == 2
    assert (got(shop), got(shop, IVAN)) == ([30_000], [30_000])
    assert shop.findings() == []


def test_a_programme_of_the_same_day_is_looked_at_again(shop: Shop) -> None:
    at(shop, MAY_4)
    published(shop, replace(GIFT, days_before=0, days_after=0, conditions=Conditions(tiers=("gold",))))
    assert give_birthday_awards(shop.central) == 0
    published(shop, GIFT, version=3)
    assert give_birthday_awards(shop.central) == 1


def test_two_ids_that_are_one_person_get_it_once(shop: Shop, merged: Callable[[str, str], None]) -> None:
    published(shop, GIFT)
    born(shop, IVAN, date(1990, 5, 4))
    born(shop, OLGA, None)
    at(shop, MAY_4 - timedelta(days=3))
    assert give_birthday_awards(shop.central) == 1
    born(shop, OLGA, date(1990, 5, 4))
    merged(OLGA, IVAN)
    at(shop, MAY_4)
    assert give_birthday_awards(shop.central) == 0
    assert got(shop) == [30_000]


@pytest.fixture
def merged(shop: Shop) -> Callable[[str, str], None]:
    """A function: the second id turned out to be the first one's person."""
    from sync.server.ingest.desk import Desk
    from sync.server.programmes import ProgrammeBook

    def merge_now(stays: str, goes: str) -> None:
        with writing(shop.central.engine) as connection:
            desk = Desk(connection, shop.central, "", 0, shop.central.now(), ProgrammeBook(connection))
            merge(desk, "operation-merge", stays, goes)
            desk.write()

    return merge_now


def test_a_coupon_waits_for_the_next_receipt(shop: Shop) -> None:
    promo = Coupon("promo", GIFT.name, prefix="BDAY", single_use=True, benefit=PercentOff(1_000))
    published(shop, replace(GIFT, gift=CouponGift("promo", 10)), replace(GIFT, rule_id="bday-2"), coupons=(promo,))
    at(shop, MAY_4)
    assert give_birthday_awards(shop.central) == 2
    (waiting,) = shop.account().facts.coupons_waiting
    assert is_whole(waiting.number, "BDAY") and waiting.until_day == MAY_4 + timedelta(days=10)
    published(shop, replace(GIFT, gift=CouponGift("promo")), version=3, coupons=(promo,))
    assert give_birthday_awards(shop.central) == 0, "given"
    assert [(each.number, each.state) for each in listed_coupons(shop.central)] == [(waiting.number, "issued")]


def _cursor(shop: Shop) -> int:
    with reading(shop.central.engine) as connection:
        return page_after(connection, Feed.ACCOUNTS, 0, 1000, shop.central.vault, shop.central.today()).last_number
