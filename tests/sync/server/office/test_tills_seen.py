"""What the office sees of a till: connected, late, in need of somebody, and why."""

from datetime import timedelta

from pos_app.domain.shift.shift import ShiftOpened
from sync.protocol.encoding import encode
from sync.server.access.shut_out import shut_out
from sync.server.database import reading
from sync.server.enrolment import DEFAULT_SHOP
from sync.server.office.tills_seen import LATE_AFTER, SILENT_AFTER, Alert, TillSeen, shops_known, tills_seen
from sync.server.reports.server_reports import ServerReports
from sync.server.retry import write
from sync.server.web import exchange
from sync.vault.signing import SigningKey
from tests.sync.server.paper import AT, Stream, sale
from tests.sync.server.shop import OTHER_TILL, TILL, Shop, enrol_till


def seen(shop: Shop, till_id: str = TILL, shop_ids: frozenset[str] | None = None) -> TillSeen:
    ServerReports(shop.central).fold()
    with reading(shop.central.engine) as connection:
        found = tills_seen(connection, shop_ids, shop.clock.now())
    return next(till for till in found.tills if till.till_id == till_id)


def test_a_till_tells_of_itself(shop: Shop) -> None:
    fresh = seen(shop)
    assert (fresh.contact_at, fresh.waiting, fresh.program, fresh.shift_number) == (None, None, "", None)
    assert (fresh.is_late(shop.clock.now()), fresh.alerts) == (True, ())
    stream = Stream(TILL)
    stream.add_body("shift-1", "shift_opened", encode(ShiftOpened("shift-1", 7, "2", "operator-1", AT, 0)))
    first = stream.operations[-1]
    stream.add(sale(1, None))
    exchange.push(shop.central, shop.till(), stream.request(first), "1.2.3")
    told = seen(shop)
    assert (told.contact_at, told.waiting, told.program) == (shop.clock.at, 1, "1.2.3")
    assert (told.shift_number, told.shift_opened_at, told.alerts) == (7, AT, ())
    shop.clock.at += LATE_AFTER + timedelta(seconds=1)
    assert seen(shop).alerts == (Alert.QUEUE,), "receipts are there that the server has not"
    shop.clock.at += SILENT_AFTER
    assert seen(shop).alerts == (Alert.SILENT,)
    exchange.push(shop.central, shop.till(), stream.request(), "")
    again = seen(shop)
    assert (again.waiting, again.program, again.alerts) == (0, "1.2.3", ())


def test_what_needs_somebody(sqlite_shop: Shop) -> None:
    shop = sqlite_shop
    stream = Stream(TILL)
    stream.add_body("poison", "sale", b"{}")
    exchange.push(shop.central, shop.till(), stream.request(), "1")
    assert (seen(shop).parked, seen(shop).alerts) == (1, (Alert.PARKED,))
    write(shop.central.engine, lambda c: shut_out(c, shop.clock.now(), "test", shop.till(OTHER_TILL), "stolen"))
    assert seen(shop, OTHER_TILL).alerts == (Alert.SHUT_OUT,)


def test_a_list_holds_the_asked_shops_alone(shop: Shop) -> None:
    enrol_till(shop.central, "north-1", SigningKey("44" * 32), "2", "north")
    with reading(shop.central.engine) as connection:
        for shops, expected in (
            (None, {TILL, OTHER_TILL, "north-1"}),
            (frozenset({"north"}), {"north-1"}),
            (frozenset({DEFAULT_SHOP}), {TILL, OTHER_TILL}),
            (frozenset[str](), set()),
        ):
            found = tills_seen(connection, shops, shop.clock.now())
            assert {till.till_id for till in found.tills} == expected
            assert set(shops_known(connection, shops)) == {till.shop_id for till in found.tills}
        cut = tills_seen(connection, None, shop.clock.now(), limit=2)
    assert (len(cut.tills), cut.left_out) == (2, 1)
