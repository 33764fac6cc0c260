"""``python -m resources.translations.update`` collects the till's words into ``.ts`` files, compiles them.

They stand in ``pos_app/ui`` and, shared with the server's pages, in ``resources/words/reasons``.

The ``.ts`` files are text to be translated (by hand or with Qt Linguist), the ``.qm`` files are what the till loads.
Both belong to the repository: a till needs no tools of Qt. Needs the tools of PySide6 (a development dependency).
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("ru", "en")
_SOURCES = (FOLDER.parent.parent / "pos_app" / "ui", FOLDER.parent / "words" / "reasons")


def collect(folder: Path = FOLDER) -> None:
    """Write what the code says into ``kopilka_*.ts`` of ``folder``; translations that are there stay."""
    sources = sorted(str(path) for folder in _SOURCES for path in folder.rglob("*.py"))
    for language in LANGUAGES:
        # English is the language of the code: its file holds only what has plural forms.
        plural = ["-pluralonly"] if language == "en" else []
        target = ["-source-language", "en", "-target-language", language, "-ts", str(folder / f"kopilka_{language}.ts")]
        _run("lupdate", ["-silent", "-no-obsolete", "-locations", "none", *plural, *sources, *target])


def compile_all(folder: Path = FOLDER) -> None:
    """Write ``kopilka_*.qm`` from the ``.ts`` files of ``folder``; a till that starts meanwhile never reads half."""
    for language in LANGUAGES:
        ts = folder / f"kopilka_{language}.ts"
        beside = ts.with_suffix(".qm.new")
        try:
            _run("lrelease", ["-silent", "-nounfinished", str(ts), "-qm", str(beside)])
            beside.replace(ts.with_suffix(".qm"))
        finally:
            beside.unlink(missing_ok=True)


def _run(tool: str, arguments: list[str]) -> None:
    program = Path(sysconfig.get_path("scripts")) / f"pyside6-{tool}"
    if not program.exists():
        raise SystemExit(f"{program} is missing: install the development dependencies")
    subprocess.run([str(program), *arguments], check=True)


def main() -> None:
    """Collect, then compile."""
    collect()
    compile_all()
    sys.stdout.write("translations are up to date\n")


if __name__ == "__main__":
    main()
