"""Results on the standard output, in the form in which the documents came."""

import sys
from collections.abc import Iterable

from pos_app.services.documents.reading import FileForm


def write_many(results: Iterable[bytes], form: FileForm) -> None:
    """An array with one result a line, or JSON lines; each result is one line of JSON."""
    out, is_array = sys.stdout, form is FileForm.ARRAY
    out.write("[\n" if is_array else "")
    for place, result in enumerate(results):
        out.write(",\n" if is_array and place else "")
        out.write(result.decode("utf-8"))
        out.write("" if is_array else "\n")
    out.write("\n]\n" if is_array else "")
