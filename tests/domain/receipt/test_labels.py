"""Both tables are whole, and every word can be printed by a printer of the shop floor."""

from dataclasses import fields

import pytest

from pos_app.domain.receipt.labels import ENGLISH, LABELS, RUSSIAN, Labels, Language


def test_each_language_has_a_table() -> None:
    assert set(LABELS) == set(Language)


@pytest.mark.parametrize("labels", [RUSSIAN, ENGLISH], ids=["ru", "en"])
def test_no_label_is_empty_and_all_are_printable(labels: Labels) -> None:
    for field in fields(Labels):
        text = getattr(labels, field.name)
        assert field.name == "thousands_sign" or text.strip() == text != ""
        assert text.encode("cp866").decode("cp866") == text


def test_english_holds_no_russian_letter() -> None:
    for field in fields(Labels):
        assert getattr(ENGLISH, field.name).isascii(), field.name
