import errno
import os
import tomllib
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.settings import SETTINGS, Settings, SettingsError, SettingsNotWrittenError, load_settings, settings_path
from pos_app.settings.file import as_toml, default_text


def _write(home: Path, text: str) -> None:
    settings_path(home).write_text(text, encoding="utf-8")


def _complaints(home: Path) -> list[tuple[str, str]]:
    with pytest.raises(SettingsError) as caught:
        load_settings(home)
    return [(problem.key, problem.setting) for problem in caught.value.problems]


def test_the_table_and_the_values_are_one_declaration() -> None:
    assert [setting.name for setting in SETTINGS] == [declared.name for declared in fields(Settings)]
    for setting in SETTINGS:
        assert setting.accepts(setting.default), setting.name
        assert getattr(Settings(), setting.name) == setting.default
        assert setting.meaning.russian and setting.meaning.english
        assert setting.describe("ru") != setting.describe("en")
        assert (setting.kind is int) or setting.unit == ""
        if setting.kind is int:
            assert setting.unit, f"{setting.name} has no unit"


def test_the_first_start_writes_a_commented_file_that_says_the_defaults(tmp_path: Path) -> None:
    home = tmp_path / "new" / "till"
    assert load_settings(home) == Settings()
    text = settings_path(home).read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    uncommented = "\n".join(
        line.removeprefix("#") for line in text.splitlines() if line.startswith("#") and not line.startswith("# ")
    )
    assert tomllib.loads(uncommented) == {setting.name: setting.default for setting in SETTINGS}
    for setting in SETTINGS:
        assert setting.meaning.russian in text
        assert setting.meaning.english in text
    assert [path.name for path in home.iterdir()] == ["settings.toml"]


def test_what_the_file_says_wins_and_the_file_is_not_touched(tmp_path: Path) -> None:
    text = 'till_code = "14"\nserial_baud = 115200\nlanguage = "en"  # mine\n'
    _write(tmp_path, text)
    settings = load_settings(tmp_path)
    assert (settings.till_code, settings.serial_baud, settings.language) == ("14", 115_200, "en")
    assert settings.theme == "light"
    assert settings_path(tmp_path).read_text(encoding="utf-8") == text
    with pytest.raises(FrozenInstanceError):
        settings.till_code = "3"  # type: ignore[misc]


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    settings_path(tmp_path).write_bytes('\ufeffshop_name = "Ёлка"\r\n'.encode())
    assert load_settings(tmp_path).shop_name == "Ёлка"


def test_every_mistake_is_named_at_once_with_what_was_expected_and_found(tmp_path: Path) -> None:
    _write(tmp_path, 'till_kode = "2"\nserial_baud = 9601\nprinter_columns = "48"\ntheme = "pink"\n[server]\na = 1\n')
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path)
    text = str(caught.value)
    assert str(settings_path(tmp_path)) in text
    assert 'till_kode: expected a setting\'s name (did you mean till_code?), found "2"' in text
    assert "serial_baud: expected one of 1200, 2400, " in text
    assert "found 9601" in text
    assert 'printer_columns: expected one of 32, 42, 48, found "48"' in text
    assert 'theme: expected one of "light", "dark", "high_contrast", found "pink"' in text
    assert "server: expected a setting's name" in text
    assert _complaints(tmp_path) == [
        ("unknown_setting", "till_kode"),
        ("wrong_value", "serial_baud"),
        ("wrong_value", "printer_columns"),
        ("wrong_value", "theme"),
        ("unknown_setting", "server"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "volume_percent = true",
        "volume_percent = 101",
        "volume_percent = 10.0",
        "till_code = 2",
        'till_code = "02"',
        'timezone = "Europe"',
        'timezone = "Moscow"',
        'timezone = "../etc/passwd"',
        'server_url = "http://shop.example/"',
        'server_url = "https://"',
        'server_url = "http://127.0.0.1:99999"',
        'shop_inn = "123"',
        'printer = "tcp:"',
        'keyboard_scan_suffix = "enter|space"',
        "sync_interval_ms = -1",
        'shop_name = "two\\nlines"',
    ],
)
def test_a_value_that_does_not_fit_is_refused(tmp_path: Path, line: str) -> None:
    _write(tmp_path, line)
    assert _complaints(tmp_path) == [("wrong_value", line.partition(" ")[0])]


@pytest.mark.parametrize(
    "line",
    [
        'server_url = "https://shop.example:8443/kopilka"',
        'server_url = "http://[::1]:8710"',
        'serial_scanner_port = "/dev/serial/by-id/usb-Scanner-if00"',
        'serial_scanner_port = "COM12"',
        'printer = "tcp:printer.local:9100"',
        'printer = "device:/dev/usb/lp0"',
        'keyboard_gs = "ctrl+]|f8|alt+029"',
        'timezone = "Asia/Vladivostok"',
        'camera_source = "0"',
        "sync_interval_ms = 100",
    ],
)
def test_a_value_that_fits_is_taken(tmp_path: Path, line: str) -> None:
    _write(tmp_path, line)
    name, value = next(iter(tomllib.loads(line).items()))
    assert getattr(load_settings(tmp_path), name) == value


@pytest.mark.parametrize("content", [b"till_code = ", 'shop_name = "Ёлка"'.encode("cp1251"), b"a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    settings_path(tmp_path).write_bytes(content)
    assert _complaints(tmp_path) == [("not_toml", "")]
    assert settings_path(tmp_path).read_bytes() == content


def test_a_place_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert _complaints(tmp_path / "file") == [("unreadable", "")]
    settings_path(tmp_path).mkdir()
    assert _complaints(tmp_path) == [("unreadable", "")]


@given(st.text() | st.integers(-(2**63), 2**63 - 1))
def test_a_value_written_is_the_value_read(value: str | int) -> None:
    assert tomllib.loads(f"x = {as_toml(value)}") == {"x": value}


def test_the_commented_file_is_the_same_each_time() -> None:
    assert default_text() == default_text()


def test_a_full_disk_is_no_mistake_of_the_settings_and_leaves_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsNotWrittenError, match="free some space") as caught:
        load_settings(tmp_path)
    assert caught.value.errno == errno.ENOSPC
    assert "correct" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
