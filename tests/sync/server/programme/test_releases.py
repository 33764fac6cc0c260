"""Versions: published with a start, taken back in one action, called off; never changed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from pos_app.domain.loyalty.programme_document import read_programme
from resources.programmes.samples import sample_text
from sync.protocol.operation import unix_ms
from sync.protocol.rows import ProgrammeRow, Stream
from sync.server.central import open_home
from sync.server.database import reading, writing
from sync.server.feed import published_rows
from sync.server.journal.journal import journal_rows
from sync.server.office.roles import Viewer
from sync.server.programme.drafts import Draft, begin_draft, begin_first_draft, change_draft
from sync.server.programme.refused import ProgrammeError
from sync.server.programme.releases import call_off, may_publish, publish_draft, roll_back
from sync.server.programme.start_time import look_at_start, silent_since
from sync.server.programme.versions import Standing, Version, versions_of
from sync.server.programmes import ProgrammeBook
from sync.server.tables import TILL
from sync.vault.signing import SigningKey
from tests.sync.server.paper import PROGRAMME
from tests.sync.server.programme.office_people import ELSEWHERE, MANAGER, OWNER
from tests.sync.server.shop import Shop, enrol_till

NEXT_WEEK = timedelta(days=7)


def draft_with(shop: Shop, rate_bp: int, version: int = 1) -> Draft:
    draft_id = begin_draft(shop.central, OWNER, PROGRAMME, version)
    return change_draft(shop.central, OWNER, draft_id, 1, lambda one: {**one, "base_earn_bp": rate_bp})


def published(
    shop: Shop, rate_bp: int, later: timedelta = timedelta(), seen: int = 1, viewer: Viewer = OWNER, base: int = 1
) -> int:
    draft = draft_with(shop, rate_bp, base)
    starts_at = shop.central.now() + later
    return publish_draft(shop.central, viewer, draft.draft_id, draft.revision, seen, starts_at, "проба")


def versions(shop: Shop) -> dict[int, Version]:
    with reading(shop.central.engine) as connection:
        return {one.version: one for one in versions_of(connection, shop.central.now())}


def standings(shop: Shop) -> dict[int, Standing]:
    return {number: one.standing for number, one in versions(shop).items()}


def rate_at(shop: Shop, at: datetime) -> int:
    with reading(shop.central.engine) as connection:
        programme = ProgrammeBook(connection).any_in_force(at)
    assert programme is not None
    return programme.base_earn_bp


def rows(shop: Shop) -> dict[int, ProgrammeRow]:
    with reading(shop.central.engine) as connection:
        found = published_rows(connection, Stream.PROGRAMME)
    return {row.version: row for row in found if isinstance(row, ProgrammeRow)}


def key_of(action: Any) -> str:
    with pytest.raises(ProgrammeError) as refused:
        action()
    return refused.value.key


def test_a_published_draft_is_a_version_that_begins_later(shop: Shop) -> None:
    before = rows(shop)[1]
    now = shop.central.now()
    assert published(shop, 700, NEXT_WEEK) == 2
    assert standings(shop) == {2: Standing.COMING, 1: Standing.IN_FORCE}
    made = versions(shop)[2]
    assert made.programme is not None
    assert (made.programme.starts_at, made.programme.base_earn_bp) == (now + NEXT_WEEK, 700)
    assert made.release is not None
    assert (made.release.published_by, made.release.reason) == ("owner-id", "проба")
    assert versions(shop)[1].ends_at == now + NEXT_WEEK
    assert rows(shop)[1] == before, "what was published stays to the byte"
    assert read_programme(rows(shop)[2].document) == made.programme
    assert rate_at(shop, now + NEXT_WEEK - timedelta(seconds=1)) == 500
    assert rate_at(shop, now + NEXT_WEEK) == 700
    shop.clock.at += NEXT_WEEK
    assert standings(shop) == {2: Standing.IN_FORCE, 1: Standing.OVER}
    with reading(shop.central.engine) as connection:
        last = list(journal_rows(connection))[-1]
    assert (last.actor, last.action, last.subject) == ("owner-id", "programme_published", f"{PROGRAMME}.2")


def test_two_who_publish_at_once_the_second_is_told(shop: Shop) -> None:
    second = draft_with(shop, 900)
    published(shop, 700)
    at = shop.central.now()
    assert (
        key_of(lambda: publish_draft(shop.central, OWNER, second.draft_id, second.revision, 1, at, "проба"))
        == "newer_version"
    )
    assert publish_draft(shop.central, OWNER, second.draft_id, second.revision, 2, at, "проба") == 3
    assert (
        key_of(lambda: publish_draft(shop.central, OWNER, second.draft_id, second.revision, 3, at, "проба"))
        == "draft_closed"
    )


def test_two_drafts_at_the_same_moment_give_one_version(shop: Shop) -> None:
    drafts = (draft_with(shop, 700), draft_with(shop, 900))
    at, together = shop.central.now(), threading.Barrier(2)

    def publish(draft: Draft) -> str:
        together.wait()
        try:
            publish_draft(shop.central, OWNER, draft.draft_id, draft.revision, 1, at, "проба")
        except ProgrammeError as error:
            return error.key
        return "published"

    with ThreadPoolExecutor(2) as both:
        outcomes = sorted(both.map(publish, drafts))
    assert outcomes == ["newer_version", "published"]
    assert set(rows(shop)) == {1, 2}


def test_what_is_not_published(shop: Shop) -> None:
    draft = draft_with(shop, 700)
    at = shop.central.now()

    def publish(reason: str = "проба", viewer: Viewer = OWNER, starts_at: datetime = at) -> Any:
        return lambda: publish_draft(shop.central, viewer, draft.draft_id, draft.revision, 1, starts_at, reason)

    assert key_of(publish(reason=" ")) == "reason_needed"
    assert key_of(publish(viewer=ELSEWHERE)) == "all_shops_needed"
    assert key_of(publish(starts_at=at + timedelta(days=400))) == "start_invalid"
    draft = change_draft(shop.central, OWNER, draft.draft_id, draft.revision, lambda one: {**one, "floor_kopecks": -1})
    assert key_of(publish()) == "unsound"
    same = draft_with(shop, 500)
    assert key_of(lambda: publish_draft(shop.central, OWNER, same.draft_id, same.revision, 1, at, "проба")) == "same"
    assert set(rows(shop)) == {1}


def test_a_manager_of_every_shop_publishes_and_of_one_of_two_does_not(shop: Shop) -> None:
    assert published(shop, 700, viewer=MANAGER) == 2
    enrol_till(shop.central, "till-9", SigningKey("33" * 32), "9", "another")
    with reading(shop.central.engine) as connection:
        assert not may_publish(connection, MANAGER)
        assert may_publish(connection, OWNER)


def test_a_start_in_the_past_begins_now(shop: Shop) -> None:
    now = shop.central.now()
    published(shop, 700, -timedelta(days=3))
    assert rate_at(shop, now - timedelta(seconds=1)) == 500
    assert rate_at(shop, now) == 700


def test_rolling_back_is_one_action_and_a_new_version(shop: Shop) -> None:
    published(shop, 700)
    shop.clock.at += timedelta(hours=5)
    assert roll_back(shop.central, OWNER, PROGRAMME, 1, "ошиблись") == 3
    assert rate_at(shop, shop.central.now()) == 500
    assert standings(shop) == {3: Standing.IN_FORCE, 2: Standing.OVER, 1: Standing.OVER}
    release = versions(shop)[3].release
    assert release is not None
    assert (release.restores_version, release.reason) == (1, "ошиблись")
    assert key_of(lambda: roll_back(shop.central, OWNER, PROGRAMME, 1, "ещё")) == "same"
    assert key_of(lambda: roll_back(shop.central, ELSEWHERE, PROGRAMME, 2, "ещё")) == "all_shops_needed"
    assert roll_back(shop.central, OWNER, PROGRAMME, 2, "передумали") == 4
    assert rate_at(shop, shop.central.now()) == 700


def test_a_version_that_has_not_begun_is_called_off(shop: Shop) -> None:
    published(shop, 700, NEXT_WEEK)
    now = shop.central.now()
    assert call_off(shop.central, OWNER, PROGRAMME, 2, "рано") == 3
    assert standings(shop) == {3: Standing.COMING, 2: Standing.OVERRULED, 1: Standing.IN_FORCE}
    assert rate_at(shop, now + NEXT_WEEK) == 500
    assert key_of(lambda: call_off(shop.central, OWNER, PROGRAMME, 2, "рано")) == "not_coming"
    assert key_of(lambda: call_off(shop.central, OWNER, PROGRAMME, 1, "рано")) == "not_coming"


def test_a_near_start_and_silent_tills_are_warned_of(shop: Shop) -> None:
    now = shop.central.now()
    with reading(shop.central.engine) as connection:
        look = look_at_start(connection, now + timedelta(minutes=1), now)
        assert (look.is_near, look.is_past, look.needs_word) == (True, False, True)
        assert {till.code for till in look.silent} == {"2", "3"}, "neither was ever heard"
        assert look_at_start(connection, now - timedelta(days=1), now).starts_at == now
        assert look_at_start(connection, datetime(2025, 1, 1, tzinfo=UTC), now).is_past
    with writing(shop.central.engine) as connection:
        connection.execute(update(TILL).where(TILL.c.code == "2").values(last_contact_ms=unix_ms(now) + 1))
    with reading(shop.central.engine) as connection:
        assert [till.code for till in silent_since(connection, now)] == ["3"]
        later = now + timedelta(hours=2)
        assert {till.code for till in look_at_start(connection, later + timedelta(hours=1), later).silent} == {"2", "3"}
        assert {till.code for till in look_at_start(connection, later + timedelta(hours=3), later).silent} == {"3"}


def test_a_chain_without_a_programme_begins_with_a_sample(tmp_path: Path) -> None:
    central = open_home(tmp_path / "server")
    sample = read_programme(sample_text("points-tiers"))
    draft_id = begin_first_draft(central, OWNER, sample)
    assert publish_draft(central, OWNER, draft_id, 1, 0, central.now(), "начинаем") == 1
    with reading(central.engine) as connection:
        programme = ProgrammeBook(connection).any_in_force(central.now())
    assert programme is not None
    assert (programme.tiers, programme.version) == (sample.tiers, 1)
    assert key_of(lambda: begin_first_draft(central, OWNER, sample)) == "version_unknown"
    central.close()
