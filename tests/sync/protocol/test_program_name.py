"""What a till says of itself, and what a server makes of whatever comes."""

import pytest

from sync.protocol.program_name import program_name, program_version


def test_a_till_names_its_version() -> None:
    assert program_version(program_name()) == program_name().partition("/")[2]


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("Kopilka/0.1.0", "0.1.0"),
        ("Kopilka/1.2.3+abc extra", "1.2.3+abc"),
        ("python-requests/2.32", ""),
        ("", ""),
        ("Kopilka/", ""),
        ("Kopilka/<script>", ""),
        ("Kopilka/" + "9" * 500, "9" * 40),
    ],
)
def test_whatever_comes(said: str, version: str) -> None:
    assert program_version(said) == version
