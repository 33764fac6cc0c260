"""Changing a few settings in `settings.toml`, and leaving everything else in it as people wrote it."""

import re
from collections.abc import Mapping
from pathlib import Path

from pos_app.settings.file import SettingsError, as_toml, find_problems, load_settings, settings_path, write_whole
from pos_app.settings.setting import Value


def change_settings(home: Path, changes: Mapping[str, Value]) -> None:
    """Write `changes` into the settings of the till in `home`, whole or not at all.

    A line that sets the value, or the commented one that shows its default, is replaced; else a line is added. Raises
    SettingsError if the file cannot be used or written, or a value does not fit; then nothing was changed.
    """
    problems = find_problems(dict(changes))
    path = settings_path(home)
    if problems:
        raise SettingsError(path, problems)
    load_settings(home)  # a file with mistakes is not written to; a missing one is made
    text = path.read_text(encoding="utf-8-sig")
    for name, value in changes.items():
        text = _with(text, name, value)
    write_whole(path, text)


def _with(text: str, name: str, value: Value) -> str:
    line = f"{name} = {as_toml(value)}"
    for begin in (rf"{name}[ \t]*=", rf"#[ \t]*{name}[ \t]*="):
        found = re.search(rf"^{begin}.*$", text, re.MULTILINE)
        if found is not None:
            return text[: found.start()] + line + text[found.end() :]
    return f"{text.rstrip()}\n{line}\n"
