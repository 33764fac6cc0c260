"""The names of every screen and every dialog of the program."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any


def every_screen() -> tuple[str, ...]:
    """By name, as the log tells them."""
    from pos_app.ui import screens
    from pos_app.ui.screens.screen import Screen

    _import_all(screens.__name__, screens.__path__)
    return tuple(sorted({kind.name for kind in _kinds(Screen) if kind.name}))


def every_dialog() -> tuple[str, ...]:
    """By name, as the log tells them."""
    from pos_app.ui import dialogs, screens
    from pos_app.ui.dialogs.dialog import Dialog

    _import_all(dialogs.__name__, dialogs.__path__)
    _import_all(screens.__name__, screens.__path__)
    return tuple(sorted({kind.name for kind in _kinds(Dialog) if kind.name}))


def _import_all(name: str, path: list[str]) -> None:
    for module in pkgutil.walk_packages(path, f"{name}."):
        importlib.import_module(module.name)


def _kinds(of: type) -> Iterator[Any]:
    kind: type
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)
