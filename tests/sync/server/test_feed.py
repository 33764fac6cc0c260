from dataclasses import replace
from pathlib import Path

import pytest

from pos_app.domain.people.operator import Operator
from sync.protocol.pull import PullAnswer, PullRequest
from sync.protocol.rows import CustomerRow, GoodsRow, StaffRow
from sync.protocol.rows import Stream as Feed
from sync.server.central import open_central
from sync.server.database import reading, writing
from sync.server.feed import publish, take_change_numbers
from sync.server.numbers.order_office import take_orders
from sync.server.numbers.orders_document import WantedLine, WantedOrder
from sync.server.secrets_file import load_or_make_server_secrets
from sync.server.web import exchange
from tests.sync.server.paper import TEA, Stream, sale
from tests.sync.server.shop import IVAN, OLGA, OLGA_PHONE, OTHER_TILL, TILL, Shop, open_shop, vault


def pull(shop: Shop, feed: Feed, cursor: str | None = None, limit: int = 1000) -> PullAnswer:  # type: ignore[type-arg]
    return exchange.pull(shop.central, shop.till(), PullRequest(feed, cursor, limit))


def order_tea(shop: Shop) -> None:
    """One order that waits."""
    wanted = (WantedOrder("web-1", (WantedLine(TEA.item_id, 1_000),)),)
    take_orders(shop.central, wanted, "test", lambda _: 7)


@pytest.mark.parametrize("feed", list(Feed))
def test_a_first_load_page_by_page_brings_every_row_once(shop: Shop, feed: Feed) -> None:
    if feed is Feed.CARD_STEPS:
        stream = Stream(TILL)
        stream.add(replace(sale(1, OLGA), card_step=100))
        shop.push(stream.request())
    if feed is Feed.ORDERS:
        order_tea(shop)
    whole = pull(shop, feed)
    assert whole.rows
    assert not whole.more
    paged = []
    cursor, more = None, True
    while more:
        page = exchange.pull(shop.central, shop.till(), PullRequest(feed, cursor, 1, count=True))
        paged += page.rows
        assert page.left == len(whole.rows) - len(paged)
        cursor, more = page.cursor, page.more
    assert tuple(paged) == whole.rows
    assert pull(shop, feed, cursor).rows == ()
    assert pull(shop, feed, limit=1).left in (None, 0), "nobody asked"
    assert cursor == whole.cursor


def test_a_change_comes_behind_the_cursor_and_once_however_often_it_changed(shop: Shop) -> None:
    cursor = pull(shop, Feed.ACCOUNTS).cursor
    stream = Stream(TILL)
    for number in range(1, 4):
        stream.add(sale(number, IVAN))
        shop.push(stream.request())
    page = pull(shop, Feed.ACCOUNTS, cursor)
    assert [account.customer_id for account in page.rows] == [IVAN]
    assert (page.rows[0].available, page.rows[0].applied_seq, page.applied_seq) == (3_000, 3, 3)


def test_replaced_and_deleted_rows_come_as_changes(shop: Shop) -> None:
    cursor = pull(shop, Feed.GOODS).cursor
    gone = GoodsRow(TEA.item_id, None, deleted=True)
    with writing(shop.central.engine) as connection:
        publish(connection, Feed.GOODS, [gone])
    assert pull(shop, Feed.GOODS, cursor).rows == (gone,)
    assert pull(shop, Feed.GOODS).rows == (gone,)
    with pytest.raises(TypeError, match="GoodsRow"), writing(shop.central.engine) as connection:
        publish(connection, Feed.STAFF, [gone])


@pytest.mark.parametrize("cursor", ["", "x", "otherlife.3", ".1", "{life}.999999", "{life}.-1", "{life}.1 or 1=1"])
def test_a_cursor_that_is_not_of_this_life_starts_from_the_beginning(shop: Shop, cursor: str) -> None:
    life = shop.central.incarnation[-8:]
    assert len(pull(shop, Feed.CUSTOMERS, cursor.replace("{life}", life)).rows) == 2


def test_change_numbers_never_repeat_and_never_skip(shop: Shop) -> None:
    seen: list[int] = []
    for count in (3, 1, 2):
        with writing(shop.central.engine) as connection:
            seen += take_change_numbers(connection, Feed.GOODS, count)
    assert seen == list(range(seen[0], seen[0] + 6))


def test_phones_cross_the_wire_in_clear_and_lie_hashed_and_sealed(shop: Shop) -> None:
    rows = {row.customer_id: row for row in pull(shop, Feed.CUSTOMERS).rows}
    assert isinstance(rows[OLGA], CustomerRow)
    assert rows[OLGA].phone_e164 == OLGA_PHONE
    content = shop.stored()
    assert OLGA.encode() in content
    assert OLGA_PHONE[-7:].encode() not in content
    assert OLGA_PHONE[2:].encode() not in content


def test_pins_lie_as_argon2id(shop: Shop) -> None:
    row = pull(shop, Feed.STAFF).rows[0]
    assert isinstance(row, StaffRow) and isinstance(row.operator, Operator)
    assert row.operator.pin_hash.startswith("$argon2id$")


def test_a_reader_sees_one_snapshot_while_a_writer_commits(shop: Shop) -> None:
    with reading(shop.central.engine) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
        stream = Stream(TILL)
        stream.add(sale(1, IVAN))
        shop.push(stream.request())
        assert connection.exec_driver_sql("SELECT count(*) FROM operation").scalar_one() == 0
    assert shop.account(IVAN).available == 1_000


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: object) -> None:
    path = tmp_path / "home" / "secrets.json"  # type: ignore[operator]
    made = load_or_make_server_secrets(path)
    assert load_or_make_server_secrets(path) == made
    assert path.stat().st_mode & 0o777 == 0o600


def test_after_a_restore_a_till_loads_everything_again_though_its_cursor_is_not_ahead(tmp_path: Path) -> None:
    """The restored database gave out numbers a second time: by its cursor alone the till would miss Olga's sale."""
    url = f"sqlite:///{tmp_path / 'server.db'}"
    shop = open_shop(tmp_path)
    order_tea(shop)
    shop.central.engine.dispose()  # with the last connection the journal goes into the file
    backup = (tmp_path / "server.db").read_bytes()
    stream = Stream(TILL)
    stream.add(sale(1, IVAN))
    shop.push(stream.request())
    cursors = {feed: pull(shop, feed).cursor for feed in Feed}
    shop.central.close()
    for side in ("-wal", "-shm"):
        (tmp_path / f"server.db{side}").unlink(missing_ok=True)
    (tmp_path / "server.db").write_bytes(backup)
    restored = Shop(open_central(url, vault(), now=shop.clock.now, restored=True), shop.clock)
    assert restored.central.incarnation != shop.central.incarnation
    other = Stream(OTHER_TILL)
    other.add(replace(sale(2, OLGA), card_step=100))
    assert restored.push(other.request()).incarnation == restored.central.incarnation
    for feed, cursor in cursors.items():
        assert pull(restored, feed, cursor).rows == pull(restored, feed).rows
        assert pull(restored, feed, cursor).rows
    kept = restored.central.incarnation
    restored.central.close()
    again = open_central(url, vault())
    assert again.incarnation == kept, "a start without --restored goes on with the same life"
    again.close()
