"""Stored programme documents, one small one for each rule kind and each part, and what was read from them.

``programmes/NAME.json`` is a document as a shop may have published it, ``programmes/NAME.expected.json`` what this and
every later version must read from it (all fields that were known when it was stored) and how it is said. For a new kind
write the document, then ``python -m tests.golden.programme_records``: it writes expectations that do not exist yet and
never touches one that does.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any

from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.domain.loyalty.programme_words import summary_text
from pos_app.domain.loyalty.readable_json import readable_json
from pos_app.domain.receipt.labels import Language

FOLDER = Path(__file__).parent / "programmes"


def documents() -> list[Path]:
    """Every stored document."""
    return sorted(path for path in FOLDER.glob("*.json") if not path.name.endswith(".expected.json"))


def expectation_of(document: Path) -> Path:
    """Where its expectation lies."""
    return document.with_suffix(".expected.json")


def told(document: Path) -> dict[str, Any]:
    """What was read under each key of the document, defaults too, and the sentences."""
    programme = read_programme(document.read_bytes())
    read = {key: plain(getattr(programme, key)) for key in json.loads(document.read_bytes())}
    said = {language.value: summary_text(programme, language).splitlines() for language in Language}
    return {"read": read, "said": said}


def plain(value: Any) -> Any:
    """Dataclasses as objects with every field."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


if __name__ == "__main__":
    for path in documents():
        expectation = expectation_of(path)
        if not expectation.exists():
            text = readable_json(told(path))
            expectation.write_text(text, encoding="utf-8")
            print(f"stored {expectation.name}")
