"""The notices of others: each library that the product needs, with its licence and its own texts."""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from setup.notices import COMMON_LICENCES, NoticesError, notices, own_texts, runtime, texts_of

TOP = Path(__file__).parents[2]
LGPL = ("psycopg", "psycopg-binary", "pyside6-essentials", "shiboken6")


def locked() -> dict[str, str]:
    """Version by name, of whatever the lock has for this system: libraries of the product and of its tests."""
    text = (TOP / "requirements.lock").read_text(encoding="utf-8")
    pinned = [Requirement(line.rstrip("\\ ")) for line in text.splitlines() if re.match(r"[A-Za-z0-9].*==", line)]
    here = [each for each in pinned if each.marker is None or each.marker.evaluate()]
    return {each.name: str(each.specifier).removeprefix("==") for each in here}


def needed_on_this_system(name: str) -> set[str]:
    wanted = map(Requirement, distribution(name).requires or ())
    return {
        canonicalize_name(each.name) for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""})
    }


def test_every_library_of_the_lock_that_the_product_needs_is_there() -> None:
    libraries, lock = runtime(), locked()
    assert {name: found.version for name, found in libraries.items()}.items() <= lock.items()
    asked = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {canonicalize_name(Requirement(each).name) for each in asked} <= libraries.keys()
    missing = {need for name in libraries for need in needed_on_this_system(name)} - libraries.keys()
    assert missing & lock.keys() == set()
    assert "psycopg-binary" in libraries, "extras are needed too"
    assert not {"pytest", "hypothesis", "python-xlib", "ruff"} & libraries.keys(), "tests are not shipped"


def test_the_file_has_each_with_its_licence_and_its_text() -> None:
    libraries = runtime()
    file = notices(libraries)
    headings = dict(re.findall(r"^={100}\n(\S+) \S+\nLicence: (.+)$", file, re.MULTILINE))
    assert headings.keys() == libraries.keys()
    assert [name for name, found in libraries.items() if not texts_of(found)] == []
    assert {name for name, licence in headings.items() if "LGPL" in licence} == set(LGPL)
    assert file.count("files of its own") == len(LGPL)
    assert {"resources/fonts/OFL.txt"} == own_texts().keys()
    for title in ("SIL OPEN FONT LICENSE", "GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE"):
        assert title in file
    assert file == notices(libraries), "the same from the same"


def test_without_the_texts_that_a_library_does_not_bring_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NoticesError, match="has no LGPL-3 and no GPL-3"):
        notices(runtime(), tmp_path)
    (tmp_path / "LGPL-3").write_bytes((COMMON_LICENCES / "LGPL-3").read_bytes())
    with pytest.raises(NoticesError, match="has no GPL-3: name a folder that has them with --licences"):
        notices({}, tmp_path)
