"""Earning rules that forbid each other: who gives something keeps those away that do not go with it.

The earlier of two stays, as in the document; a rule that gives nothing forbids nothing.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pos_app.domain.loyalty.rules.rule import ForbidScope, Rule
from pos_app.domain.pricing.earning.claims import Claim


class Bar(NamedTuple):
    """The rule at ``place`` gives nothing on ``lines``, for it does not go with rule ``by``, which stands before it."""

    place: int
    lines: frozenset[int]
    by: Claim


def barred_claims(claims: Sequence[Claim], bars: Sequence[Bar]) -> tuple[list[Claim], dict[int, str]]:
    """The claims on the lines that are left to them; by place, who keeps those away to whom no line is left."""
    if not bars:
        return list(claims), {}
    kept: list[Claim] = []
    away: dict[int, str] = {}
    for claim in claims:
        mine = [bar for bar in bars if bar.place == claim.place]
        gone = frozenset().union(*(bar.lines for bar in mine))
        lines = tuple(line for line in claim.lines if line not in gone)
        if lines == claim.lines:
            kept.append(claim)
        elif lines:
            kept.append(Claim(claim.place, claim.rule, lines, claim.points))
        else:
            away[claim.place] = mine[0].by.rule.rule_id
    return kept, away


def next_bars(claims: Sequence[Claim], took: Mapping[int, frozenset[int]], bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """The bars with one more, that of the earliest two rules that took something and do not go together.

    ``took``: by place the lines on which a rule had a say. What a rule forbade that is now kept away itself is allowed
    again. The same bars where nobody disturbs anybody any more.
    """
    giving = [claim for claim in claims if took.get(claim.place)]
    for index, later in enumerate(giving):
        for earlier in giving[:index]:
            if not (forbids(earlier.rule, later.rule) or forbids(later.rule, earlier.rule)):
                continue
            lines = shared_lines(earlier.rule, took[earlier.place], later.rule, took[later.place])
            if lines:
                rest = [bar for bar in bars if bar.by.place != later.place]
                return (*rest, Bar(later.place, lines, earlier))
    return tuple(bars)


def forbids(rule: Rule, other: Rule) -> bool:
    """Whether the one may not apply where the other did."""
    return other.rule_id in rule.forbids


def shared_lines(rule: Rule, lines: frozenset[int], other: Rule, others: frozenset[int]) -> frozenset[int]:
    """The lines of the other rule on which the two would meet."""
    on_receipt = (forbids(rule, other) and rule.forbid_scope is ForbidScope.RECEIPT) or (
        forbids(other, rule) and other.forbid_scope is ForbidScope.RECEIPT
    )
    return others if on_receipt else lines & others
