"""Every sentence of reports and pages has its Russian; what is stored is what the code says today."""

import re
from pathlib import Path

import pytest

from resources.words import update

_PLACE = re.compile(r"\{\w+\}|%\(\w+\)s")


@pytest.fixture(scope="module", name="template")
def _template() -> update.Catalog:
    return update.collect()


def test_the_stored_template_is_what_the_code_says(template: update.Catalog) -> None:
    stored = (update.FOLDER / "reports.pot").read_bytes()
    assert stored == update.pot_text(template), "run python -m resources.words.update"


@pytest.mark.parametrize("language", update.TRANSLATED)
def test_every_sentence_is_translated_and_compiled(language: str, template: update.Catalog) -> None:
    catalogue = update.merged(language, template)
    assert not update.untranslated(catalogue), "translate these in reports.po, run python -m resources.words.update"
    stored = update.FOLDER / language / "LC_MESSAGES" / "reports.mo"
    assert stored.read_bytes() == update.compiled(catalogue), "run python -m resources.words.update"


@pytest.mark.parametrize("language", update.TRANSLATED)
def test_translations_keep_the_places(language: str, template: update.Catalog) -> None:
    for message in update.merged(language, template):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = {place for text in ids for place in _PLACE.findall(text)}
        for text in filter(None, strings):
            assert set(_PLACE.findall(text)) == wanted, text


def test_a_file_is_changed_whole_or_not_at_all(tmp_path: Path) -> None:
    there = tmp_path / "reports.mo"
    there.write_bytes(b"old")
    with there.open("rb") as reading:
        update.write_whole(there, b"new")
        assert reading.read() == b"old"  # who reads it now goes on with the file that he opened
    assert there.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [there]
