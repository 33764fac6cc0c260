"""What the last pricing run worked out, to be used again by the next one: a scan changes one line of many.

It is handed in and out explicitly and changes nothing about a price: everything in it stands under all that it was
worked out from, so that the same question finds it and no other does. It keeps what the last run asked about and
nothing older, so that it never grows beyond a basket.
"""

from collections.abc import Hashable
from typing import Any


class PricingMemory:
    """For the runs of one basket after another. Under another programme or for another customer it begins anew."""

    __slots__ = ("_about", "_last", "_now")

    def __init__(self) -> None:
        self._about: tuple[object, object] = (None, None)
        self._now: dict[Hashable, Any] = {}
        self._last: dict[Hashable, Any] = {}

    def begin(self, compiled: object, standing: object) -> None:
        """A run begins: what the run before the last left and the last did not ask about is forgotten."""
        if self._about[0] is compiled and self._about[1] == standing:
            self._last = self._now
        else:
            self._last = {}
            self._about = (compiled, standing)
        self._now = {}

    def get(self, question: Hashable) -> Any:
        """What was worked out for this very question; None if it was not asked in this run or the last."""
        answer = self._now.get(question)
        if answer is None:
            answer = self._last.get(question)
            if answer is not None:
                self._now[question] = answer
        return answer

    def keep(self, question: Hashable, answer: Any) -> None:
        """Remember an answer, which is never None and never changed."""
        self._now[question] = answer
