"""A form shows what the document says, and each problem of the loader at its field, in the field's own unit."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.loyalty.programme_form.editing import added, doubled, moved, removed
from pos_app.domain.loyalty.programme_form.field_words import expected_words
from pos_app.domain.loyalty.programme_form.form_values import document_part, form_values
from pos_app.domain.loyalty.programme_form.form_view import FormItem, FormWords
from pos_app.domain.loyalty.programme_form.place_path import place_in_form, steps_of
from pos_app.domain.loyalty.programme_form.place_words import in_words
from pos_app.domain.loyalty.programme_form.schema_shape import programme_shape, shape_of_schema
from pos_app.domain.loyalty.programme_form.sections import kinds_of, sections
from pos_app.domain.loyalty.programme_form.shape import Group, Shape
from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
from pos_app.domain.loyalty.programme_schema import programme_schema
from pos_app.domain.loyalty.words.speaker import Speaker
from pos_app.domain.receipt.labels import Language
from resources.programmes.samples import SAMPLES, sample_text
from tests.domain.loyalty.test_any_programme import changed

RU = Speaker(Language.RU)


def items(parts: tuple[FormItem, ...]) -> Iterator[FormItem]:
    for part in parts:
        yield part
        yield from items(part.parts)


def shown(document: dict[str, Any], problems: dict[str, list[str]] | None = None) -> dict[str, FormItem]:
    shape = programme_shape()
    words = FormWords(RU, form_values(shape, document, ""), problems or {})
    return {item.name: item for item in items(words.items(shape, ""))}


def named(document: object, error: ProgrammeDocumentError) -> list[tuple[str, Shape | None, str]]:
    found = []
    for problem in error.problems:
        name, shape = place_in_form(programme_shape(), document, steps_of(problem.place))
        found.append((name, shape, expected_words(RU, problem, shape)))
    return found


def refusal(document: dict[str, Any]) -> ProgrammeDocumentError:
    with pytest.raises(ProgrammeDocumentError) as refused:
        read_programme(json.dumps(document, ensure_ascii=False))
    return refused.value


def sample() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sample_text("everything"))
    return found


def test_a_form_shows_roubles_percent_and_points() -> None:
    form = shown(sample())
    assert (form["points.min_points"].text, form["points.min_points"].unit) == ("10", "б.")
    assert (form["base_earn_bp"].text, form["base_earn_bp"].unit) == ("2", "%")
    assert form["promotions[2]:bundle.benefit:sum.kopecks"].text == "70"
    assert form["promotions[5]:fixed_price.window.hours[0].from_time"].control == "clock"
    assert form["promotions[0]:n_for_m.goods.groups"].text == "chocolate"
    weekdays = form["promotions[5]:fixed_price.window.weekdays"]
    assert [option.title for option in weekdays.options if option.chosen] == ["пт"]


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("base_earn_bp", "120", "не больше 100\u00a0%"),
        ("base_earn_bp", "много", "проценты, например 7,5"),
        ("points.point_value_kopecks", "0", "не меньше 0,01\u00a0₽"),
        ("promotions[2]:bundle.benefit:sum.kopecks", "", "заполните это поле"),
        ("promotions[2]:bundle.rule_id", "Набор", "имя из 1–48 строчных латинских букв, цифр, - и _"),
        ("tiers[1].turnover_kopecks", "0", "больше, чем 0\u00a0₽ в записи перед ней"),
        ("promotions[0]:n_for_m.pay", "3", "меньше, чем взять: 3"),
    ],
)
def test_what_the_loader_refuses_is_said_at_its_field(name: str, typed: str, expected: str) -> None:
    values = {**form_values(programme_shape(), sample(), ""), name: typed}
    document = document_part(programme_shape(), values, "")
    assert (name, expected) in [(at, words) for at, _, words in named(document, refusal(document))]
    shape = programme_shape()
    assert form_values(shape, document, "")[name] == typed, "what was typed stays in the field"


def test_other_places_are_called_as_people_call_them() -> None:
    document = sample()
    document["promotions"][1]["rule_id"] = document["promotions"][0]["rule_id"]
    document["standing_discounts"][2]["tier"] = "nobody"
    said = {one.place: expected_words(RU, in_words(RU, document, one), None) for one in refusal(document).problems}
    assert said["promotions[1].rule_id"] == (
        "каждое один раз; уже есть: Акции на товары: «Шоколад: 3 по цене 2», Код правила"
    )
    assert said["standing_discounts[2].tier"].startswith("имя из этого документа (Уровень): guest")


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_every_problem_has_a_place_in_the_form(name: str, data: st.DataObject) -> None:
    document = json.loads(sample_text(name))
    for _ in range(2):
        data.draw(st.composite(lambda draw: changed(draw, document))())
    try:
        read_programme(json.dumps(document, ensure_ascii=False))
    except ProgrammeDocumentError as error:
        for _, _, words in named(document, error):
            assert words
        shown(document)


@pytest.mark.parametrize("section", sections(), ids=lambda one: one.key)
def test_a_new_rule_of_every_kind_has_a_form(section: Any) -> None:
    for key in section.lists:
        for group in kinds_of(key):
            document, index = added(sample(), key, group.kind)
            form = shown(document)
            prefix = f"{key}[{index}]"
            own = [item for item in form.values() if item.name.startswith(prefix)]
            assert any(item.required for item in own)
            assert isinstance(group, Group)


def test_a_rule_kind_that_is_new_in_the_schema_has_its_form() -> None:
    schema = deepcopy(programme_schema())
    names = {"rule_id": {"type": "string"}, "name": {"$ref": "#/$defs/LocalText"}}
    lucky = {
        "type": "object",
        "properties": {
            **names,
            "lucky_rate_bp": {"type": "integer", "description": "basis points", "minimum": 0, "maximum": 10_000},
            "benefit": schema["$defs"]["GoodsDiscount"]["properties"]["benefit"],
            "kind": {"const": "lucky_number", "type": "string"},
        },
        "required": ["kind", "rule_id", "name", "lucky_rate_bp"],
    }
    schema["$defs"]["LuckyNumber"] = lucky
    schema["properties"]["promotions"]["items"]["oneOf"].append({"$ref": "#/$defs/LuckyNumber"})
    shape = shape_of_schema(schema)
    rule = {"kind": "lucky_number", "rule_id": "lucky", "name": {"ru": "Число", "en": "Number"}, "lucky_rate_bp": 750}
    document = {**sample(), "promotions": [{**rule, "benefit": {"kind": "sum", "kopecks": 150}}]}
    values = form_values(shape, document, "")
    assert values["promotions[0]:lucky_number.lucky_rate_bp"] == "7,5"
    assert document_part(shape, values, "")["promotions"] == document["promotions"]
    form = {item.name: item for item in items(FormWords(RU, values).items(shape, ""))}
    rate = form["promotions[0]:lucky_number.lucky_rate_bp"]
    assert (rate.title, rate.text, rate.unit, rate.required) == ("lucky rate bp", "7,5", "%", True)


def test_entries_are_moved_doubled_and_taken_out() -> None:
    document = sample()
    names = [one["rule_id"] for one in document["promotions"]]
    twice, index = doubled(document, "promotions", 0)
    assert [one["rule_id"] for one in twice["promotions"]] == [names[0], "chocolate-3-for-1", *names[1:]]
    assert index == 1
    read_programme(json.dumps(moved(document, "promotions", 0, 1)))
    assert [one["rule_id"] for one in moved(document, "promotions", 0, 1)["promotions"]] == [
        names[1],
        names[0],
        *names[2:],
    ]
    assert [one["rule_id"] for one in removed(document, "promotions", 1)["promotions"]] == [names[0], *names[2:]]
    assert document == sample()
