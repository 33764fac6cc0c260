"""The shop's own table of codes, ``codes.toml`` in the till's home, read at the start."""

from pathlib import Path

from pos_app.domain.codes.code_rule import CodeRule
from pos_app.domain.codes.codes_document import CodesDocumentError, read_codes
from pos_app.domain.codes.default_rules import DEFAULT_RULES


def load_codes(path: Path) -> tuple[CodeRule, ...]:
    """The rules in ``path``, the built-in ones where there is no such file.

    Raises CodesDocumentError, which names the file and each mistake, or OSError.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return DEFAULT_RULES
    try:
        return read_codes(content)
    except CodesDocumentError as error:
        raise CodesDocumentError(tuple(f"{path.name}: {problem}" for problem in error.problems)) from None
