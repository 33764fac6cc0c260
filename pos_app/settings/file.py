"""`settings.toml` in a till's home: written with comments at the first start, read with exact complaints."""

import errno
import os
import re
import tempfile
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pos_app.settings.setting import Value
from pos_app.settings.table import SETTINGS, Settings
from sync.vault.synced_folder import sync_folder

FILE_NAME = "settings.toml"

HEADER = """\
# Настройки кассы. Строка с «#» в начале не действует: стоит то, что в ней написано после имени.
# Чтобы изменить настройку, уберите «#» и впишите своё значение; касса прочтёт его при следующем запуске.
# Settings of the till. A line that begins with "#" is not in force: it shows the default.
"""


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """One mistake. `key` is `unreadable`, `not_toml`, `unknown_setting` or `wrong_value`."""

    key: str
    setting: str
    expected: str
    found: str

    def __str__(self) -> str:
        if self.key in ("unreadable", "not_toml"):
            return f"expected {self.expected}, found: {self.found}"
        return f"{self.setting}: expected {self.expected}, found {self.found}"


class SettingsError(Exception):
    """The settings file cannot be used. `problems` names each mistake; the file is not changed."""

    def __init__(self, path: Path, problems: tuple[SettingsProblem, ...]) -> None:
        super().__init__(path, problems)
        self.path = path
        self.problems = problems

    def __str__(self) -> str:
        return "\n  ".join([f"please correct {self.path}:", *map(str, self.problems)])


class SettingsNotWrittenError(SettingsError):
    """There was nothing to correct in the file: the disk did not take it. ``errno`` says why."""

    def __init__(self, path: Path, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(path, (SettingsProblem("unreadable", "", "a directory that can be written", reason),))
        self.errno = error.errno
        self._reason = reason

    def __str__(self) -> str:
        full = self.errno in (errno.ENOSPC, errno.EDQUOT)
        what_to_do = "free some space" if full else "give this user the right to write there, or look at the disk"
        return f"{self.path} could not be written: {self._reason}. Please {what_to_do} and try again"


def settings_path(home: Path) -> Path:
    """Where the settings of a till lie."""
    return home / FILE_NAME


def load_settings(home: Path) -> Settings:
    """Read the settings of the till in `home`; write the commented default file if there is none.

    Raises SettingsError with every mistake at once: broken TOML, unknown names, values that do not fit.
    """
    path = settings_path(home)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        write_default_settings(path)
        return Settings()
    except OSError as error:
        problem = SettingsProblem("unreadable", "", "a file that can be read", error.strerror or str(error))
        raise SettingsError(path, (problem,)) from error
    try:
        found = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = SettingsProblem("not_toml", "", "lines of the form name = value in UTF-8", str(error))
        raise SettingsError(path, (problem,)) from error
    problems = find_problems(found)
    if problems:
        raise SettingsError(path, problems)
    return Settings(**found)


def find_problems(found: dict[str, object]) -> tuple[SettingsProblem, ...]:
    """Every mistake in what a settings file says, in its order."""
    table = {setting.name: setting for setting in SETTINGS}
    problems = []
    for name, value in found.items():
        if name not in table:
            near = get_close_matches(name, table, n=1)
            expected = f"a setting's name (did you mean {near[0]}?)" if near else "a setting's name"
            problems.append(SettingsProblem("unknown_setting", name, expected, as_found(value)))
        elif not table[name].accepts(value):
            problems.append(SettingsProblem("wrong_value", name, table[name].expected.english, as_found(value)))
    return tuple(problems)


def as_toml(value: Value) -> str:
    """A setting's value as it is written in the file."""
    if isinstance(value, int):
        return str(value)
    escaped = re.sub(r'[\x00-\x1f\x7f"\\]', _escape, value)
    return f'"{escaped}"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04x}"


def as_found(value: object) -> str:
    """Any value of a TOML file, short enough for an error's text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return as_toml(value)
    if isinstance(value, dict):
        return "a table [...]"
    if isinstance(value, list):
        return "a list"
    return str(value)


def default_text() -> str:
    """The commented file: each setting with its meaning, its default commented out."""
    parts = [HEADER]
    for setting in SETTINGS:
        comment = f"# {setting.describe('ru')}\n# {setting.describe('en')}"
        parts.append(f"\n{comment}\n#{setting.name} = {as_toml(setting.default)}\n")
    return "".join(parts)


def write_default_settings(path: Path) -> None:
    """Write the commented default file whole or not at all. Raises SettingsNotWrittenError."""
    write_whole(path, default_text())


def write_whole(path: Path, text: str) -> None:
    """Put ``text`` in the file's place, whole or not at all. Raises SettingsNotWrittenError."""
    draft: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=".settings-", delete=False
        ) as file:
            draft = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        if draft is not None:
            with suppress(OSError):
                draft.unlink()
        raise SettingsNotWrittenError(path, error) from error
