"""`./till codes ACTION`: the table that says what scanned and typed codes mean."""

import argparse
from dataclasses import fields
from pathlib import Path

NAME = "codes"
HELP = "the table of codes: check a document, print the built-in one, say what a code means"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-parser for each action."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="every mistake in documents; overlapping rules are named")
    check.add_argument("files", metavar="FILE", nargs="+", type=Path)
    check.epilog = "Exit code: 0 every document is sound, 1 some are not."
    actions.add_parser("default", help="print the built-in table, to begin one's own with: codes.toml in the home")
    actions.add_parser("schema", help="print the JSON Schema of the document")
    means = actions.add_parser("means", help="what the till makes of a code, and by which rule")
    means.add_argument("text", metavar="CODE", help="write GS as \\x1d")
    means.add_argument("--source", choices=("keyboard", "serial", "camera", "typed"), default="camera")
    means.add_argument("--symbology", default=None, help="ean13, code128, qr, datamatrix … (default: not known)")


def run(args: argparse.Namespace) -> int:
    """Do the action."""
    match args.action:
        case "check":
            sound = [_is_sound(path) for path in args.files]
            return 0 if all(sound) else 1
        case "default":
            from resources.paths import resource_path

            print(resource_path("codes", "codes.toml").read_text(encoding="utf-8"), end="")
            return 0
        case "schema":
            from pos_app.domain.codes.codes_document import codes_schema
            from pos_app.domain.loyalty.readable_json import readable_json

            print(readable_json(codes_schema()), end="")
            return 0
        case _:
            return _tell_meaning(args)


def _is_sound(path: Path) -> bool:
    from pos_app.domain.codes.codes_document import CodesDocumentError, read_codes

    try:
        rules = read_codes(path.read_bytes())
    except OSError as error:
        print(f"{path}: cannot be read: {error.strerror or error}")
        return False
    except CodesDocumentError as error:
        print(f"{path}: {len(error.problems)} mistake{'s' if len(error.problems) > 1 else ''}")
        for problem in error.problems:
            print(f"  {problem}")
        return False
    print(f"{path}: no mistakes, {len(rules)} rules")
    return True


def _tell_meaning(args: argparse.Namespace) -> int:
    from pos_app.bootstrap.codes_file import load_codes
    from pos_app.bootstrap.till_home import TillHome
    from pos_app.commands import CommandError
    from pos_app.domain.codes.classifier import code_and_rule
    from pos_app.domain.codes.code import UnknownCode
    from pos_app.domain.codes.codes_document import CodesDocumentError
    from pos_app.domain.codes.scan import ScanData, ScanSource, Symbology

    try:
        rules = load_codes(TillHome(args.home).codes)
        symbology = Symbology(args.symbology) if args.symbology else None
    except (CodesDocumentError, OSError) as error:
        raise CommandError(str(error)) from error
    except ValueError:
        known = ", ".join(symbology.value for symbology in Symbology)
        raise CommandError(f"--symbology: expected one of {known}, got {args.symbology!r}", 2) from None
    scan = ScanData(args.text.replace("\\x1d", "\x1d"), ScanSource(args.source), symbology)
    code, rule = code_and_rule(scan, rules)
    if rule is None or isinstance(code, UnknownCode):
        print(f"nothing this till knows: {code.reason.value}" if isinstance(code, UnknownCode) else code)
        return 1
    print(f"{rule.kind.value}, by the rule {rule.name}")
    for part in fields(code):
        value = getattr(code, part.name)
        if part.repr and value not in (None, (), ""):
            print(f"  {part.name}: {_written(value)}")
    return 0


def _written(value: object) -> str:
    """Pairs of a GS1 code one behind the other."""
    if isinstance(value, tuple):
        return ", ".join(f"({key}) {text}" for key, text in value)
    return str(value)
