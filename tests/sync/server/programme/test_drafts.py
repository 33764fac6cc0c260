"""Drafts: changed on their newest state only, sound or not, by who may."""

from typing import Any

import pytest

from pos_app.domain.loyalty.programme_form.editing import added, removed
from sync.server.database import reading
from sync.server.journal.journal import journal_rows
from sync.server.office.roles import Viewer
from sync.server.programme.drafts import (
    Draft,
    DraftState,
    begin_draft,
    change_draft,
    checked,
    draft_of,
    drop_draft,
    open_drafts,
)
from sync.server.programme.refused import ProgrammeError
from tests.sync.server.paper import PROGRAMME
from tests.sync.server.programme.office_people import ACCOUNTANT, MANAGER, OFFICE, OWNER
from tests.sync.server.shop import Shop


def begun(shop: Shop, viewer: Viewer = OWNER) -> Draft:
    return now(shop, begin_draft(shop.central, viewer, PROGRAMME, 1))


def now(shop: Shop, draft_id: str) -> Draft:
    with reading(shop.central.engine) as connection:
        return draft_of(connection, draft_id)


def earning(rate_bp: int) -> Any:
    return lambda document: {**document, "base_earn_bp": rate_bp}


def refusal(shop: Shop, draft: Draft, viewer: Viewer = OWNER, change: Any = None) -> ProgrammeError:
    with pytest.raises(ProgrammeError) as refused:
        change_draft(shop.central, viewer, draft.draft_id, draft.revision, change or earning(600))
    return refused.value


def test_a_draft_begins_with_what_the_version_says(shop: Shop) -> None:
    draft = begun(shop)
    assert (draft.base_version, draft.revision, draft.state, draft.made_by) == (1, 1, DraftState.OPEN, "owner-id")
    assert draft.document["base_earn_bp"] == 500
    assert checked(draft.document).programme is not None


def test_the_second_of_two_managers_is_told_and_nothing_is_lost(shop: Shop) -> None:
    draft = begun(shop)
    changed = change_draft(shop.central, MANAGER, draft.draft_id, 1, earning(700))
    assert (changed.revision, changed.changed_by) == (2, "manager-id")
    error = refusal(shop, draft)
    assert error.key == "draft_changed"
    assert dict(error.facts)["changed_by"] == "manager-id"
    assert now(shop, draft.draft_id).document["base_earn_bp"] == 700
    again = change_draft(shop.central, OWNER, draft.draft_id, 2, earning(800))
    assert (again.revision, again.document["base_earn_bp"]) == (3, 800)
    unchanged = change_draft(shop.central, OWNER, draft.draft_id, 3, earning(800))
    assert unchanged.revision == 3, "what changes nothing takes nobody's place"


def test_an_unsound_draft_is_kept_as_it_is_and_told(shop: Shop) -> None:
    draft = begun(shop)
    changed = change_draft(shop.central, OWNER, draft.draft_id, 1, lambda one: {**one, "base_earn_bp": "много"})
    assert changed.document["base_earn_bp"] == "много"
    (problem,) = checked(changed.document).problems
    assert (problem.place, problem.sentence) == ("base_earn_bp", "not_whole")
    with_rule = change_draft(shop.central, OWNER, draft.draft_id, 2, lambda one: added(one, "promotions", "bundle")[0])
    assert with_rule.document["promotions"][0]["rule_id"] == "bundle-1"


def test_what_is_gone_is_said(shop: Shop) -> None:
    assert refusal(shop, begun(shop), change=lambda one: removed(one, "promotions", 3)).key == "entry_gone"


def test_who_may_not_may_not(shop: Shop) -> None:
    draft = begun(shop, MANAGER)
    assert refusal(shop, draft, ACCOUNTANT).key == "not_allowed"
    with pytest.raises(ProgrammeError) as refused:
        begin_draft(shop.central, ACCOUNTANT, PROGRAMME, 1)
    assert refused.value.key == "not_allowed"
    with pytest.raises(ProgrammeError) as unknown:
        begin_draft(shop.central, OWNER, PROGRAMME, 7)
    assert unknown.value.key == "version_unknown"


def test_a_dropped_draft_is_closed_and_in_the_journal(shop: Shop) -> None:
    draft = begun(shop)
    drop_draft(shop.central, OFFICE, draft.draft_id, 1)
    assert refusal(shop, draft).key == "draft_closed"
    with reading(shop.central.engine) as connection:
        assert open_drafts(connection) == ()
        actions = [(row.actor, row.action, row.subject) for row in journal_rows(connection)][-2:]
    assert actions == [
        ("owner-id", "programme_drafted", draft.draft_id),
        ("office-id", "programme_draft_dropped", draft.draft_id),
    ]
