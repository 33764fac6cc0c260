"""The table of codes as a document: the published one is the built-in one, and mistakes are named."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes.codes_document import CodesDocumentError, read_codes
from pos_app.domain.codes.codes_writing import codes_text
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from resources.codes.published_codes import SCHEMA_NAME, TABLE_NAME, schema_text, table_text
from resources.paths import resource_path

TEXT = codes_text(DEFAULT_RULES)


def test_the_published_table_is_the_built_in_one() -> None:
    content = resource_path("codes", TABLE_NAME).read_bytes()
    assert read_codes(content) == DEFAULT_RULES
    assert content.decode() == table_text()
    assert resource_path("codes", SCHEMA_NAME).read_text(encoding="utf-8") == schema_text()


def test_the_schema_takes_the_table() -> None:
    import json
    import tomllib

    import jsonschema

    jsonschema.validate(tomllib.loads(TEXT), json.loads(schema_text()))


def test_the_examples_in_the_published_head_are_sound() -> None:
    head = table_text().split("format = 1")[0]
    examples = "\n".join(line.removeprefix("#     ") for line in head.splitlines() if line.startswith("#     "))
    rules = re.split(r"(?=\[\[rule\]\])", examples)[1:]
    assert len(rules) == 2
    for rule in rules:
        read_codes(f"format = 1\n{rule}".encode())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("[[rule]]", "[[rul]]"), "rule: Field required"),
        (('name = "badge"', 'name = "card"'), "rule card: the name is given twice"),
        (('kind = "badge"', 'kind = "badges"'), "rule badge: kind: Input should be"),
        (('after = ["weighed"]', "after = []"), "rules weighed and goods_13 overlap"),
        (('after = ["weighed"]', 'after = ["weight"]'), "there is no rule weight"),
        (("article_digits = 5", "article_digits = 6"), "rule weighed: expected prefixes of digits"),
        (("value_digits = 5\n", ""), "rule weighed: the kind weighed needs article_digits"),
        (("length = [4, 32]", "length = [32, 4]"), "rule coupon: length: expected the least before the greatest"),
        (("format = 1", "format = 2"), "format: Input should be 1"),
        (("format = 1", "format = "), "expected TOML in UTF-8"),
        (('prefixes = ["KB"]', 'prefixes = ["kb"]'), "rule badge: prefixes.0"),
        (('name = "badge"', 'name = "badge"\ncolour = 1'), "rule badge: colour: Extra inputs"),
    ],
)
def test_each_mistake_is_named(change: tuple[str, str], told: str) -> None:
    assert change[0] in TEXT
    with pytest.raises(CodesDocumentError) as caught:
        read_codes(TEXT.replace(*change).encode())
    assert any(told in problem for problem in caught.value.problems), caught.value.problems


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    for candidate in (content, TEXT.encode() + b"\n" + content):
        try:
            read_codes(candidate)
        except CodesDocumentError as error:
            assert error.problems
