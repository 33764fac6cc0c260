"""`./till programme check FILE…`: every error of a programme's document, or what the programme does, in words."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from pos_app.domain.receipt.labels import Language
    from pos_app.services.documents.check_document import CheckedFile
    from pos_app.settings import Settings

NAME = "check"
HELP = "check documents: all their errors with places, or what each programme does, rule by rule"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files and the language of the words."""
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a programme's JSON document")
    parser.add_argument("--language", choices=("ru", "en"), help="of the words (default: the till's)")
    parser.add_argument("--json", action="store_true", help="print a JSON object instead of words")
    parser.epilog = (
        "Exit code: 0 every document is sound, 1 some are not.\nSamples and the JSON Schema: resources/programmes; of "
        "--json: resources/schemas/check.schema.json."
    )


def run(args: argparse.Namespace) -> int:
    """Print a report on each file, unsound ones too, one after another."""
    from zoneinfo import ZoneInfo

    from pos_app.domain.receipt.labels import Language

    settings = _settings_of_till(args.home)
    language, zone = Language(args.language or settings.language), ZoneInfo(settings.timezone)
    if args.json:
        return _print_json(args.files, language, zone)
    sound = [_checked(path, language, zone, named=len(args.files) > 1) for path in args.files]
    return 0 if all(sound) else 1


def _settings_of_till(home: Path) -> "Settings":
    """Its language and its clock; a home without settings is not made into one."""
    from pos_app.commands import CommandError
    from pos_app.settings import Settings, SettingsError, load_settings, settings_path

    if not settings_path(home).exists():
        return Settings()
    try:
        return load_settings(home)
    except SettingsError as error:
        raise CommandError(str(error)) from error


def _checked(path: Path, language: "Language", zone: "ZoneInfo", *, named: bool) -> bool:
    from pos_app.domain.loyalty.programme_document import read_programme
    from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
    from pos_app.domain.loyalty.programme_words import summary_text
    from pos_app.domain.loyalty.words.speaker import Speaker

    say = Speaker(language)
    try:
        programme = read_programme(path.read_bytes())
    except OSError as error:
        print(f"{path}: {say.pick('не читается', 'cannot be read')}: {error.strerror or error}")
        return False
    except ProgrammeDocumentError as error:
        print(f"{path}: {say.counted(len(error.problems), 'error')}")
        for problem in error.problems:
            print(f"  {problem.said(language)}")
        return False
    if named:
        print(f"{path}: {say.pick('ошибок нет', 'no errors')}")
    print(summary_text(programme, language, zone))
    return True


def _print_json(paths: list[Path], language: "Language", zone: "ZoneInfo") -> int:
    from pos_app.batch.document_files import as_json_text
    from pos_app.services.documents.check_document import CHECK_FORMAT, CheckDocument
    from pos_app.services.documents.writing import document_bytes

    files = tuple(_checked_file(path, language, zone) for path in paths)
    sound = all(one.sound for one in files)
    print(as_json_text(document_bytes(CheckDocument(format=CHECK_FORMAT, sound=sound, files=files))), end="")
    return 0 if sound else 1


def _checked_file(path: Path, language: "Language", zone: "ZoneInfo") -> "CheckedFile":
    from pos_app.domain.loyalty.programme_document import read_programme
    from pos_app.domain.loyalty.programme_problem import ProgrammeDocumentError
    from pos_app.domain.loyalty.programme_words import summary_text
    from pos_app.domain.loyalty.words.speaker import Speaker
    from pos_app.services.documents.check_document import CheckedFile, CheckedProgramme, FaultWritten

    faults: tuple[FaultWritten, ...]
    try:
        programme = read_programme(path.read_bytes())
    except OSError as error:
        found = str(error.strerror or error)
        expected = Speaker(language).pick("файл, который читается", "a file that can be read")
        faults = (FaultWritten(place="$", key="unreadable", expected=expected, found=found),)
    except ProgrammeDocumentError as error:
        faults = tuple(
            FaultWritten(place=one.place, key=one.key, expected=one.expected_in(language), found=one.found)
            for one in error.problems
        )
    else:
        sound = CheckedProgramme(
            programme_id=programme.programme_id,
            version=programme.version,
            starts_at=programme.starts_at,
            name=programme.name,
            summary=tuple(summary_text(programme, language, zone).splitlines()),
        )
        return CheckedFile(file=str(path), sound=True, faults=(), programme=sound)
    return CheckedFile(file=str(path), sound=False, faults=faults, programme=None)
