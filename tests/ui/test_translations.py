"""Russian is complete, says the same with the same parameters, and is what the till loads."""

import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from resources.translations.update import FOLDER, collect, compile_all

# Words that are the same in both languages.
_SAME = {"{day} – {points}"}


def _messages(folder: Path) -> Iterator[tuple[str, str, ET.Element]]:
    for context in ET.parse(folder / "kopilka_ru.ts").getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            yield name, message.findtext("source") or "", translation


def test_nothing_is_left_in_english() -> None:
    unfinished = [
        (name, source) for name, source, russian in _messages(FOLDER) if russian.get("type") or not russian.text
    ]
    assert unfinished == []
    latin = [
        source for _, source, russian in _messages(FOLDER) if source not in _SAME and (russian.text or "") == source
    ]
    assert latin == []


def test_parameters_stay() -> None:
    wrong = [
        (source, russian.text)
        for _, source, russian in _messages(FOLDER)
        if sorted(re.findall(r"\{\w+\}", source)) != sorted(re.findall(r"\{\w+\}", russian.text or ""))
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as they would be made now."""
    folder = tmp_path_factory.mktemp("translations")
    for path in FOLDER.glob("*.ts"):
        shutil.copy(path, folder)
    collect(folder)
    compile_all(folder)
    return folder


def test_the_files_hold_what_the_code_says_now(fresh: Path) -> None:
    """If not: ``python -m resources.translations.update``, then translate what is new."""
    now = {(name, source) for name, source, _ in _messages(fresh)}
    kept = {(name, source) for name, source, _ in _messages(FOLDER)}
    assert sorted(now ^ kept) == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_loaded_was_compiled_from_them(fresh: Path, language: str) -> None:
    name = f"kopilka_{language}.qm"
    assert (FOLDER / name).read_bytes() == (fresh / name).read_bytes()
    assert QTranslator().load(str(FOLDER / name))
