"""`./till settings`: every setting with its value, unit, default and meaning."""

import argparse

NAME = "settings"
HELP = "show every setting: value, unit, default, meaning"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose but the language of the meanings."""
    parser.add_argument("--language", choices=("ru", "en"), help="of the meanings (default: the till's)")


def run(args: argparse.Namespace) -> int:
    """Print the table. A settings file with mistakes is reported whole and ends with code 1."""
    from pos_app.commands import CommandError
    from pos_app.settings import SETTINGS, SettingsError, load_settings, settings_path
    from pos_app.settings.file import as_toml

    try:
        settings = load_settings(args.home)
    except SettingsError as error:
        raise CommandError(str(error)) from error
    language = args.language or settings.language
    print(f"# {settings_path(args.home)}")
    for setting in SETTINGS:
        value, default = getattr(settings, setting.name), setting.default
        note = "" if value == default else f"   # default: {as_toml(default)}"
        print(f"\n{setting.name} = {as_toml(value)}{note}")
        print(f"    {setting.describe(language)}")
    return 0
