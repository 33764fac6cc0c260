"""The till as a program: one per home, logs, settings, stores, window; and a clear word when it cannot start."""

import argparse
import errno
import logging
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pos_app.bootstrap.instance_lock import AlreadyRunningError, InstanceLock
from pos_app.bootstrap.till_home import SecretsMissingError, TillHome
from pos_app.settings import Settings, SettingsError, SettingsNotWrittenError, load_settings
from sync.vault.private_file import make_private_folder

if TYPE_CHECKING:
    from pos_app.ui.start_refused import RescueAnswer
    from pos_app.ui.ui_settings import UiSettings

_log = logging.getLogger("kopilka.till")

_DISK_KEYS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}

Around = Callable[[TillHome, Settings], AbstractContextManager[Settings]]


def add_screen_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of this start alone; what should last belongs into settings.toml."""
    parser.add_argument("--language", choices=("ru", "en"), help="of the screen (default: the settings')")
    parser.add_argument(
        "--theme", choices=("light", "dark", "high_contrast"), help="of the screen (default: the settings')"
    )
    parser.add_argument(
        "--customer-window",
        choices=("off", "second_screen", "window"),
        help="the customer's screen (default: the settings')",
    )
    parser.add_argument("--full-screen", action="store_true", help="cover the whole screen, as at a counter")
    parser.add_argument("--size", metavar="WxH", type=_size, help="of the window, e.g. 1024x768 (default: what fits)")


def run_till_program(args: argparse.Namespace, around: Around | None = None) -> int:
    """Run the till in ``args.home`` until its window is closed; the process's exit code.

    ``around`` may start something before the stores are opened, and change the settings (the demo's server).
    """
    home = TillHome(args.home)
    language = args.language or "ru"
    try:
        settings = _settings(args, home)
        language = settings.language
        make_private_folder(home.folder)
        lock = InstanceLock(home.lock)
    except (SettingsError, AlreadyRunningError, OSError) as error:
        return _refuse(error, language)
    try:
        home.require_secrets_of_the_books()
        return _run_locked(args, home, settings, around or _nothing_around)
    except SecretsMissingError as error:
        return _refuse(error, language)
    finally:
        lock.release()


def _run_locked(args: argparse.Namespace, home: TillHome, settings: Settings, around: Around) -> int:
    from pos_app.logs import start_logging

    try:
        logs = start_logging(home.folder, "till")
    except OSError as error:  # a full disk: its books could take nothing either
        return _refuse(error, settings.language)
    try:
        with around(home, settings) as final_settings:
            return _run_logged(args, home, final_settings)
    finally:
        logs.close()


def _run_logged(args: argparse.Namespace, home: TillHome, settings: Settings) -> int:
    # Imported here: a refused start must answer at once.
    from hardware.printer.open_target import PrinterAddressError
    from pos_app.bootstrap.devices import DeviceSettingError
    from pos_app.bootstrap.secrets_file import SecretsFileError
    from pos_app.bootstrap.till import Till
    from pos_app.domain.codes.codes_document import CodesDocumentError
    from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
    from pos_app.domain.transaction.errors import CommitUnknownError, StoreError
    from pos_app.ui.app import run_till
    from pos_app.ui.keymap import KeymapError, load_keymap
    from sync.client.http_exchange import InsecureServerAddressError
    from sync.vault.sqlite_guard import SqliteTooOldError

    try:
        if settings.keymap_file:
            load_keymap(Path(settings.keymap_file))
        screen = _ui_settings(args, settings, home)
        till = Till(home, settings)
    except (
        StoreError,
        CommitUnknownError,
        SecretsFileError,
        SqliteTooOldError,
        CodesDocumentError,
        PrinterAddressError,
        DeviceSettingError,
        ProgrammeDocumentError,
        InsecureServerAddressError,
        KeymapError,
        TOMLDecodeError,
        OSError,
    ) as error:
        _log.critical("the till cannot start: %s", error)
        return _refuse(error, settings.language, lambda pin: _rescued(home, settings.till_code, pin))
    try:
        return run_till(till.services, till.sync, till.scanners, till.clock, screen)
    finally:
        till.close()


def _settings(args: argparse.Namespace, home: TillHome) -> Settings:
    found = load_settings(home.folder)
    return replace(found, language=args.language or found.language, theme=args.theme or found.theme)


def _ui_settings(args: argparse.Namespace, settings: Settings, home: TillHome) -> "UiSettings":
    from pos_app.bootstrap.devices import keyboard_scanner
    from pos_app.ui.ui_settings import CustomerScreen, CustomerScreenMode, UiSettings

    return UiSettings(
        customer_screen=CustomerScreen(
            mode=CustomerScreenMode(args.customer_window or settings.customer_window),
            join_address=settings.join_address,
            picture=settings.customer_picture,
        ),
        language=settings.language,
        theme=settings.theme,
        text_percent=settings.text_percent,
        keymap_path=settings.keymap_file,
        till_code=settings.till_code,
        shop_name=settings.shop_name,
        zone=ZoneInfo(settings.timezone),
        sound_volume_percent=settings.volume_percent,
        full_screen=args.full_screen,
        window_size=args.size,
        idle_lock_seconds=settings.idle_lock_seconds,
        float_asked_again_kopecks=settings.float_asked_again_kopecks,
        wedge=keyboard_scanner(settings),
        is_training=getattr(args, "training", False),
        reports_folder=Path(settings.reports_folder) if settings.reports_folder else home.folder / "reports",
    )


def _refuse(error: Exception, language: str, rescue: "Callable[[str], RescueAnswer] | None" = None) -> int:
    """Say it on the console and in a window: who starts the till from an icon sees no console.

    Damaged books offer ``rescue`` there.
    """
    from pos_app.ui.start_refused import show_start_refused

    print(f"till: {error}", file=sys.stderr, flush=True)
    key = _key_of(error)
    show_start_refused(key, str(error), language, rescue if key == "damaged" else None)
    return 1


def _rescued(home: TillHome, till_code: str, pin: str) -> "RescueAnswer":
    from pos_app.bootstrap.rescue import NotASeniorError, NothingToRescueError, rescue_books
    from pos_app.bootstrap.secrets_file import SecretsFileError
    from pos_app.domain.transaction.errors import StoreError
    from pos_app.ui.start_refused import RescueAnswer

    try:
        salvage = rescue_books(home, till_code, pin)
    except (NotASeniorError, NothingToRescueError, SecretsFileError, StoreError, OSError) as error:
        _log.warning("rescue=refused: %s", error)
        return RescueAnswer(done=False, key=_why_not_rescued(error), why=str(error))
    return RescueAnswer(
        done=True, receipts=salvage.receipts, unsent=salvage.unsent, never_registered=salvage.never_registered
    )


def _why_not_rescued(error: Exception) -> str:
    from pos_app.bootstrap.rescue import NotASeniorError, NothingToRescueError

    if isinstance(error, NotASeniorError):
        return "not_senior"
    return "sound" if isinstance(error, NothingToRescueError) else _key_of(error)


def _key_of(error: Exception) -> str:
    """Which sentence the window shows; texts in the settings that make no sense are ValueErrors of their readers."""
    if isinstance(error, AlreadyRunningError):
        return "already_running"
    from pos_app.domain.codes.codes_document import CodesDocumentError
    from pos_app.ui.keymap import KeymapError
    from sync.client.http_exchange import InsecureServerAddressError
    from sync.vault.sqlite_guard import SqliteTooOldError

    if isinstance(error, SqliteTooOldError):
        return "sqlite_too_old"
    if isinstance(error, SettingsNotWrittenError):
        return _DISK_KEYS.get(error.errno or 0, "io_error")
    if isinstance(
        error, SettingsError | InsecureServerAddressError | KeymapError | TOMLDecodeError | CodesDocumentError
    ):
        return "settings"
    if isinstance(error, OSError):
        return _DISK_KEYS.get(error.errno or 0, "other")
    return str(getattr(error, "key", "other"))


def _nothing_around(_home: TillHome, settings: Settings) -> AbstractContextManager[Settings]:
    return nullcontext(settings)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"expected WIDTHxHEIGHT such as 1024x768, got {text!r}")
    return int(width), int(height)
