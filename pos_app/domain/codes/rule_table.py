"""A table of code rules: order matters, and rules that overlap without saying so are found when it is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.codes.code_rule import CodeRule


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that take the same codes; ``example`` is how such a code begins (empty: in any way)."""

    first: str
    second: str
    example: str


class RuleTableError(ValueError):
    """The table must not be used: ``overlaps`` names undeclared pairs, ``faults`` what else is wrong with it.

    Faults are pairs of a key (``duplicate_name``, ``unknown_name``, ``wrong_order``) and the rule's name.
    """

    def __init__(self, overlaps: tuple[Overlap, ...], faults: tuple[tuple[str, str], ...]) -> None:
        pairs = [f"{pair.first}/{pair.second} ({pair.example!r}…)" for pair in overlaps]
        super().__init__(", ".join(pairs + [f"{key} {name}" for key, name in faults]))
        self.key = "code_rules_overlap" if overlaps else "code_rules_faulty"
        self.overlaps = overlaps
        self.faults = faults


def find_overlaps(rules: Sequence[CodeRule]) -> tuple[Overlap, ...]:
    """Every pair of rules that can take the same code, unless the later one names the earlier in ``after``."""
    found = []
    for place, second in enumerate(rules):
        for first in rules[:place]:
            example = None if first.name in second.after else first.overlap(second)
            if example is not None:
                found.append(Overlap(first.name, second.name, example))
    return tuple(found)


def load_rules(rules: Sequence[CodeRule]) -> tuple[CodeRule, ...]:
    """The table, once it is sound. Raises RuleTableError: what overlaps, is doubled, missing or out of order."""
    names = [rule.name for rule in rules]
    faults = [("duplicate_name", name) for name in sorted({name for name in names if names.count(name) > 1})]
    for place, rule in enumerate(rules):
        for earlier in rule.after:
            if earlier not in names:
                faults.append(("unknown_name", earlier))
            elif earlier not in names[:place]:
                faults.append(("wrong_order", rule.name))
    overlaps = find_overlaps(rules)
    if overlaps or faults:
        raise RuleTableError(overlaps, tuple(faults))
    return tuple(rules)
