"""Settings that the till itself changes."""

from pathlib import Path

import pytest

from pos_app.settings import SettingsError, load_settings, settings_path
from pos_app.settings.change import change_settings
from pos_app.settings.file import default_text


def test_the_commented_line_becomes_the_value(tmp_path: Path) -> None:
    load_settings(tmp_path)
    change_settings(tmp_path, {"keyboard_scan_threshold_ms": 22, "keyboard_scan_suffix": "tab"})
    settings = load_settings(tmp_path)
    assert (settings.keyboard_scan_threshold_ms, settings.keyboard_scan_suffix) == (22, "tab")
    before, after = default_text().splitlines(), settings_path(tmp_path).read_text().splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["keyboard_scan_threshold_ms = 22", 'keyboard_scan_suffix = "tab"']


def test_what_people_wrote_stays(tmp_path: Path) -> None:
    settings_path(tmp_path).write_text('# mine\nshop_name = "A = B"  # the sign\nkeyboard_scan_prefix="~"\n')
    change_settings(tmp_path, {"keyboard_scan_prefix": '"\\', "camera_source": "2"})
    assert settings_path(tmp_path).read_text() == (
        '# mine\nshop_name = "A = B"  # the sign\nkeyboard_scan_prefix = "\\"\\\\"\ncamera_source = "2"\n'
    )
    assert load_settings(tmp_path).keyboard_scan_prefix == '"\\'


def test_a_missing_file_is_made(tmp_path: Path) -> None:
    change_settings(tmp_path / "till", {"camera_source": "0"})
    assert load_settings(tmp_path / "till").camera_source == "0"


@pytest.mark.parametrize("changes", [{"keyboard_scan_threshold_ms": 1}, {"no_such_setting": 1}, {"language": 5}])
def test_what_does_not_fit_is_not_written(tmp_path: Path, changes: dict[str, int]) -> None:
    load_settings(tmp_path)
    before = settings_path(tmp_path).read_bytes()
    with pytest.raises(SettingsError):
        change_settings(tmp_path, changes)
    assert settings_path(tmp_path).read_bytes() == before


def test_a_file_with_mistakes_is_left_alone(tmp_path: Path) -> None:
    settings_path(tmp_path).write_text("language = 7\n")
    with pytest.raises(SettingsError):
        change_settings(tmp_path, {"camera_source": "0"})
    assert settings_path(tmp_path).read_text() == "language = 7\n"
