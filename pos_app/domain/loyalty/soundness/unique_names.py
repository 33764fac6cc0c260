"""Names that must be there once: rule ids, codes, entries of lists; codes at the counter that must not be mistaken."""

from collections.abc import Iterator

from pos_app.domain.loyalty.programme_problem import Problem, place_of, problem
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.soundness.raw_document import (
    Path,
    Raw,
    everywhere,
    object_of,
    objects,
    rules_of,
    text_of,
    texts,
)

RESERVED_RULE_IDS = frozenset({"manual", *(stage.value for stage in Stage)})
"""Names under which the trace speaks of what every programme has."""

_SELECTING = ("groups", "brands", "tags", "items")


def name_problems(document: Raw) -> Iterator[Problem]:
    """Every name that stands twice, is reserved, or would be taken for another."""
    rules = rules_of(document)
    yield from _twice([((*rule.path, "rule_id"), rule.rule_id) for rule in rules])
    for rule in rules:
        if rule.rule_id in RESERVED_RULE_IDS:
            names = ", ".join(sorted(RESERVED_RULE_IDS))
            yield problem((*rule.path, "rule_id"), "reserved_name", rule.rule_id, names=names)
    coalition = object_of(document, "coalition")
    partners = objects(coalition, ("coalition", "partners"))
    for coded in (
        *(objects(document, (name,)) for name in ("tiers", "memberships", "certificates")),
        partners,
        *(
            objects(holder, (*path, "privileges"))
            for name in ("tiers", "memberships")
            for path, holder in objects(document, (name,))
        ),
    ):
        yield from _twice([((*path, "code"), text_of(one, "code")) for path, one in coded])
    yield from _twice(
        [((*path, "shops", index), shop) for path, one in partners for index, shop in texts(one, "shops")], across=True
    )
    yield from _repeated_entries(document)
    yield from _both_in_and_out(document)
    yield from _codes_at_the_counter(document)


def _twice(names: list[tuple[Path, str | None]], *, across: bool = False) -> Iterator[Problem]:
    """``across``: repetitions within one list are told elsewhere."""
    first: dict[str, Path] = {}
    for path, name in names:
        if name is None:
            continue
        if name in first and not (across and first[name][:-1] == path[:-1]):
            yield problem(path, "duplicate", name, other=place_of(first[name]))
        first.setdefault(name, path)


def _repeated_entries(document: Raw) -> Iterator[Problem]:
    """A text that stands twice in one list, wherever in the document."""
    for path, node in everywhere(document):
        if not isinstance(node, list):
            continue
        counted = path[-1:] == ("nominals_kopecks",)
        first: dict[object, int] = {}
        for index, one in enumerate(node):
            if isinstance(one, str) or (counted and isinstance(one, int)):
                if one in first:
                    yield problem((*path, index), "duplicate", one, other=place_of((*path, first[one])))
                first.setdefault(one, index)


def _both_in_and_out(document: Raw) -> Iterator[Problem]:
    for path, node in everywhere(document):
        if not isinstance(node, dict):
            continue
        left_out = object_of(node, "excluding")
        for key in _SELECTING:
            wanted = {name: index for index, name in texts(node, key)}
            for index, name in texts(left_out, key):
                if name in wanted:
                    other = place_of((*path, key, wanted[name]))
                    yield problem((*path, "excluding", key, index), "named_twice", name, other=other)


def _codes_at_the_counter(document: Raw) -> Iterator[Problem]:
    """A code that is typed or scanned must mean one coupon or one series of certificates."""
    words: list[tuple[Path, str]] = []
    beginnings: list[tuple[Path, str]] = []
    for path, coupon in objects(document, ("coupons",)):
        words += [((*path, "codes", index), word) for index, word in texts(coupon, "codes")]
        prefix = text_of(coupon, "prefix")
        if prefix:
            beginnings.append(((*path, "prefix"), prefix))
    for path, series in objects(document, ("certificates",)):
        prefix = text_of(series, "prefix")
        if prefix:
            beginnings.append(((*path, "prefix"), prefix))
    yield from _twice([(path, word) for path, word in words], across=True)
    for path, word in words:
        for other, beginning in beginnings:
            if word.startswith(beginning):
                yield problem(path, "ambiguous_code", word, other=place_of(other))
    for index, (path, beginning) in enumerate(beginnings):
        for other, earlier in beginnings[:index]:
            if beginning.startswith(earlier) or earlier.startswith(beginning):
                yield problem(path, "ambiguous_code", beginning, other=place_of(other))
