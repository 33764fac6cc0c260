"""A code of a rotating card that was used at one till is told to the others, and refused there."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pos_app.domain.people.deed import Deed, DeedKind
from sync.protocol.encoding import encode
from sync.protocol.operation import unix_ms
from sync.protocol.pull import PullRequest
from sync.protocol.rows import CardStepRow, CustomerRow
from sync.protocol.rows import Stream as Feed
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
