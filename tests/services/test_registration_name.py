"""How a name is kept that was typed in a hurry."""

import pytest

from pos_app.services.registration import as_a_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("вера", "Вера"),
        ("  анна-мария   п. ", "Анна-Мария П."),
        ("Анна фон Дер", "Анна фон Дер"),
        ("vera o'neil", "Vera O'neil"),
        ("", ""),
    ],
)
def test_small_letters_become_a_name(typed: str, kept: str) -> None:
    assert as_a_name(typed) == kept
