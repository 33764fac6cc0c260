"""Whatever a sound programme says, its document says it again; whatever is changed in it is sound or refused."""

import json
from copy import deepcopy
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_document import read_programme, write_programme
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
from pos_app.domain.loyalty.programme_schema import programme_schema
from pos_app.domain.loyalty.programme_words import rule_sentence, summary_text
from pos_app.domain.loyalty.rules.stage import DISCOUNT_STAGES, Stage
from pos_app.domain.loyalty.soundness.all_problems import soundness_problems
from pos_app.domain.loyalty.soundness.raw_document import everywhere
from pos_app.domain.receipt.labels import Language
from resources.programmes.samples import SAMPLES, sample_text
from tests.domain.loyalty.drawn_programmes import KINDS, kinds_of, sound_programmes
from tests.domain.loyalty.drawn_rules import of_class

ALL_KINDS = [one for union in KINDS.values() for one in kinds_of(union)]
slowly = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(programme_schema())


@slowly
@given(sound_programmes())
def test_what_is_written_is_read_again_and_fits_the_schema(programme: Programme) -> None:
    written = write_programme(programme)
    read = read_programme(written)
    assert read == programme
    assert write_programme(read) == written
    assert not list(validator().iter_errors(json.loads(written)))


@slowly
@given(sound_programmes(), st.sampled_from(Language))
def test_every_rule_has_a_sentence_in_the_summary(programme: Programme, language: Language) -> None:
    summary = summary_text(programme, language)
    for _, rule in programme.staged_rules():
        assert rule_sentence(rule, language) in summary
        assert rule.rule_id in rule_sentence(rule, language)


def drawn_texts(value: Any) -> list[str]:
    """Every text of a rule."""
    if isinstance(value, str):
        return [value]
    parts: Any = value if isinstance(value, tuple) else ()
    if is_dataclass(value) and not isinstance(value, type):
        parts = [getattr(value, field.name) for field in fields(value)]
    return [text for part in parts for text in drawn_texts(part)]


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_is_said_in_both_languages(kind: type) -> None:
    @settings(max_examples=15, deadline=None)
    @given(of_class(kind))
    def said(rule: Any) -> None:
        russian, english = (rule_sentence(rule, language) for language in Language)
        assert russian != english
        assert rule.name.ru in russian
        assert rule.name.en in english
        is_drawn = any("None" in one for one in drawn_texts(rule))  # the strategy of texts knows that word too
        assert is_drawn or "None" not in english

    said()


def test_staged_rules_come_in_the_order_of_the_stages() -> None:
    programme = read_programme(sample_text("everything"))
    stages = [stage for stage, _ in programme.staged_rules()]
    assert [stage.place for stage in stages] == sorted(stage.place for stage in stages)
    assert set(stages) == {*DISCOUNT_STAGES, Stage.EARNING} - {Stage.MANUAL_DISCOUNT}


WRONG_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "x", "club", "points", "n_for_m", "goods_discount", "2026-03-01", "17:30", "rule-1", "A-1"]),
    st.sampled_from(["2026-03-01T00:00:00Z", "2026-03-01 00:00:00Z", "1999-12-31", "1773500000", "17:30:00", "24:00"]),
    st.sampled_from(["mon", "debt", "each_unit", "a" * 60, "a" * 300, "Я", "goods", "coupon"]),
    st.just([]),
    st.just({}),
    st.just([1, "a", "a"]),
)


def changed(draw: st.DrawFn, document: Any) -> None:
    """One change anywhere: a value replaced, a key taken out or put in, an entry doubled or moved."""
    places = [(path, node) for path, node in everywhere(document) if node]
    _, node = draw(st.sampled_from(places))
    key = draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
    change = draw(st.sampled_from(["replace", "take out", "put in", "double"]))
    if change == "replace":
        node[key] = draw(WRONG_VALUES)
    elif change == "take out":
        del node[key]
    elif isinstance(node, list):
        node.insert(draw(st.integers(0, len(node))), deepcopy(node[key]))
    elif change == "put in":
        node[draw(st.sampled_from(["kind", "goods", "colour", "rule_id", "excluding"]))] = draw(WRONG_VALUES)
    else:
        node[key] = [deepcopy(node[key]), deepcopy(node[key])]


def whole_only(node: Any) -> bool:
    """Whether every number is written as a whole one: JSON Schema takes 2.0 for an integer, a document may not."""
    return not any(isinstance(one, float) for _, holder in everywhere(node) for one in values_of(holder))


def values_of(holder: Any) -> list[Any]:
    return list(holder.values()) if isinstance(holder, dict) else list(holder)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(1, 3), st.data())
def test_a_changed_document_is_sound_or_refused_with_places(name: str, count: int, data: st.DataObject) -> None:
    document = json.loads(sample_text(name))
    for _ in range(count):
        data.draw(st.composite(lambda draw: changed(draw, document))())
    text = json.dumps(document, ensure_ascii=False)
    misfits = [f"{one.json_path}: {one.message}" for one in validator().iter_errors(document)]
    try:
        programme = read_programme(text)
    except ProgrammeDocumentError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.place
            for language in Language:
                assert problem.said(language).startswith(f"{problem.place}: ")
        between_keys = {(one.place, one.key) for one in soundness_problems(document)}
        of_shape = [str(one) for one in error.problems if (one.place, one.key) not in between_keys]
        assert misfits or not of_shape or not whole_only(document), "what the schema admits is refused for its shape"
    else:
        assert not misfits, "what is read must fit the published schema"
        assert read_programme(write_programme(programme)) == programme
