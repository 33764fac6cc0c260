"""The till's settings: declared once in `table`, kept in `settings.toml` in the till's home."""

from pos_app.settings.file import SettingsError, SettingsNotWrittenError, SettingsProblem, load_settings, settings_path
from pos_app.settings.setting import Setting
from pos_app.settings.table import SETTINGS, Settings

__all__ = [
    "SETTINGS",
    "Setting",
    "Settings",
    "SettingsError",
    "SettingsNotWrittenError",
    "SettingsProblem",
    "load_settings",
    "settings_path",
]
