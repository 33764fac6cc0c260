"""Writes single settings into `settings.toml`; every other line of it stays as a person wrote it."""

import re
from collections.abc import Mapping
from pathlib import Path

from pos_app.settings.file import as_toml, load_settings, settings_path
from pos_app.settings.setting import Value


def change_settings(home: Path, values: Mapping[str, Value]) -> None:
    """Put `values` in force; a line that names a setting, commented out or not, is replaced where it stands.

    Raises SettingsError if the file has mistakes, before or after; then it is as it was. Raises OSError.
    """
    load_settings(home)
    path = settings_path(home)
    before = path.read_text(encoding="utf-8-sig")
    text = before
    for name, value in values.items():
        line = f"{name} = {as_toml(value)}"
        found = re.compile(rf"^[ \t]*(#[ \t]*)?{re.escape(name)}[ \t]*=.*$", re.MULTILINE)
        text, count = found.subn(lambda _, line=line: line, text, count=1)  # type: ignore[misc]
        if not count:
            text = f"{text.rstrip()}\n{line}\n"
    _replace(path, text)
    try:
        load_settings(home)
    except Exception:
        _replace(path, before)
        raise


def _replace(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)
