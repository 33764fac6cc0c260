"""A long run in parts, for several evenings or machines: every n-th of its cases."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Case = TypeVar("Case")


@dataclass(frozen=True, slots=True)
class Part:
    """``number`` of ``of``, from 1. All parts together hold every case once."""

    number: int
    of: int

    def of_all(self, cases: Sequence[Case]) -> Sequence[Case]:
        """Its cases, in their order."""
        return cases[self.number - 1 :: self.of]

    def holds(self, place: int) -> bool:
        """Whether the case at ``place``, from 0, is one of its own."""
        return place % self.of == self.number - 1


WHOLE = Part(1, 1)


def part_of(text: str) -> Part:
    """``2/4``. Raises ``argparse.ArgumentTypeError``, which ends the command with code 2 and these words."""
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise argparse.ArgumentTypeError(f"expected a part such as 2/4, found {text!r}")
    return Part(int(found[1]), int(found[2]))
