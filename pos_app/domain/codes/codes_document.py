"""The table of code rules as a document that a shop can read and change: TOML, one ``[[rule]]`` after another.

format = 1

[[rule]]
name = "old_cards"          # for messages and for "after"
kind = "weighed"            # what such a code is
characters = "digits"       # what may stand behind the prefix
length = 13                 # of the whole code; or [3, 12]: from 3 to 12
prefixes = ["20", "21"]     # it begins with one of these; without: with anything
sources = ["serial"]        # read by; without: by anything
symbologies = ["ean13"]     # without: any; a reader that names none is believed
needs_symbology = false     # true: only from readers that name it
check = "gs1"               # check digit: "gs1", "luhn", without: none
after = ["another_rule"]    # both may match, and that one comes first on purpose
article_digits = 5          # weighed and priced goods: how the label is cut
value_digits = 5            # grams or kopecks
token_format = "dec10"      # radio tokens: how the reader writes them
"""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pos_app.domain.codes.check_digit import CheckDigit
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.codes.code_rule import Characters, CodeKind, CodeRule
from pos_app.domain.codes.radio_token import TokenFormat
from pos_app.domain.codes.rule_table import RuleTableError, load_rules
from pos_app.domain.codes.scan import ScanSource, Symbology
from pos_app.domain.codes.variable_measure import WeightLayout

FORMAT = 1
_LENGTH_MAX = 2_000
_CHARACTERS = {
    "digits": Characters.DIGITS,
    "hexadecimal": Characters.HEXADECIMAL,
    "letters_digits": Characters.LETTERS_DIGITS,
    "receipt": Characters.RECEIPT,
    "phone": Characters.PHONE,
    "any": Characters.ANY,
}
_LABELS = frozenset({CodeKind.WEIGHED, CodeKind.PRICED})

Length = Annotated[int, Field(ge=1, le=_LENGTH_MAX)]
Prefix = Annotated[str, Field(max_length=32, pattern=r"^[^a-z]*$")]


class CodesDocumentError(ValueError):
    """The document cannot be used. ``problems``: each mistake in a line, with the rule or the place it is in."""

    key = "codes_document"

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n  ".join(["please correct the table of codes:", *problems]))
        self.problems = problems


class RuleEntry(BaseModel):
    """One ``[[rule]]``."""

    model_config = ConfigDict(extra="forbid", strict=True, title="rule")

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="for messages and for `after`")]
    kind: Literal[tuple(kind.value for kind in CodeKind)] = Field(description="what such a code is")  # type: ignore[valid-type]
    characters: Literal[tuple(_CHARACTERS)] = Field(description="what may stand behind the prefix")  # type: ignore[valid-type]
    length: Length | Annotated[list[Length], Field(min_length=2, max_length=2)] = Field(
        description="of the whole code; or the least and the greatest"
    )
    prefixes: list[Prefix] = Field(default=[""], min_length=1, description="capitals; it begins with one of them")
    sources: list[Literal[tuple(source.value for source in ScanSource)]] = Field(default=[])  # type: ignore[valid-type]
    symbologies: list[Literal[tuple(one.value for one in Symbology)]] = Field(default=[])  # type: ignore[valid-type]
    needs_symbology: bool = False
    check: Literal[tuple(check.value for check in CheckDigit)] = Field(default="none")  # type: ignore[valid-type]
    after: list[str] = Field(default=[], description="rules that come first on purpose where both match")
    article_digits: Annotated[int, Field(ge=1, le=9)] | None = None
    value_digits: Annotated[int, Field(ge=1, le=9)] | None = None
    token_format: Literal[tuple(one.value for one in TokenFormat)] | None = None  # type: ignore[valid-type]


class CodesDocument(BaseModel):
    """The table of what scanned and typed codes mean at a till; the first rule that takes a code whole wins."""

    model_config = ConfigDict(extra="forbid", strict=True, title="Kopilka: table of codes")

    format: Literal[1]
    rule: list[RuleEntry] = Field(min_length=1)


