"""A table of code rules written as the document that it can be read from again."""

from collections.abc import Iterable, Sequence

from pos_app.domain.codes.check_digit import CheckDigit
from pos_app.domain.codes.code_rule import CodeRule
from pos_app.domain.codes.codes_document import FORMAT

_NAMES_OF_CHARACTERS = {
    "DIGITS": "digits",
    "HEXADECIMAL": "hexadecimal",
    "LETTERS_DIGITS": "letters_digits",
    "RECEIPT": "receipt",
    "PHONE": "phone",
    "ANY": "any",
}


def codes_text(rules: Sequence[CodeRule]) -> str:
    """The document, without comments."""
    return "\n".join([f"format = {FORMAT}", *(_rule_text(rule) for rule in rules)])


def _rule_text(rule: CodeRule) -> str:
    first, last = rule.length.start, rule.length.stop - 1
    lines = [
        "",
        "[[rule]]",
        f'name = "{rule.name}"',
        f'kind = "{rule.kind.value}"',
        f'characters = "{_NAMES_OF_CHARACTERS[rule.characters.name]}"',
        f"length = {first}" if first == last else f"length = [{first}, {last}]",
    ]
    if rule.prefixes != ("",):
        lines.append(f"prefixes = {_list(rule.prefixes)}")
    if rule.sources:
        lines.append(f"sources = {_list(sorted(rule.sources))}")
    if rule.symbologies:
        lines.append(f"symbologies = {_list(sorted(rule.symbologies))}")
    if rule.needs_symbology:
        lines.append("needs_symbology = true")
    if rule.check is not CheckDigit.NONE:
        lines.append(f'check = "{rule.check.value}"')
    if rule.layout is not None:
        lines += [f"article_digits = {rule.layout.article_digits}", f"value_digits = {rule.layout.grams_digits}"]
    if rule.token_format is not None:
        lines.append(f'token_format = "{rule.token_format.value}"')
    if rule.after:
        lines.append(f"after = {_list(rule.after)}")
    return "\n".join(lines)


def _list(words: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
