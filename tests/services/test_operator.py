"""Sign-on by PIN and badge, lock after wrong tries, approval by a second person."""

import pytest

from pos_app.domain.people.operator import Role
from pos_app.domain.people.roles import role_covers
from pos_app.domain.transaction.errors import StoreError
from pos_app.services.errors import ServiceError
from pos_app.services.operator import OperatorService
from tests.fakes.staff import CASHIER_BADGE, InMemoryStaff, PlainHasher
from tests.services.refusals import refused
from tests.services.shop import Shop


def test_a_pin_names_its_person(shop: Shop) -> None:
    assert shop.operators.sign_on("1111") == shop.cashier
    assert shop.operators.sign_on("3333") == shop.manager


def test_a_badge_names_its_person(shop: Shop) -> None:
    assert shop.operators.sign_on_badge(CASHIER_BADGE) == shop.cashier
    with refused("unknown_badge"):
        shop.operators.sign_on_badge("KB00000000034")


def test_five_wrong_pins_lock_for_thirty_seconds(shop: Shop) -> None:
    for left in (4, 3, 2, 1):
        with refused("wrong_pin", left=left):
            shop.operators.sign_on("9999")
    with refused("locked_out", seconds=30):
        shop.operators.sign_on("9999")
    shop.clock.advance(seconds=29, milliseconds=500)
    with refused("locked_out", seconds=1):
        shop.operators.sign_on("1111")
    shop.clock.advance(milliseconds=500)
    assert shop.operators.sign_on("1111") == shop.cashier


def test_a_lock_leaves_badges_usable(shop: Shop) -> None:
    for _ in range(5):
        with pytest.raises(Exception, match=r"wrong_pin|locked_out"):
            shop.operators.sign_on("9999")
    assert shop.operators.sign_on_badge("KB00000000018") == shop.cashier


def test_whoever_knows_one_pin_cannot_try_out_anothers_between(shop: Shop) -> None:
    for left in (4, 3, 2, 1):
        with refused("wrong_pin", left=left):
            shop.operators.approve("9999", Role.MANAGER)
        shop.operators.sign_on("1111")
        with refused("role_too_low"):
            shop.operators.approve("2222", Role.MANAGER)
    with refused("locked_out", seconds=30):
        shop.operators.approve("9999", Role.MANAGER)


def test_wrong_pins_are_forgotten_with_time_and_for_a_manager(shop: Shop) -> None:
    for left in (4, 3):
        with refused("wrong_pin", left=left):
            shop.operators.sign_on("9999")
        shop.clock.advance(seconds=600)
    with refused("wrong_pin", left=3):  # the first is a quarter of an hour ago
        shop.operators.sign_on("9999")
    shop.operators.sign_on("3333")  # who knows this one has nothing to find out
    with refused("wrong_pin", left=4):
        shop.operators.sign_on("9999")


def test_each_lock_is_longer_until_nobody_tried_for_long(shop: Shop) -> None:
    def wait_after_five() -> int:
        for _ in range(4):
            with pytest.raises(ServiceError, match="wrong_pin"):
                shop.operators.sign_on("9999")
        with pytest.raises(ServiceError, match="locked_out") as locked:
            shop.operators.sign_on("9999")
        seconds = locked.value.params["seconds"]
        assert isinstance(seconds, int)
        shop.clock.advance(seconds=seconds)
        return seconds

    assert [wait_after_five() for _ in range(7)] == [30, 60, 120, 240, 480, 900, 900]
    shop.clock.advance(seconds=3_600)
    assert wait_after_five() == 30


def test_after_a_lock_there_are_five_tries_again(shop: Shop) -> None:
    for _ in range(5):
        with pytest.raises(Exception, match=r"wrong_pin|locked_out"):
            shop.operators.sign_on("9999")
    shop.clock.advance(seconds=30)
    with refused("wrong_pin", left=4):
        shop.operators.sign_on("9999")


def test_approval_takes_a_role_that_covers_what_is_needed(shop: Shop) -> None:
    assert shop.operators.approve("3333", Role.SENIOR) == shop.manager
    assert shop.operators.approve("2222", Role.SENIOR) == shop.senior
    with refused("role_too_low", role="cashier", needed="manager"):
        shop.operators.approve("1111", Role.MANAGER)
    with refused("wrong_pin", left=4):
        shop.operators.approve("0000", Role.MANAGER)
    assert shop.operators.approve_badge("KB00000000026", Role.MANAGER) == shop.manager
    with refused("role_too_low"):
        shop.operators.approve_badge("KB00000000018", Role.SENIOR)


