"""Practising: the demo shop in a folder that is thrown away at the end, with simulated devices and an own server.

Of the till's own settings only how it looks, sounds and hears its keyboard scanner is taken over: neither its server
nor its registrar, printer, display or scale is named, so nothing can reach them.
"""

import argparse
import shutil
import sys
import tempfile
from dataclasses import fields, replace
from pathlib import Path

from pos_app.bootstrap.demo import with_server
from pos_app.bootstrap.instance_lock import AlreadyRunningError, InstanceLock
from pos_app.bootstrap.till_home import TillHome
from pos_app.bootstrap.till_program import run_till_program
from pos_app.domain.receipt.labels import Language
from pos_app.settings import Settings, load_settings, settings_path
from pos_app.settings.file import as_toml
from pos_app.settings.setting import Value
from resources.demo.shop import demo_shop
from sync.vault.private_file import make_private_folder

TAKEN_OVER = (
    "language",
    "theme",
    "text_percent",
    "volume_percent",
    "keyboard_scan_threshold_ms",
    "keyboard_scan_prefix",
    "keyboard_scan_suffix",
    "keyboard_gs",
    "keymap_file",
    "checklist_folder",
)
"""Settings of the till that hold while it practises."""
_SIMULATED = {
    "printer": "file",
    "fiscal": "simulated",
    "customer_display": "simulated",
    "scale": "simulated",
    "camera_source": "simulated",
    "serial_scanner_port": "simulated" if sys.platform != "win32" else "",
}
_KEPT = "training"
_PREFIX = "kopilka-training-"
_SHOP_NAMES = {Language.RU: "УЧЕБНАЯ КАССА", Language.EN: "TRAINING TILL"}


def run_training(args: argparse.Namespace) -> int:
    """Run until the window is closed; what was done is thrown away. ``args.home``: of the till whose look it has.

    Raises SettingsError for settings of that till that make no sense.
    """
    own = load_settings(args.home) if settings_path(args.home).exists() else Settings()
    own = replace(
        own,
        language=getattr(args, "language", None) or own.language,
        # Of all that is done the list of devices alone is kept: somebody wanted to print it.
        checklist_folder=str((args.home / _KEPT).absolute()),
    )
    _throw_away_left_over()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        args.home = folder / "till"
        args.training = True
        write_training_settings(args.home, own)
        return run_till_program(args, around=lambda home, settings: with_server(folder / "server", home, settings))


def _throw_away_left_over() -> None:
    """Folders of trainings that were killed before they could do it themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        lock = TillHome(folder / "till").lock
        try:
            InstanceLock(lock).release()
        except (AlreadyRunningError, OSError):
            continue  # somebody practises there, or it is another person's
        shutil.rmtree(folder, ignore_errors=True)


def write_training_settings(home: Path, own: Settings) -> None:
    """The settings of a till that practises, in the folder ``home``; ``own``: of the till it stands for."""
    from datetime import date

    make_private_folder(home)
    wanted: dict[str, Value] = {name: getattr(own, name) for name in TAKEN_OVER}
    wanted |= _SIMULATED
    wanted["shop_name"] = _SHOP_NAMES[Language(own.language)]
    wanted["timezone"] = demo_shop(date(2026, 1, 1)).shop.timezone
    defaults = {field.name: field.default for field in fields(Settings)}
    lines = [f"{name} = {as_toml(value)}" for name, value in wanted.items() if value != defaults[name]]
    settings_path(home).write_text("\n".join(lines) + "\n", encoding="utf-8")
