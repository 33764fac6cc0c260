"""If two documents differ, the words say it; if they do not, there are none."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_document import read_programme, write_programme
from pos_app.domain.loyalty.programme_form.difference import Sort, differences
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
from pos_app.domain.loyalty.soundness.raw_document import everywhere
from pos_app.domain.receipt.labels import Language
from resources.programmes.samples import SAMPLES, sample_text
from tests.domain.loyalty.drawn_programmes import sound_programmes
from tests.domain.loyalty.test_any_programme import changed

slowly = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_programme(read_programme(sample_text(name))))
    return found


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("language", Language)
def test_a_document_does_not_differ_from_itself(name: str, language: Language) -> None:
    assert differences(document(name), document(name), language) == ()


@slowly
@given(sound_programmes(), sound_programmes(), st.sampled_from(Language))
def test_any_two_programmes_differ_in_words_if_they_differ(
    one: Programme, other: Programme, language: Language
) -> None:
    before, after = (json.loads(write_programme(programme)) for programme in (one, other))
    assert bool(differences(before, after, language)) == (one != other)
    assert not differences(after, after, language)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(1, 2), st.sampled_from(Language), st.data())
def test_one_change_anywhere_is_said(name: str, count: int, language: Language, data: st.DataObject) -> None:
    before = document(name)
    after = deepcopy(before)
    for _ in range(count):
        data.draw(st.composite(lambda draw: changed(draw, after))())
    try:
        programme = read_programme(json.dumps(after, ensure_ascii=False))
    except ProgrammeDocumentError:
        differences(before, after, language)  # an unsound draft is told as far as it goes
        return
    after = json.loads(write_programme(programme))
    found = differences(before, after, language)
    assert bool(found) == (after != before)
    assert all(one.sentences and all(one.sentences) for one in found)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_every_number_that_changes_is_named_with_both_values(name: str, data: st.DataObject) -> None:
    before = document(name)
    after = deepcopy(before)
    numbers = [
        (node, key)
        for path, node in everywhere(after)
        if path
        for key in (node if isinstance(node, dict) else range(len(node)))  # type: ignore[arg-type]
        if type(node[key]) is int  # type: ignore[index]
    ]
    node, key = data.draw(st.sampled_from(numbers))
    node[key] += 1  # type: ignore[index]
    (found,) = differences(before, after, Language.RU)
    (sentence,) = found.sentences
    assert found.sort is Sort.CHANGED
    assert "→" in sentence or "добавлено" in sentence


def test_a_rule_is_named_as_people_call_it() -> None:
    before = document("everything")
    after = deepcopy(before)
    before["standing_discounts"][0]["rate_bp"] = 500
    after["standing_discounts"][0]["rate_bp"] = 700
    (found,) = differences(before, after, Language.RU)
    assert (found.subject, found.identity) == ("«Скидка по карте»", "card")
    assert found.sentences == ("Процент карты без своего: 5\u00a0% → 7\u00a0%",)


def test_rules_that_came_went_and_moved() -> None:
    before = document("everything")
    after = deepcopy(before)
    gone = after["promotions"].pop(0)
    new = {**deepcopy(after["awards"][0]), "rule_id": "another", "name": {"ru": "Новый", "en": "New"}}
    after["awards"].append(new)
    after["earning_rules"].reverse()
    sorts = {(one.sort, one.subject) for one in differences(before, after, Language.EN)}
    assert (Sort.REMOVED, f"“{gone['name']['en']}”") in sorts
    assert (Sort.ADDED, "“New”") in sorts
    assert (Sort.CHANGED, "Earning rules") in sorts
