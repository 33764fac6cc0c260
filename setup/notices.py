"""Writes the notices of others that go with the product: what each library says of its licence, and its texts.

Everything is read from what is installed: the metadata and licence files of the distributions that the product needs,
those they need in turn, and the licence files beside what this folder ships itself (fonts).

    .venv/bin/python setup/notices.py FILE
"""

import argparse
import hashlib
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parents[1]
SHIPPED = ("pos_app", "hardware", "sync", "resources")
COMMON_LICENCES = Path("/usr/share/common-licenses")
"""Where Debian keeps the texts that many share; Qt for Python names its licence and brings no text."""
_TEXT = re.compile(r"LICEN[CS]E|COPYING|COPYRIGHT|NOTICE|AUTHORS|(^|[^A-Z])OFL", re.IGNORECASE)
_CODE = frozenset({".py", ".pyc", ".pyi", ".so", ".json", ".h", ".hpp"})
_OWNED = re.compile(r"SPDX-License-Identifier:|Copyright\b|\(C\)\s", re.IGNORECASE)
_HEAD_LINES = 30
_RULE = "=" * 100
_SEPARATE = (
    "Used unchanged and as files of its own: whoever has the product may put another version of it in its place."
)


class NoticesError(Exception):
    """The file cannot be made as it must be; the text says what is missing."""


def runtime() -> dict[str, Distribution]:
    """By canonical name: what ``pyproject.toml`` asks for without extras, and all that this needs on this system."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(each) for each in project["dependencies"]]
    while waiting:
        wanted = waiting.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError as error:
            raise NoticesError(f"{name} is not installed; prepare the environment first (./check does)") from error
        needs = map(Requirement, found[name].requires or ())
        waiting += [each for each in needs if _holds(each, extras)]
    return dict(sorted(found.items()))


def _holds(needed: Requirement, extras: frozenset[str]) -> bool:
    return needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def licence_of(found: Distribution) -> str:
    """What it says of itself: an expression, else a word, else classifiers."""
    said = found.metadata
    word = (said.get("License") or "").strip()
    classified = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or () if each.startswith("License")]
    return said.get("License-Expression") or (word if word and "\n" not in word else "") or ", ".join(classified)


def texts_of(found: Distribution) -> dict[str, str]:
    """Its licence files by their names; of a distribution without any what the heads of its sources say."""
    named = sorted(str(each) for each in found.files or () if _TEXT.search(each.name) and each.suffix not in _CODE)
    texts = {name: text for name in named if (text := _read(Path(str(found.locate_file(name)))))}
    if texts:
        return texts
    said = sorted(
        {line for each in found.files or () if each.suffix in (".py", ".pyi") for line in _owned(found, each)}
    )
    return {"as the heads of its sources say": "\n".join(said)} if said else {}


def _owned(found: Distribution, file: object) -> Iterator[str]:
    head = _read(Path(str(found.locate_file(str(file))))).splitlines()[:_HEAD_LINES]
    return (line.strip().lstrip("#*/ ").strip() for line in head if _OWNED.search(line))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""


def own_texts() -> dict[str, str]:
    """Licence files in the folders of the product, by their paths: of what others made and it ships."""
    files = (each for top in SHIPPED for each in (TOP / top).rglob("*") if each.suffix not in _CODE)
    return {str(each.relative_to(TOP)): _read(each) for each in sorted(files) if each.is_file() and _is_text(each)}


def _is_text(path: Path) -> bool:
    return path.suffix in ("", ".txt", ".md") and _TEXT.search(path.stem) is not None


def common_texts(folder: Path) -> dict[str, str]:
    """The LGPL and the GPL that it is a part of. Raises :class:`NoticesError` where they are not."""
    texts = {name: _read(folder / name) for name in ("LGPL-3", "GPL-3")}
    missing = [name for name, text in texts.items() if not text]
    if missing:
        raise NoticesError(f"{folder} has no {' and no '.join(missing)}: name a folder that has them with --licences")
    return texts


def notices(libraries: dict[str, Distribution], licences: Path = COMMON_LICENCES) -> str:
    """The whole file. A text that several have in the same words stands once. Raises :class:`NoticesError`."""
    known: dict[str, str] = {}
    parts = ["Notices of others for Kopilka", "", f"{len(libraries)} libraries, and what else others made:", ""]
    parts += [f"  {name} {found.version}: {_named(name, found)}" for name, found in libraries.items()]
    for name, found in libraries.items():
        licence = _named(name, found)
        parts += ["", _RULE, f"{name} {found.version}", f"Licence: {licence}", *_homes(found)]
        parts += [_SEPARATE] if "LGPL" in licence else []
        for place, text in texts_of(found).items():
            parts += _told(known, f"{name}: {place}", text)
    for place, text in own_texts().items():
        parts += ["", _RULE, *_told(known, place, text)]
    for place, text in common_texts(licences).items():
        parts += ["", _RULE, *_told(known, place, text)]
    return "\n".join(parts) + "\n"


def _named(name: str, found: Distribution) -> str:
    licence = licence_of(found)
    if not licence and not texts_of(found):
        raise NoticesError(f"{name} says nothing of its licence: ask its makers before it is shipped")
    return licence or "see its text"


def _homes(found: Distribution) -> list[str]:
    said = found.metadata
    makers = said.get("Author") or said.get("Author-email") or said.get("Maintainer") or ""
    homes = [said.get("Home-page") or "", *(said.get_all("Project-URL") or ())]
    home = next((each.rpartition(", ")[2] for each in homes if each and each != "UNKNOWN"), "")
    return [f"By: {makers}"] * bool(makers) + [f"From: {home}"] * bool(home)


def _told(known: dict[str, str], place: str, text: str) -> list[str]:
    digest = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
    first = known.setdefault(digest, place)
    return ["", f"--- {place}", "", text] if first == place else ["", f"--- {place}: in the same words as {first}"]


def main() -> int:
    """Write the file; exit code 1 if it cannot be made as it must be."""
    parser = argparse.ArgumentParser(description="Write the notices of others that go with the product.")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--licences", type=Path, default=COMMON_LICENCES, metavar="FOLDER", help="has LGPL-3 and GPL-3")
    given = parser.parse_args()
    try:
        libraries = runtime()
        given.file.write_text(notices(libraries, given.licences), encoding="utf-8")
    except (NoticesError, OSError) as error:
        print(f"notices: {error}", file=sys.stderr)
        return 1
    print(f"{given.file}: {len(libraries)} libraries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
