"""Programme versions at the server: what cannot be read is refused at the door, and does no harm behind it."""

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from pos_app.domain.loyalty.programme import LocalText, Programme, Tier
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
from pos_app.services.programme_choice import programme_in_force
from sync.protocol.encoding import encode
from sync.protocol.push import Outcome
from sync.protocol.rows import ProgrammeRow
from sync.protocol.rows import Stream as Feed
from sync.server import programmes as server_programmes
from sync.server.database import reading, writing
from sync.server.feed import publish, published_rows
from sync.server.programmes import ProgrammeBook
from sync.server.seed import seed_shop
from sync.server.tables import CUSTOMER, PUBLISHED
from tests.sync.server.paper import AT, PROGRAMME, Stream, sale
from tests.sync.server.shop import OLGA, TILL, Shop, programme, shop_seed


def newer_text(version: int = 2) -> str:
    """As a newer server writes it: one key more, and one that this version counts differently."""
    document = json.loads(write_programme(replace(programme(), version=version)))
    return json.dumps(document | {"gift_wrapping": True, "base_earn_bp": -1})


def plant(shop: Shop, row: ProgrammeRow) -> None:
    with writing(shop.central.engine) as connection:
        connection.execute(
            insert(PUBLISHED).values(
                stream=Feed.PROGRAMME.value,
                row_key=f"{row.programme_id}.{row.version}",
                body=encode(row),
                change_number=1_000 + row.version,
            )
        )


@pytest.mark.allow_log("is left out")
def test_a_version_that_cannot_be_read_is_left_out_and_said_and_sales_are_posted(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    server_programmes._parsed.cache_clear()  # it is said once in the life of a process
    plant(shop, ProgrammeRow(PROGRAMME, 2, newer_text()))
    stream = Stream(TILL)
    stream.add(sale(1, OLGA, pieces=(4,), points=1_000))
    with caplog.at_level(logging.ERROR):
        answer = shop.push(stream.request())
    assert [result.outcome for result in answer.results] == [Outcome.CREATED]
    assert answer.accounts[0].tier_code == "silver", "by the version that can be read"
    assert f"programme {PROGRAMME} version 2 is left out" in caplog.text
    assert "gift_wrapping" in caplog.text


def test_publishing_refuses_what_no_till_could_read_with_every_problem(shop: Shop) -> None:
    with reading(shop.central.engine) as connection:
        before = published_rows(connection, Feed.PROGRAMME)
    sound = ProgrammeRow(PROGRAMME, 3, write_programme(replace(programme(), version=3)))
    with pytest.raises(ProgrammeDocumentError) as refused, writing(shop.central.engine) as connection:
        publish(connection, Feed.PROGRAMME, [sound, ProgrammeRow(PROGRAMME, 2, newer_text())])
    assert [problem.place for problem in refused.value.problems] == ["base_earn_bp", "gift_wrapping"]
    with reading(shop.central.engine) as connection:
        assert published_rows(connection, Feed.PROGRAMME) == before


@pytest.mark.parametrize(
    ("programme_id", "version", "places"),
    [("other", 1, ["programme_id"]), (PROGRAMME, 7, ["version"]), ("other", 7, ["programme_id", "version"])],
)
def test_a_document_that_is_not_what_its_row_names_is_refused(
    shop: Shop, programme_id: str, version: int, places: list[str]
) -> None:
    row = ProgrammeRow(programme_id, version, write_programme(programme()))
    with pytest.raises(ProgrammeDocumentError) as refused, writing(shop.central.engine) as connection:
        publish(connection, Feed.PROGRAMME, [row])
    assert [problem.place for problem in refused.value.problems] == places


def test_a_version_that_ended_needs_no_document(shop: Shop) -> None:
    gone = ProgrammeRow(PROGRAMME, 1, "", deleted=True)
    with writing(shop.central.engine) as connection:
        publish(connection, Feed.PROGRAMME, [gone])
        assert published_rows(connection, Feed.PROGRAMME) == (gone,)


def test_a_shop_with_an_unreadable_programme_is_not_loaded(shop: Shop) -> None:
    with writing(shop.central.engine) as connection:
        connection.execute(CUSTOMER.delete())
    seed = replace(shop_seed(), programmes=(ProgrammeRow(PROGRAMME, 2, newer_text()),))
    with pytest.raises(ProgrammeDocumentError):
        seed_shop(shop.central.engine, seed, shop.central.vault, shop.clock.now())
    with reading(shop.central.engine) as connection:
        assert connection.execute(select(CUSTOMER)).first() is None


class Shelf:
    """What a till knows, in the order in which it came."""

    def __init__(self, versions: list[Programme]) -> None:
        self._versions = tuple(versions)

    def programmes(self) -> tuple[Programme, ...]:
        return self._versions


@pytest.mark.parametrize("order", [(2, 3, 4), (4, 3, 2), (3, 4, 2)])
def test_server_and_till_choose_the_same_version(shop: Shop, order: tuple[int, ...]) -> None:
    """Version 2 starts last; 3 and 4 start together, earlier; the higher of two that start together is in force."""
    start = datetime(2026, 2, 1, tzinfo=UTC)
    starts = {2: start + timedelta(days=10), 3: start, 4: start}
    tier = (Tier("one", LocalText("Один", "One"), 0, 0, 500),)
    versions = [replace(programme(), version=each, starts_at=starts[each], tiers=tier) for each in order]
    with writing(shop.central.engine) as connection:
        connection.execute(update(PUBLISHED).where(PUBLISHED.c.row_key == f"{PROGRAMME}.1").values(row_key="x"))
        publish(connection, Feed.PROGRAMME, [ProgrammeRow(PROGRAMME, p.version, write_programme(p)) for p in versions])
    for at, wanted in ((start - timedelta(seconds=1), 1), (start, 4), (AT, 2)):
        with reading(shop.central.engine) as connection:
            chosen = ProgrammeBook(connection).in_force(PROGRAMME, at)
        shelf = Shelf([programme(), *versions])
        assert chosen == programme_in_force(shelf, at)
        assert chosen is not None and chosen.version == wanted
