"""The demo shop as a whole."""

import hashlib
import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime

from pydantic import TypeAdapter

from pos_app.domain.codes import badge_number
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.people.operator import Role
from resources.demo.shop import demo_shop
from resources.paths import resource_path

TODAY = date(2026, 11, 22)


def test_same_arguments_same_shop() -> None:
    assert demo_shop(TODAY) == demo_shop(TODAY, 1)
    assert demo_shop(TODAY) != demo_shop(TODAY, 2)


def test_same_shop_in_another_process() -> None:
    """Till and server make the rows apart, each with its own order of hashes."""
    code = (
        "import hashlib; from datetime import date; from resources.demo.shop import demo_shop;"
        f"print(hashlib.sha256(repr(demo_shop({TODAY!r})).encode()).hexdigest())".replace("datetime.date", "date")
    )
    here = hashlib.sha256(repr(demo_shop(TODAY)).encode()).hexdigest()
    for hash_seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(resource_path().parent)}
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == here


def test_takes_less_than_a_second() -> None:
    started = time.process_time()
    demo_shop(TODAY, 3)
    assert time.process_time() - started < 1


def test_ids_are_uuid7_and_differ() -> None:
    shop = demo_shop(TODAY)
    ids = [item.item_id for item in shop.goods]
    ids += [person.customer_id for person in shop.customers]
    ids += [lot.lot_id for person in shop.customers for lot in person.lots]
    ids += [person.operator_id for person in shop.staff] + [till.till_id for till in shop.tills]
    assert len(set(ids)) == len(ids)
    assert all(text[14] == "7" and text[19] in "89ab" and len(text) == 36 for text in ids)
    assert [item.item_id for item in shop.goods] == sorted(item.item_id for item in shop.goods)


def test_staff() -> None:
    staff = demo_shop(TODAY).staff
    assert [person.role for person in staff] == [Role.CASHIER] * 4 + [Role.SENIOR, Role.MANAGER]
    pins = [person.pin for person in staff]
    assert len(set(pins)) == len(pins)
    assert all(len(pin) == 4 and pin.isdigit() for pin in pins)
    assert all(badge_number.parse(person.badge) == person.badge for person in staff)


def test_programme_is_a_document_of_the_domain() -> None:
    shop = demo_shop(TODAY)
    programme = TypeAdapter(Programme).validate_json(shop.programme_text)
    assert programme.starts_at == datetime(2025, 1, 1, tzinfo=UTC)
    assert programme.points.max_points_share_bp == 5000
    assert programme.points.point_value_kopecks == 100
    assert programme.points.earn_step == 1
    assert programme.points.lot_days == 365
    by_tier = {tier.code: (tier.discount_bp, tier.earn_bp) for tier in programme.tiers}
    assert by_tier == {"base": (0, 300), "silver": (300, 300), "gold": (500, 500)}
    (promotion,) = programme.promotions
    assert (promotion.take, promotion.pay) == (3, 2)


def test_selectors_and_goods_name_groups_that_exist() -> None:
    shop = demo_shop(TODAY)
    codes = {group.code for group in shop.groups}
    programme = TypeAdapter(Programme).validate_json(shop.programme_text)
    assert {item.group for item in shop.goods} == codes
    assert {group for promotion in programme.promotions for group in promotion.goods.groups} <= codes
    assert len({group.name.ru for group in shop.groups}) == len({group.name.en for group in shop.groups}) == len(codes)


def test_tills_have_codes_of_their_own() -> None:
    assert [till.code for till in demo_shop(TODAY).tills] == ["1", "2"]