def codes_schema() -> dict[str, Any]:
    """The JSON Schema of the document."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **CodesDocument.model_json_schema()}


def read_codes(content: bytes) -> tuple[CodeRule, ...]:
    """The rules of a document. Raises CodesDocumentError with every mistake, undeclared overlaps by name."""
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodesDocumentError((f"expected TOML in UTF-8: {error}",)) from None
    try:
        document = CodesDocument.model_validate(tables)
    except ValidationError as error:
        raise CodesDocumentError(tuple(_said(problem, tables) for problem in error.errors())) from None
    problems: list[str] = []
    rules = [rule for rule in (_rule(entry, problems) for entry in document.rule) if rule is not None]
    try:
        loaded = load_rules(rules)
    except RuleTableError as error:
        problems += _table_problems(error)
        raise CodesDocumentError(tuple(problems)) from None
    if problems:
        raise CodesDocumentError(tuple(problems))
    return loaded


def _rule(entry: RuleEntry, problems: list[str]) -> CodeRule | None:
    """The rule, or None with a line in ``problems``."""
    first, last = entry.length if isinstance(entry.length, list) else (entry.length, entry.length)
    kind = CodeKind(entry.kind)
    try:
        if first > last:
            raise ValueError(f"length: expected the least before the greatest, found {entry.length}")
        if (entry.token_format is not None) != (kind is CodeKind.RADIO_TOKEN):
            raise ValueError("token_format belongs to the kind radio_token, and only there")
        return CodeRule(
            name=entry.name,
            kind=kind,
            characters=_CHARACTERS[entry.characters],
            length=range(first, last + 1),
            prefixes=tuple(entry.prefixes),
            sources=frozenset(ScanSource(source) for source in entry.sources),
            symbologies=frozenset(Symbology(symbology) for symbology in entry.symbologies),
            needs_symbology=entry.needs_symbology,
            check=CheckDigit(entry.check),
            after=tuple(entry.after),
            layout=_layout(entry, kind),
            token_format=TokenFormat(entry.token_format) if entry.token_format else None,
        )
    except ValueError as error:
        problems.append(f"rule {entry.name}: {error}")
        return None


def _check_prefixes(prefixes: Sequence[str], longest: int) -> None:
    """A rule that could take no code is a slip of the pen."""
    for prefix in prefixes:
        if len(prefix) > longest:
            raise ValueError(f"the prefix {prefix!r} is longer than the longest code, {longest}: no code would fit")


def _layout(entry: RuleEntry, kind: CodeKind) -> WeightLayout | None:
    digits = (entry.article_digits, entry.value_digits)
    if kind not in _LABELS:
        if digits != (None, None):
            raise ValueError("article_digits and value_digits belong to the kinds weighed and priced")
        return None
    article, value = digits
    if article is None or value is None:
        raise ValueError(f"the kind {kind.value} needs article_digits and value_digits")
    try:
        return WeightLayout(tuple(entry.prefixes), article, value)
    except CodeError:
        raise ValueError(
            "expected prefixes of digits, all of one length, that make 13 digits with the article, the value and one "
            f"check digit; found prefixes {entry.prefixes}, {article} and {value}"
        ) from None


def _table_problems(error: RuleTableError) -> list[str]:
    words = {
        "duplicate_name": "rule {name}: the name is given twice",
        "unknown_name": "there is no rule {name}, which an `after` names",
        "wrong_order": "rule {name} stands before a rule that its `after` names",
    }
    overlaps = []
    for pair in error.overlaps:
        which = (
            f"codes that begin with {pair.example!r}" if pair.example else "the same codes, whatever they begin with"
        )
        overlaps.append(
            f"rules {pair.first} and {pair.second} overlap: both take {which}. Narrow one "
            f'of them, or say in {pair.second} that this is meant: after = ["{pair.first}"]'
        )
    return overlaps + list(dict.fromkeys(words[key].format(name=name) for key, name in error.faults))


def _said(problem: Mapping[str, Any], tables: dict[str, Any]) -> str:
    place = list(problem["loc"])
    where = ".".join(str(part) for part in place)
    if place[:1] == ["rule"] and len(place) > 1 and isinstance(place[1], int):
        rule = tables["rule"][place[1]]
        name = rule.get("name") if isinstance(rule, dict) else None
        where = f"rule {name or place[1] + 1}: " + ".".join(str(part) for part in place[2:])
    return f"{where}: {problem['msg']}".replace(": :", ":")
