"""A code of a rotating card that was used at one till is told to the others, and refused there."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pos_app.domain.people.deed import Deed, DeedKind
from sync.protocol.encoding import encode
from sync.protocol.operation import unix_ms
from sync.protocol.pull import PullRequest
from sync.protocol.rows import CardStepRow, CustomerRow
from sync.protocol.rows import Stream as Feed
from sync.server.database import reading
from sync.server.ingest.card_codes import forget_card_codes
from sync.server.office.flagged_seen import FlaggedChoice, flagged_page
from sync.server.web import exchange
from sync.store.cache_database import prepare_cache_database
from sync.store.card_steps import open_card_steps
from sync.store.feed_intake import open_intake
from sync.store.till_database import prepare_till_database
from tests.sync.server.paper import Stream, sale
from tests.sync.server.shop import OLGA, OTHER_TILL, TILL, Shop, vault


def told(shop: Shop, cursor: str | None = None) -> tuple[tuple[object, ...], str]:
    page = exchange.pull(shop.central, shop.till(OTHER_TILL), PullRequest(Feed.CARD_STEPS, cursor, 100))
    return page.rows, page.cursor


def olgas_card(shop: Shop) -> str:
    page = exchange.pull(shop.central, shop.till(), PullRequest(Feed.CUSTOMERS, None, 100))
    (card,) = (row.card_number for row in page.rows if isinstance(row, CustomerRow) and row.customer_id == OLGA)
    assert card is not None
    return card


def test_the_highest_step_is_told_once_it_grows(shop: Shop) -> None:
    card = olgas_card(shop)
    stream = Stream(TILL)
    for number, step in ((1, 100), (2, 90), (3, None), (4, 101)):
        stream.add(replace(sale(number, OLGA), card_step=step))
    shop.push(stream.request())
    rows, cursor = told(shop)
    assert rows == (CardStepRow(card, 101),)
    assert told(shop, cursor)[0] == ()
    later = Stream(OTHER_TILL)
    later.add(replace(sale(5, OLGA), card_step=105))
    shop.push(later.request())
    assert told(shop, cursor)[0] == (CardStepRow(card, 105),)
    assert set(shop.states().values()) == {("applied", None)}


def test_a_code_shown_on_a_receipt_that_was_voided_is_told_too(shop: Shop) -> None:
    card = olgas_card(shop)
    ahead = unix_ms(shop.clock.now()) // 30_000 + 1_000
    stream = Stream(TILL)
    for number, (customer_id, step) in enumerate(((OLGA, 100), ("nobody-knows", 101), (OLGA, ahead), (OLGA, 99))):
        facts = (("lines", 1), ("sum_kopecks", 500), ("customer", customer_id), ("card_step", step))
        deed = Deed(f"deed-{number}", DeedKind.BASKET_VOIDED, shop.clock.now(), "op", "Anna", facts=facts)
        stream.add_body(deed.deed_id, "deed", encode(deed))
    shop.push(stream.request())
    assert told(shop)[0] == (CardStepRow(card, 100),)
    assert set(shop.states().values()) == {("applied", None)}


def test_the_other_till_refuses_the_code_then(shop: Shop, tmp_path: Path) -> None:
    card = olgas_card(shop)
    stream = Stream(TILL)
    stream.add(replace(sale(1, OLGA), card_step=100))
    shop.push(stream.request())
    rows, cursor = told(shop)
    books, cache = tmp_path / "till.db", tmp_path / "cache.db"
    prepare_till_database(books, OTHER_TILL, "3")
    prepare_cache_database(cache, vault())
    with closing(open_intake(cache, vault(), books)) as intake, closing(open_card_steps(books)) as steps:
        for _ in range(2):  # a page may come twice
            intake.apply_page(Feed.CARD_STEPS, rows, cursor)  # type: ignore[arg-type]
        assert intake.cursor(Feed.CARD_STEPS) == cursor
        assert not steps.accept(card, 100)
        assert steps.accept(card, 101)
        intake.apply_page(Feed.CARD_STEPS, rows, cursor)  # type: ignore[arg-type]
        assert steps.last_step(card) == 101, "what this till saw later stays"


def test_a_code_that_two_tills_took_offline_is_flagged_and_both_receipts_stand(shop: Shop) -> None:
    first, second = Stream(TILL), Stream(OTHER_TILL)
    for number, step in ((1, 100), (2, 100), (3, 104)):  # the parts of one receipt have one code
        first.add(replace(sale(number, OLGA), card_step=step))
    for number, step in ((4, 100), (5, 103), (6, 104)):
        second.add(replace(sale(number, OLGA), number=f"3-{number:06d}", card_step=step))
    facts = (("lines", 1), ("sum_kopecks", 500), ("customer", OLGA), ("card_step", 104))
    deed = Deed("deed-1", DeedKind.BASKET_VOIDED, shop.clock.now(), "op", "Anna", facts=facts)
    second.add_body(deed.deed_id, "deed", encode(deed))
    for stream in (first, second, second):
        shop.push(stream.request())
    assert set(shop.states().values()) == {("applied", None)}
    with reading(shop.central.engine) as connection:
        everything = FlaggedChoice(shop.clock.now(), shop.clock.now() + timedelta(days=1), None)
        rows = flagged_page(connection, everything, 10, None).rows
    assert sorted((row.till, row.number, row.kinds) for row in rows) == [
        ("3", "", ("card_code_twice",)),
        ("3", "3-000004", ("card_code_twice",)),
        ("3", "3-000006", ("card_code_twice",)),
    ]
    shop.clock.at += timedelta(days=59)
    assert forget_card_codes(shop.central) == 0
    shop.clock.at += timedelta(days=2)
    assert forget_card_codes(shop.central) == 3