def test_before_the_first_load_nobody_signs_on(shop: Shop) -> None:
    empty = OperatorService(
        staff=InMemoryStaff(),
        hasher=PlainHasher(),
        clock=shop.clock,
        cashier_discount_limit_bp=0,
        manager_discount_limit_bp=0,
    )
    with refused("no_staff"):
        empty.sign_on("1111")
    with refused("no_staff"):
        empty.sign_on_badge("KB00000000018")


def test_limits_of_the_roles(shop: Shop) -> None:
    limits = [shop.operators.discount_limit_bp(role) for role in Role]
    assert limits == [500, 500, 3000]
    assert shop.operators.role_for_discount(500) is Role.CASHIER
    assert shop.operators.role_for_discount(501) is Role.MANAGER
    assert shop.operators.role_for_discount(3001) is None


def test_people_on_records_are_found_by_id(shop: Shop) -> None:
    assert shop.operators.find("manager-1") == shop.manager
    assert shop.operators.find("left-last-year") is None


def test_roles_stand_in_order() -> None:
    covered = {role: [needed for needed in Role if role_covers(role, needed)] for role in Role}
    assert covered == {
        Role.CASHIER: [Role.CASHIER],
        Role.SENIOR: [Role.CASHIER, Role.SENIOR],
        Role.MANAGER: [Role.CASHIER, Role.SENIOR, Role.MANAGER],
    }


class KeptTries:
    """The file beside the books; ``full``: its disk is."""

    def __init__(self) -> None:
        self.record: bytes | None = None
        self.full = False

    def keep(self, record: bytes) -> None:
        if self.full:
            raise StoreError("io_error", "no room")
        self.record = record

    def load(self) -> bytes | None:
        return self.record


def started(shop: Shop, tries: KeptTries) -> OperatorService:
    """The till is started again."""
    return OperatorService(
        staff=shop.staff,
        hasher=PlainHasher(),
        clock=shop.clock,
        cashier_discount_limit_bp=0,
        manager_discount_limit_bp=0,
        tries=tries,
    )


def test_switching_the_till_off_and_on_gives_no_more_tries(shop: Shop) -> None:
    tries = KeptTries()
    for left in (4, 3, 2, 1):
        with refused("wrong_pin", left=left):
            started(shop, tries).sign_on("9999")
    with refused("locked_out", seconds=30):
        started(shop, tries).sign_on("9999")
    shop.clock.advance(seconds=20)
    with refused("locked_out", seconds=10):
        started(shop, tries).sign_on("1111")
    shop.clock.advance(seconds=10)
    assert started(shop, tries).sign_on("1111") == shop.cashier
    for left in (4, 3, 2, 1):
        with refused("wrong_pin", left=left):
            started(shop, tries).sign_on("9999")
    with refused("locked_out", seconds=60):
        started(shop, tries).sign_on("9999")


def test_over_a_start_wrong_pins_are_forgotten_with_time_and_for_a_manager_too(shop: Shop) -> None:
    tries = KeptTries()
    for manager_comes in (False, True):
        with refused("wrong_pin", left=4):
            started(shop, tries).sign_on("9999")
        with refused("wrong_pin", left=3):
            started(shop, tries).sign_on("9999")
        if manager_comes:
            started(shop, tries).sign_on("3333")
        else:
            shop.clock.advance(seconds=900)
    with refused("wrong_pin", left=4):
        started(shop, tries).sign_on("9999")


@pytest.mark.allow_log("cannot be read")
@pytest.mark.parametrize("rubbish", [b"", b"\xff", b"[]", b"{}", b'{"wrong": [1], "locks": 0}', b'{"wrong": "x"}'])
def test_rubbish_in_the_file_locks_nobody_out(shop: Shop, rubbish: bytes) -> None:
    tries = KeptTries()
    tries.record = rubbish
    assert started(shop, tries).sign_on("1111") == shop.cashier
    with refused("wrong_pin", left=4):
        started(shop, tries).sign_on("9999")


@pytest.mark.allow_log("cannot be kept for the next start: io_error")
def test_a_full_disk_is_no_reason_to_let_nobody_in_or_to_count_less(shop: Shop) -> None:
    tries = KeptTries()
    tries.full = True
    operators = started(shop, tries)
    with refused("wrong_pin", left=4):
        operators.sign_on("9999")
    with refused("wrong_pin", left=3):
        operators.sign_on("9999")
    assert operators.sign_on("1111") == shop.cashier
