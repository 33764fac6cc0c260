"""`./till mirror`: what a return of a priced basket gives back, from JSON documents."""

import argparse
import sys
from pathlib import Path

NAME = "mirror"
HELP = "tell what a return of a priced basket gives back: money by tender, points to return, points to take back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The priced basket and the returns."""
    parser.add_argument("priced", type=Path, metavar="PRICED.json", help="what ./till price printed for one basket")
    parser.add_argument(
        "--return",
        dest="returns",
        type=Path,
        required=True,
        metavar="RETURN.json",
        help="a return; an array of them, or JSON lines, is one return after the other",
    )
    parser.epilog = (
        "The stored allocation is mirrored, nothing is priced again; tenders are those of the first return, else all\n"
        "was paid in cash. Formats: the JSON Schemas in resources/schemas. Exit code: 0 mirrored; 1 a document is\n"
        "unsound, each fault is named and nothing is printed; 2 wrong use."
    )


def run(args: argparse.Namespace) -> int:
    """Check, mirror, print."""
    from pos_app.batch.document_files import DocumentFileError, as_json_text, read_bytes, refusing_unsound
    from pos_app.batch.document_output import write_many
    from pos_app.commands import CommandError
    from pos_app.services.documents.mirroring import mirrored, sale_of
    from pos_app.services.documents.priced_document import PricedDocument
    from pos_app.services.documents.reading import FileForm, read_documents, read_one
    from pos_app.services.documents.return_document import ReturnDocument
    from pos_app.services.documents.writing import document_bytes

    try:
        with refusing_unsound(args.priced):
            priced = read_one(read_bytes(args.priced), PricedDocument)
            sale_of(priced, ())
        with refusing_unsound(args.returns):
            returns = read_documents(read_bytes(args.returns), ReturnDocument)
            found = [document_bytes(one) for one in mirrored(priced, returns)]
    except DocumentFileError as error:
        raise CommandError(str(error)) from error
    if returns.form is FileForm.SINGLE:
        sys.stdout.write(as_json_text(found[0]))
    else:
        write_many(found, returns.form)
    return 0
