"""Whatever a sound programme says, its forms say it again."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_document import read_programme, write_programme
from pos_app.domain.loyalty.programme_form.field_text import line_of, number_text, of_line, text_of, value_of
from pos_app.domain.loyalty.programme_form.form_values import document_part, form_values
from pos_app.domain.loyalty.programme_form.schema_shape import programme_shape
from pos_app.domain.loyalty.programme_form.shape import Number, Text, TextKind, Unit
from resources.programmes.samples import SAMPLES, sample_text
from tests.domain.loyalty.drawn_programmes import sound_programmes

slowly = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def through_forms(text: str, decimal: str = ",") -> str:
    document = json.loads(text)
    document.pop("$schema", None)
    shape = programme_shape()
    again = document_part(shape, form_values(shape, document, "", decimal), "")
    return write_programme(read_programme(json.dumps(again, ensure_ascii=False)))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("decimal", [",", "."])
def test_every_sample_comes_back_from_its_forms(name: str, decimal: str) -> None:
    text = sample_text(name)
    assert through_forms(text, decimal) == write_programme(read_programme(text))


@slowly
@given(sound_programmes())
def test_any_sound_programme_comes_back_from_its_forms(programme: Programme) -> None:
    text = write_programme(programme)
    assert through_forms(text) == text


@given(st.sampled_from(Unit), st.integers(-(10**14), 10**14), st.sampled_from([",", "."]))
def test_a_number_is_written_exactly(unit: Unit, value: int, decimal: str) -> None:
    shape = Number(unit, None, None)
    assert value_of(shape, text_of(shape, value, decimal)) == value


@given(st.text())
def test_any_text_fits_into_one_line(text: str) -> None:
    line = line_of(text)
    assert of_line(line) == text
    assert line == line.strip()
    assert "\n" not in line
    if text:
        assert value_of(Text(TextKind.PLAIN, None), line) == text


def test_numbers_are_read_as_people_write_them() -> None:
    money = Number(Unit.MONEY, 0, None)
    assert value_of(money, "1 234,5") == 123_450
    assert value_of(money, " 12.50 ") == 1_250
    assert value_of(money, "1\u00a0000") == 100_000
    assert value_of(Number(Unit.PERCENT, 0, None), "7,5") == 750
    assert value_of(Number(Unit.QUANTITY, 0, None), "0,25") == 250
    assert number_text(Unit.FACTOR, 15_000) == "1,5"


@pytest.mark.parametrize("typed", ["1,234", "много", "5%", "1,2,3", "1e3", "٣"])
def test_what_is_no_number_stays_as_it_was_typed(typed: str) -> None:
    assert value_of(Number(Unit.MONEY, 0, None), typed) == typed
    assert text_of(Number(Unit.MONEY, 0, None), typed) == typed
