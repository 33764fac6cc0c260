"""``python -m resources.words.update`` collects the English sentences of reports and pages, merges them, compiles.

``reports.pot`` is what the code says, ``ru/LC_MESSAGES/reports.po`` is to be translated (by hand or with any editor of
gettext files), ``reports.mo`` is what the programs load. All belong to the repository: a till needs no tools. Needs
Babel (a development dependency).
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER: Final = Path(__file__).resolve().parent
TRANSLATED: Final = ("ru",)
_TOP: Final = FOLDER.parent.parent
_PYTHON: Final = (
    "pos_app/domain/report",
    "pos_app/report_files",
    "pos_app/ui/report_view",
    "sync/reports",
    "sync/server/pages",
)
_NO_MOMENT: Final = datetime(2026, 1, 1, tzinfo=UTC)
_TEMPLATES: Final = ("resources/pages",)
_KEYWORDS: Final = {"Words": None, "counted": (1, 2), "gettext": None, "ngettext": (1, 2), "_": None}
_HEADER: Final = "# Sentences of reports and pages. Made by python -m resources.words.update."


def collect() -> Catalog:
    """What the code says: every ``Words("…")`` and ``counted("…", "…", n)``, and ``_("…")`` of the pages' templates."""
    catalogue = Catalog(domain="reports", header_comment=_HEADER, project="Kopilka", fuzzy=False)
    for path, method in _sources():
        with path.open("rb") as file:
            options: dict[str, str] = {"encoding": "utf-8"}
            for _line, message, _comments, _context in extract(method, file, _KEYWORDS, (), options):
                catalogue.add(message, locations=[(path.relative_to(_TOP).as_posix(), 1)])
    return catalogue


def pot_text(catalogue: Catalog) -> bytes:
    """The catalogue as text, the same on every machine: sorted, without dates and line numbers."""
    return _written(catalogue)


def merged(language: str, template: Catalog, folder: Path = FOLDER) -> Catalog:
    """The stored translation with what is new in the code (empty) and without what left it."""
    path = _po(language, folder)
    if not path.exists():
        stored = Catalog(locale=language, domain="reports", header_comment=_HEADER, project="Kopilka", fuzzy=False)
    else:
        with path.open("rb") as file:
            stored = read_po(file, locale=language, domain="reports")
    stored.update(template, no_fuzzy_matching=True)
    stored.obsolete.clear()
    stored.header_comment = _HEADER
    return stored


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the programs load it."""
    # The moment of the run says nothing about the sentences.
    catalogue.creation_date = catalogue.revision_date = _NO_MOMENT
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> tuple[str, ...]:
    """English sentences (or plurals) that have no translation yet."""
    return tuple(str(message.id) for message in _messages(catalogue) if not _is_complete(message))


def write_whole(path: Path, content: bytes) -> None:
    """Beside it, then in its place: a program that starts meanwhile never reads half."""
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def main() -> None:
    """Collect, merge, compile; tell what is still to be translated."""
    template = collect()
    write_whole(FOLDER / "reports.pot", pot_text(template))
    for language in TRANSLATED:
        catalogue = merged(language, template)
        path = _po(language, FOLDER)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, _written(catalogue))
        write_whole(path.with_suffix(".mo"), compiled(catalogue))
        left = untranslated(catalogue)
        sys.stdout.write(f"{language}: {len(catalogue)} sentences, {len(left)} to be translated\n")
        sys.stdout.writelines(f"  {sentence}\n" for sentence in left)


def _sources() -> Iterator[tuple[Path, str]]:
    for folder in _PYTHON:
        yield from ((path, "python") for path in sorted((_TOP / folder).rglob("*.py")))
    for folder in _TEMPLATES:
        yield from ((path, "jinja2.ext:babel_extract") for path in sorted((_TOP / folder).rglob("*.html")))


def _po(language: str, folder: Path) -> Path:
    return folder / language / "LC_MESSAGES" / "reports.po"


def _written(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)
    # Dates and tools of the last run say nothing about the sentences and would differ with every run.
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_RUN_LINES)).encode("utf-8")


_RUN_LINES: Final = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Language-Team')


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _is_complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings)


if __name__ == "__main__":
    main()
