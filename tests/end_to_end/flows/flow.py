"""A flow of the till as a person plays it: what stands there before, the keys, how many may be, what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Seen = Mapping[str, Any]
"""What the observer tells, see ``watched_till.py``."""
Check = Callable[[Seen], bool]


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``row``: a finger touches this row of the table (counted from 0) instead."""

    name: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Characters typed one by one; each is a key. ``by_finger``: what is typed on the screen's letters, if others."""

    text: str
    by_finger: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """A code read by a keyboard scanner: one key, unless ``is_counted`` is False (goods beside the flow's keys).

    RECEIPT as the code: the last receipt's.
    """

    code: str
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class Until:
    """Waits until the till shows it; nothing is pressed."""

    check: Check
    what: str


Step = Key | Text | Scan | Until
RECEIPT = "the last receipt's code"
NEW_PHONE = "8973666...."
"""Stands for a phone that nobody has, another one each time."""
DRAWER = "......."
"""Stands for what is in the drawer: thousands of roubles, with kopecks."""


@dataclass(frozen=True, slots=True)
class Flow:
    """``target`` as till-screen.md writes it; ``fixed``: the most keys besides those of typed sums and names.

    ``counts_typed``: characters of ``Text`` are allowed on top. ``before`` is played first and not counted.
    ``by_finger``: other steps where a finger has another way; None if the same.
    """

    name: str
    target: str
    fixed: int
    steps: tuple[Step, ...]
    ends: Check
    before: tuple[Step, ...] = ()
    counts_typed: bool = False
    by_finger: tuple[Step, ...] | None = None
    offline: bool = False

    def limit(self, language: str, by_finger: bool = False) -> int:
        """The most keys (or touches) that the flow may take."""
        steps = self.by_finger if by_finger and self.by_finger is not None else self.steps
        typed = sum(len(typed_text(step, language, by_finger)) for step in steps if isinstance(step, Text))
        return self.fixed + (typed if self.counts_typed else 0)


def typed_text(step: Text, language: str, by_finger: bool) -> str:
    """What is typed: the keyboard types US positions, the screen offers the language's letters."""
    return step.by_finger[language] if by_finger and step.by_finger is not None else step.text
