"""A closed shop may ship this product: no library asks for its source, and of Qt only what is free under the LGPL."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

TOP = Path(__file__).parents[2]
PRODUCT = ("pos_app", "hardware", "sync", "resources", "setup")
USED_AS_IT_IS = {"psycopg", "psycopg-binary", "pyside6-essentials", "shiboken6", "python-xlib"}
"""Under the LGPL, unchanged, and replaceable by whoever gets the product: separate files, never linked into ours."""
QT_UNDER_LGPL = {"QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtPrintSupport", "QtSvg", "QtSvgWidgets", "QtTest"}
"""Of PySide6-Essentials; QtCharts, QtDataVisualization, QtGraphs and QtVirtualKeyboard are under the GPL or sold."""
_ASKS_FOR_SOURCE = re.compile(r"(?<!L)(?<!Lesser )\b(AGPL|GPL|General Public|SSPL|Non-?Commercial)", re.IGNORECASE)
_FROM_QT = re.compile(r"^\s*(?:from|import) PySide6(?:\.(\w+))?(?: import ([^\n]*))?", re.MULTILINE)


def locked() -> dict[str, str]:
    """Name and version of everything that is installed."""
    text = (TOP / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE))


def licence_of(name: str) -> str:
    """What it says of itself: an expression, a word, classifiers."""
    found = metadata(name)
    classified = [each for each in found.get_all("Classifier") or [] if each.startswith("License")]
    return "; ".join([found.get("License-Expression") or "", (found.get("License") or "")[:200], *classified])


def test_no_library_asks_for_the_source_of_who_uses_it() -> None:
    asking = {}
    for name in locked():
        try:
            said = licence_of(name)
        except PackageNotFoundError:
            continue  # for another system
        if _ASKS_FOR_SOURCE.search(said) and name not in USED_AS_IT_IS:
            asking[name] = said
    assert asking == {}


def test_the_lock_pins_bytes() -> None:
    """Every version with its hashes: what is installed is what was tested."""
    text = (TOP / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)
    bare = [entry.split()[0] for entry in entries if "==" in entry.splitlines()[0] and "--hash=sha256:" not in entry]
    assert bare == []


def test_of_qt_only_what_is_under_the_lgpl_and_not_the_release_that_aborts() -> None:
    modules = set()
    for top in PRODUCT:
        for path in (TOP / top).rglob("*.py"):
            for inner, named in _FROM_QT.findall(path.read_text(encoding="utf-8")):
                modules |= {inner} if inner else set(re.findall(r"Qt\w+", named))
    assert modules and modules <= QT_UNDER_LGPL
    versions = locked()
    assert versions["pyside6-essentials"].startswith("6.11."), "6.12.0 aborts on Python 3.11"
    assert not {"pyside6", "pyside6-addons", "pyqt6", "pyqt5"} & {name.lower() for name in versions}
