"""An offer: a rule that is in force in this basket, and what it would give for the goods it gets."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from pos_app.domain.money.allocation import allocate
from pos_app.domain.money.units import BasisPoints, Kopecks
from pos_app.domain.pricing.compiled_programme import CompiledRule
from pos_app.domain.pricing.memory import PricingMemory
from pos_app.domain.pricing.part import Part
from pos_app.domain.pricing.refusal import Params, Refusal


class Grant(NamedTuple):
    """What one rule takes off which lines. ``used`` are the pieces that served it, whether they took anything or not.

    ``takes`` and ``used`` are pairs of a line's index and kopecks or pieces (weighed goods count as one), by line.
    """

    rule: CompiledRule
    takes: tuple[tuple[int, Kopecks], ...]
    used: tuple[tuple[int, int], ...]
    total_kopecks: Kopecks
    figures: Params = ()


class Offer(ABC):
    """What the mechanisms share. ``lines`` are indexes of lines whose goods the rule is for and may be discounted.

    ``independent``: what it gives on a line does not depend on what other lines it gets. ``grows``: with more goods it
    never gives less. ``by_sum``: it asks for sums of goods. ``flat_kopecks``: a sum that it gives on all its goods
    together, whatever they cost (0: none). ``moves``: one line may take more than :meth:`most` says of it, and others
    less. ``memory``: what was asked before.
    """

    __slots__ = ("_known", "by_sum", "flat_kopecks", "grows", "independent", "lines", "memory", "moves", "rule")

    def __init__(self, rule: CompiledRule, lines: Sequence[int]) -> None:
        self.rule = rule
        self.lines = tuple(lines)
        self.independent = False
        self.grows = True
        self.by_sum = False
        self.flat_kopecks: Kopecks = 0
        self.moves = False
        self.memory: PricingMemory | None = None
        self._known: tuple[tuple[Part, ...], Grant] | None = None

    def asked(self, parts: Sequence[Part]) -> Grant:
        """:meth:`give`, or what it gave before for goods that cost the same, whichever lines of the sheet they are."""
        parts = tuple(parts)
        known = self._known
        if known is not None and known[0] == parts:
            return known[1]
        memory = self.memory
        if memory is None:
            grant = self.give(parts)
        else:
            lines = [part[0] for part in parts]
            question = (self.rule.place, self.roles(lines), *[part[1:] for part in parts])
            before: tuple[list[int], Grant] | None = memory.get(question)
            if before is not None and before[0] == lines:
                grant = before[1]
            else:
                grant = self.give(parts) if before is None else _moved(before[1], before[0], lines)
                memory.keep(question, (lines, grant))
        self._known = (parts, grant)
        return grant

    def roles(self, lines: Sequence[int]) -> Hashable:
        """What else than their sums and quantities makes a difference among these goods, and about the offer."""
        del lines
        return None

    @abstractmethod
    def give(self, parts: Sequence[Part]) -> Grant:
        """What the rule gives if it gets these parts, in the order of lines, each line at most once."""

    def most(self, part: Part) -> Kopecks:
        """A bound: what it gives for some parts is at most the sum of this over them, and ``flat_kopecks``."""
        return part.room_kopecks

    def most_of(self, parts: Sequence[Part]) -> Kopecks:
        """A bound: for none of these parts, some or all of them it gives more."""
        return self.flat_kopecks + sum(map(self.most, parts))

    def most_on(self, part: Part) -> Kopecks:
        """A bound: of one line it takes no more than this, whatever else it gets, but for ``flat_kopecks``."""
        return self.most(part)

    @property
    def slope_bp(self) -> BasisPoints:
        """A part that costs a rouble more lets :meth:`most` grow by at least this rate of it, but for rounding."""
        return 0

    def slope_on_bp(self, part: Part) -> BasisPoints:
        """The same of :meth:`most_on`; ``part`` as it was listed."""
        del part
        return self.slope_bp

    def told(self, parts: Sequence[Part]) -> Params:
        """What the trace tells beside the sum where it applied; ``parts`` are all its goods in the basket."""
        del parts
        return ()

    @abstractmethod
    def shortfall(self, parts: Sequence[Part]) -> Refusal:
        """Why it would give nothing for all its goods in the basket, with what is missing."""

    def sum_missing(self, total_kopecks: Kopecks) -> Kopecks:
        """What is missing to more benefit if its goods come to so much; 0 where no larger sum gives more."""
        del total_kopecks
        return 0

    def granted(self, taken: Iterable[tuple[int, Kopecks]], used: Iterable[tuple[int, int]]) -> Grant:
        """The grant of what was taken and used by line; a line may come several times."""
        by_line: dict[int, Kopecks] = {}
        for line, kopecks in taken:
            by_line[line] = by_line.get(line, 0) + kopecks
        counts: dict[int, int] = {}
        for line, count in used:
            counts[line] = counts.get(line, 0) + count
        return self.granted_by_line(by_line, counts)

    def granted_by_line(self, taken: dict[int, Kopecks], used: dict[int, int]) -> Grant:
        """The same from sums by line."""
        takes = tuple(sorted(pair for pair in taken.items() if pair[1]))
        return Grant(self.rule, takes, tuple(sorted(used.items())), sum(taken.values()))


def _moved(grant: Grant, lines: Sequence[int], others: Sequence[int]) -> Grant:
    """The same grant on other lines, which stand in the same order."""
    line_of = dict(zip(lines, others, strict=True))
    takes = tuple([(line_of[line], kopecks) for line, kopecks in grant.takes])
    used = tuple([(line_of[line], count) for line, count in grant.used])
    return Grant(grant.rule, takes, used, grant.total_kopecks, grant.figures)


def split_over(total: Kopecks, parts: Sequence[Part]) -> list[tuple[int, Kopecks]]:
    """A sum over parts, in proportion to what they cost and within their rooms; no more than fits in."""
    rooms = [part.room_kopecks for part in parts]
    fitting = min(total, sum(rooms))
    shares = allocate(fitting, [part.base_kopecks for part in parts], rooms)
    return [(part.line, share) for part, share in zip(parts, shares, strict=True)]
