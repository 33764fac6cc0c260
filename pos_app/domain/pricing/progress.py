"""How far a pricing run has come: what the stages so far left of each line, and what may not apply where any more."""

from collections.abc import Sequence

from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.offers.offer import Grant


class Progress:
    """``nets`` by line. ``grants`` in the order in which they were applied; ``opened``: the nets each stage began with.

    Bit masks over forbidden names: ``marks`` by line and ``receipt_marks`` are what may not apply (any more);
    ``took`` by line and ``receipt_took`` are what has applied.
    """

    __slots__ = ("grants", "marks", "nets", "opened", "receipt_marks", "receipt_took", "took")

    def __init__(
        self,
        nets: list[Kopecks],
        marks: list[int],
        took: list[int],
        receipt_marks: int = 0,
        receipt_took: int = 0,
        grants: tuple[Grant, ...] = (),
        opened: tuple[tuple[Kopecks, ...], ...] = (),
    ) -> None:
        self.nets = nets
        self.marks = marks
        self.took = took
        self.receipt_marks = receipt_marks
        self.receipt_took = receipt_took
        self.grants = grants
        self.opened = opened

    def opening(self) -> "Progress":
        """A copy on which the next stage may work."""
        return Progress(
            self.nets.copy(),
            self.marks.copy(),
            self.took.copy(),
            self.receipt_marks,
            self.receipt_took,
            self.grants,
            (*self.opened, tuple(self.nets)),
        )

    def bars(self, names: int, line: int) -> bool:
        """Whether a rule of these names may not apply on the line."""
        return bool((self.marks[line] | self.receipt_marks) & names)

    def take(self, grant: Grant) -> bool:
        """Apply a grant; False, and nothing done, where it does not go with what has applied."""
        rule = grant.rule
        if rule.names or rule.forbids:
            lines = [line for line, _ in grant.used]
            there = self.receipt_took if rule.on_receipt else 0
            for line in lines:
                there |= self.took[line]
                if self.bars(rule.names, line):
                    return False
            if there & rule.forbids:
                return False
            self.receipt_took |= rule.names
            if rule.on_receipt:
                self.receipt_marks |= rule.forbids
            for line in lines:
                self.took[line] |= rule.names
                self.marks[line] |= rule.forbids
        for line, kopecks in grant.takes:
            self.nets[line] -= kopecks
        self.grants = (*self.grants, grant)
        return True

    def key(self) -> tuple[tuple[Kopecks, ...], tuple[int, ...], tuple[int, ...], int, int]:
        """What alone decides what the later stages do."""
        return tuple(self.nets), tuple(self.marks), tuple(self.took), self.receipt_marks, self.receipt_took


def beginning(list_kopecks: Sequence[Kopecks]) -> Progress:
    """Before stage 2."""
    return Progress(list(list_kopecks), [0] * len(list_kopecks), [0] * len(list_kopecks))
