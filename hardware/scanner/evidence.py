"""Which of the codes that several steps read in one picture to believe. Pure.

A matrix code corrects its own errors and is believed at once. A bar code is believed when two steps agree. What was
read by one step alone counts at the end, if that step is a sure one, the code has a check of its own, and nothing else
was read at its place: readers agree on wrong numbers too, so agreement of the less sure alone is no proof.
"""

from collections.abc import Iterable

from hardware.scanner.read_code import ReadCode, Sighting, lie_together
from pos_app.domain.codes.scan import Symbology
from pos_app.domain.codes.symbology import is_two_dimensional

_STEPS_NEEDED = 2
_CHECKED = frozenset({Symbology.EAN13, Symbology.UPCA, Symbology.EAN8, Symbology.CODE128, Symbology.CODE93})


class Evidence:
    """Collects sightings of one picture, step by step."""

    def __init__(self) -> None:
        self._first: dict[ReadCode, Sighting] = {}
        self._sure: dict[ReadCode, set[str]] = {}
        self._unsure: dict[ReadCode, set[str]] = {}

    def add(self, step: str, sightings: Iterable[Sighting], *, sure: bool) -> None:
        """What a step saw."""
        for sighting in sightings:
            self._first.setdefault(sighting.code, sighting)
            (self._sure if sure else self._unsure).setdefault(sighting.code, set()).add(step)

    @property
    def is_settled(self) -> bool:
        """Whether something was seen and all of it is believed."""
        return bool(self._first) and all(self._is_believed(code) for code in self._first)

    def accepted(self) -> tuple[Sighting, ...]:
        """The codes to hand on, in the order they were first seen."""
        believed = [sighting for code, sighting in self._first.items() if self._is_believed(code)]
        alone = [
            sighting
            for code, sighting in self._first.items()
            if not self._is_believed(code) and code in self._sure and code.symbology in _CHECKED
        ]
        for sighting in alone:
            others = [other for other in self._first.values() if other.code != sighting.code]
            if not any(lie_together(sighting.quad, other.quad) for other in others):
                believed.append(sighting)
        return tuple(believed)

    def _is_believed(self, code: ReadCode) -> bool:
        if is_two_dimensional(code.symbology):
            return True
        steps = len(self._sure.get(code, ())) + len(self._unsure.get(code, ()))
        return steps >= _STEPS_NEEDED and not self._is_outvoted(code, steps)

    def _is_outvoted(self, code: ReadCode, steps: int) -> bool:
        """Whether another text was read at the same place, by surer or by more steps."""
        sure = len(self._sure.get(code, ()))
        for other, sighting in self._first.items():
            if other != code and lie_together(sighting.quad, self._first[code].quad):
                theirs = (len(self._sure.get(other, ())), len(self._unsure.get(other, ())))
                if (theirs[0], sum(theirs)) >= (sure, steps):
                    return True
        return False
