"""The server comes back from a backup: tills tell what they keep, and what it promised in its lost life holds."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pos_app.domain.reservation.kind import ReservationKind
from sync.protocol.encoding import encode
from sync.protocol.rejoin import ResyncRequest
from sync.protocol.reservation import Claim
from sync.server.central import open_central
from sync.server.database import writing
from sync.server.epochs.story import resume_promises
from sync.server.expiry import burn_expired
from sync.server.ledger.accounts import PointsAccount
from sync.server.reservations.refused import PromisesPausedError
from sync.server.web import exchange
from sync.server.web.exchange import ResyncNeededError
from tests.sync.server.paper import DAY, Stream, sale
from tests.sync.server.people.test_people import people, registered
from tests.sync.server.promising import closing, hold, spending
from tests.sync.server.shop import IVAN, OLGA, OTHER_TILL, TILL, Shop, vault
from tests.sync.server.test_points import sums

Restore = Callable[[], Shop]


@pytest.fixture
def backup(sqlite_shop: Shop, tmp_path: Path) -> tuple[Shop, Restore]:
    """A shop, and what puts back its books as they were when the test began."""
    path = Path(sqlite_shop.central.engine.url.database or "")
    sqlite_shop.central.close()
    kept = tmp_path / "kept.db"
    shutil.copyfile(path, kept)
    key = sqlite_shop.central.signing_key

    def opened(restored: bool) -> Shop:
        now = sqlite_shop.clock.now
        central = open_central(f"sqlite:///{path}", vault(), now=now, restored=restored, signing_key=key)
        return Shop(central, sqlite_shop.clock)

    shop = opened(restored=False)

    def restore() -> Shop:
        shop.central.close()
        for file in path.parent.glob(f"{path.name}-*"):
            file.unlink()
        shutil.copyfile(kept, path)
        return opened(restored=True)

    return shop, restore


def claim(reservation_id: str, granted: int, spent: int, grant: str, customer_id: str = OLGA) -> Claim:
    return Claim(reservation_id, customer_id, ReservationKind.HOLD, granted, spent, 900_000, grant, 1)


def resync(shop: Shop, *claims: Claim, till_id: str = TILL, incarnation: str = "before", epoch: int = 1) -> int:
    request = ResyncRequest(till_id, epoch, incarnation, claims)
    return exchange.resync(shop.central, shop.till(till_id), request).epoch


def test_a_till_of_the_lost_life_has_to_tell_its_story_first(backup: tuple[Shop, Restore]) -> None:
    shop, restore = backup
    before = shop.central.incarnation
    stream = Stream(TILL)
    stream.add(sale(1, OLGA, earned=300))
    shop.push(replace(stream.request(), incarnation=before))
    shop = restore()
    assert shop.central.incarnation != before
    with pytest.raises(ResyncNeededError) as needed:
        shop.push(replace(stream.request(), incarnation=before))
    assert needed.value.incarnation == shop.central.incarnation
    with pytest.raises(ResyncNeededError):
        shop.push(replace(stream.request(), incarnation=shop.central.incarnation))
    epoch = resync(shop)
    assert resync(shop) == epoch == 2
    again = Stream(TILL, epoch)
    again.add(sale(1, OLGA, earned=300))
    shop.push(replace(again.request(), incarnation=shop.central.incarnation))
    assert shop.account().available == 50_300
    assert shop.findings() == []


def test_no_promises_until_every_till_has_told_or_somebody_says_so(backup: tuple[Shop, Restore]) -> None:
    shop = backup[1]()
    with pytest.raises(PromisesPausedError):
        hold(shop, "h-1", 1_000)
    first = Stream(TILL, resync(shop))
    first.add(sale(1, None))
    first.add(sale(2, None))
    shop.push(replace(first.request(first.operations[0]), incarnation=shop.central.incarnation))
    second = Stream(OTHER_TILL, resync(shop, till_id=OTHER_TILL))
    shop.push(replace(second.request(), incarnation=shop.central.incarnation))
    with pytest.raises(PromisesPausedError):  # the first has one more to send
        hold(shop, "h-1", 1_000, epoch=2)
    shop.push(replace(first.request(), incarnation=shop.central.incarnation))
    assert hold(shop, "h-1", 1_000, epoch=2).granted == 1_000


def test_who_joined_at_a_till_that_has_not_told_yet_gets_his_receipts_and_later_his_name(
    backup: tuple[Shop, Restore],
) -> None:
    shop = backup[1]()
    buys = Stream(OTHER_TILL, resync(shop, till_id=OTHER_TILL))
    buys.add(sale(1, "anna-1", pieces=(1,), earned=700))
    answer = shop.push(replace(buys.request(), incarnation=shop.central.incarnation))
    assert answer.results[-1].reason is None
    assert shop.account("anna-1").available == 700
    assert "anna-1" not in people(shop)
    joins = Stream(TILL, resync(shop))
    record = registered(shop, "anna-1")
    joins.add_body(record.registration_id, "customer_registered", encode(record))
    joins.add(sale(2, "anna-1", pieces=(1,), earned=300))
    answer = shop.push(replace(joins.request(), incarnation=shop.central.incarnation))
    assert [result.reason for result in answer.results] == [None] * len(answer.results)
    assert (people(shop)["anna-1"].name, shop.account("anna-1").available) == ("Анна", 1_000)
    assert shop.findings() == []


def test_a_receipt_of_somebody_whom_nobody_registered_waits_for_a_person(shop: Shop) -> None:
    stream = Stream(TILL)
    stream.add(sale(1, "nobody", pieces=(1,), earned=700))
    assert shop.push(stream.request()).results[-1].reason == "customer_unknown"


def test_a_person_may_say_that_nobody_need_be_waited_for(backup: tuple[Shop, Restore]) -> None:
    shop = backup[1]()
    with writing(shop.central.engine) as connection:
        assert resume_promises(connection) == 2
    assert hold(shop, "h-1", 1_000).granted == 1_000


def test_a_live_promise_of_the_lost_life_holds_again(backup: tuple[Shop, Restore]) -> None:
    shop, restore = backup
    grant = hold(shop, "h-1", 20_000).grant
    forged = hold(shop, "h-2", 1_000, OTHER_TILL).grant
    shop = restore()
    epoch = resync(shop, claim("h-1", 20_000, 0, grant), claim("h-2", 1_000, 0, forged), claim("h-3", 500, 0, "x.y"))
    assert (shop.account().available, shop.account().reserved) == (30_000, 20_000)
    resync(shop, claim("h-1", 20_000, 0, grant))
    assert shop.account().reserved == 20_000
    stream = Stream(TILL, epoch)
    sold = spending(sale(1, OLGA, pieces=(3,), points=15_000, earned=0), ("h-1", 15_000), grant=grant)
    stream.add(sold)
    closing(stream, "h-1", 15_000)
    shop.push(stream.request())
    assert (shop.account().available, shop.account().reserved) == (35_000, 0)
    assert sums(shop)[PointsAccount.RISK] == 0


def test_points_whose_earning_is_still_to_come_are_owed_meanwhile(backup: tuple[Shop, Restore]) -> None:
    shop, restore = backup
    first, second = Stream(TILL), Stream(OTHER_TILL)
    earning = sale(1, IVAN, pieces=(4,), earned=2_000)
    first.add(earning)
    shop.push(first.request())
    grant = hold(shop, "h-1", 1_500, OTHER_TILL, customer_id=IVAN).grant
    spent = spending(sale(2, IVAN, pieces=(1,), points=1_500, earned=0), ("h-1", 1_500), grant=grant)
    second.add(spent)
    closing(second, "h-1", 1_500, customer_id=IVAN)
    shop.push(second.request())
    assert shop.account(IVAN).available == 500
    shop = restore()
    again = Stream(OTHER_TILL, resync(shop, till_id=OTHER_TILL))
    again.add(spent)
    closing(again, "h-1", 1_500, customer_id=IVAN)
    shop.push(again.request())
    assert (shop.account(IVAN).available, shop.account(IVAN).debt) == (0, 1_500)
    assert sums(shop)[PointsAccount.RISK] == 0
    late = Stream(TILL, resync(shop))
    late.add(earning)
    shop.push(late.request())
    assert (shop.account(IVAN).available, shop.account(IVAN).debt) == (500, 0)
    assert shop.findings() == []


def test_a_grant_is_good_for_its_sum_once(backup: tuple[Shop, Restore]) -> None:
    shop, restore = backup
    grant = hold(shop, "h-1", 10_000).grant
    shop = restore()
    stream = Stream(TILL, resync(shop))
    for number in (1, 2):
        sold = sale(number, OLGA, pieces=(3,), points=8_000, earned=0)
        stream.add(spending(sold, ("h-1", 8_000), grant=grant))
    shop.push(stream.request())
    assert shop.account().available == 40_000
    assert sums(shop)[PointsAccount.RISK] == -6_000


def test_books_that_were_restored_burn_as_any(backup: tuple[Shop, Restore]) -> None:
    shop = backup[1]()
    resync(shop)
    assert burn_expired(shop.central.engine, DAY.replace(day=30), shop.clock.now()).points == 50_000
    assert shop.findings() == []
