from datetime import timedelta

from pos_app.domain.reservation.kind import ReservationKind
from sync.server.ledger.accounts import PointsAccount
from tests.sync.server.paper import Stream, sale
from tests.sync.server.promising import allow_leases, closing, heartbeat, hold, reservation, spending
from tests.sync.server.shop import IVAN, OLGA, OTHER_TILL, TILL, Shop
from tests.sync.server.test_points import sums


def visit(shop: Shop, stream: Stream, number: int, customer_id: str = OLGA) -> str:
    """A purchase, and the id of the lease that it would bring."""
    stream.add(sale(number, customer_id, pieces=(1,), earned=0))
    shop.push(stream.request())
    return f"Lsale-{number:06d}"


def test_a_visit_brings_a_lease_of_a_part_of_the_points(shop: Shop) -> None:
    allow_leases(shop)
    stream = Stream(TILL)
    lease = visit(shop, stream, 1)
    told = heartbeat(shop, stream).reservations
    assert told is not None and len(told) == 1
    assert (told[0].reservation_id, told[0].kind, told[0].granted) == (lease, ReservationKind.LEASE, 25_000)
    assert (shop.account().available, shop.account().reserved) == (25_000, 25_000)
    assert heartbeat(shop, stream, lease).reservations is None
    visit(shop, stream, 2)
    assert shop.account().reserved == 25_000, "one lease at a till"
    assert shop.findings() == []


def test_a_customer_without_points_brings_none(shop: Shop) -> None:
    allow_leases(shop)
    stream = Stream(TILL)
    visit(shop, stream, 1, IVAN)
    assert heartbeat(shop, stream).reservations is None


def test_no_more_leases_than_the_programme_says(shop: Shop) -> None:
    allow_leases(shop, 1)
    visit(shop, Stream(TILL), 1)
    visit(shop, Stream(OTHER_TILL), 2)
    assert shop.account().reserved == 25_000


def test_two_tills_offline_spend_their_leases_and_nothing_is_lost(shop: Shop) -> None:
    allow_leases(shop)
    first, second = Stream(TILL), Stream(OTHER_TILL)
    one, two = visit(shop, first, 1), visit(shop, second, 2)
    assert shop.account().reserved == 25_000 + 12_500
    first.add(spending(sale(3, OLGA, pieces=(3,), points=20_000, earned=0), (one, 20_000)))
    second.add(spending(sale(4, OLGA, pieces=(3,), points=12_500, earned=0), (two, 12_500)))
    closing(first, one, 20_000)
    closing(second, two, 12_500)
    shop.push(second.request())
    shop.push(first.request())
    posted = sums(shop)
    assert (posted[PointsAccount.RISK], posted[PointsAccount.REDEEMED]) == (0, 32_500)
    assert shop.account().reserved == 0 or reservation(shop, "Lsale-000003").state == "open"


def test_a_lease_that_is_wanted_elsewhere_is_called_back(shop: Shop) -> None:
    allow_leases(shop)
    first, second = Stream(TILL), Stream(OTHER_TILL)
    lease = visit(shop, first, 1)
    wanted = hold(shop, "h-1", 40_000, OTHER_TILL)
    assert (wanted.granted, wanted.partial, wanted.elsewhere) == (25_000, True, 25_000)
    told = heartbeat(shop, first, lease).reservations
    assert told is not None and told[0].recall
    closing(first, lease)
    shop.push(first.request())
    assert heartbeat(shop, first).reservations is None
    assert hold(shop, "h-2", 15_000, OTHER_TILL).granted == 15_000
    assert visit(shop, second, 2)
    assert shop.findings() == []


def test_a_listed_lease_counts_anew(shop: Shop) -> None:
    allow_leases(shop)
    stream = Stream(TILL)
    lease = visit(shop, stream, 1)
    granted_ms = reservation(shop, lease).granted_ms
    shop.clock.at += timedelta(hours=40)
    assert heartbeat(shop, stream, lease).reservations is None
    told = heartbeat(shop, stream).reservations
    assert told is not None and not told[0].recall
    assert reservation(shop, lease).granted_ms == granted_ms + 40 * 3_600_000
