"""Windows: ends after begins, hours that do not overlap, rules that come into force at all, places held by one rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from pos_app.domain.loyalty.programme_problem import Problem, place_of, problem
from pos_app.domain.loyalty.rules.figures import DAY_PATTERN, MOMENT_PATTERN
from pos_app.domain.loyalty.rules.window import WEEK
from pos_app.domain.loyalty.soundness.raw_document import (
    Path,
    Raw,
    RawRule,
    object_of,
    objects,
    rules_of,
    text_of,
    texts,
)

_WRITTEN_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DAY_MINUTES = 24 * 60
_APART = ("shops", "partners", "tiers", "memberships")
"""Conditions that keep two rules apart when they have no name in common."""


@dataclass(frozen=True, slots=True)
class _Span:
    """When a rule is in force: days as ordinals, weekdays, minutes of a day from begin to just before end."""

    first: int
    last: int
    weekdays: frozenset[str]
    minutes: tuple[tuple[int, int], ...]

    def meets(self, other: "_Span") -> bool:
        """Whether some minute lies in both."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        if first > last or not any(a < d and c < b for a, b in self.minutes for c, d in other.minutes):
            return False
        common = self.weekdays & other.weekdays
        days = range(first, min(last, first + len(WEEK) - 1) + 1)
        return any(WEEK[date.fromordinal(day).weekday()].value in common for day in days)


def window_problems(document: Raw) -> Iterator[Problem]:
    """Every window that cannot be meant so."""
    rules = rules_of(document)
    start = _instant(document.get("starts_at"))
    for rule in rules:
        window, path = object_of(rule.raw, "window"), (*rule.path, "window")
        begin, end = _day(window.get("from_day")), _day(window.get("to_day"))
        if begin and end and end < begin:
            yield problem((*path, "to_day"), "day_before", end.isoformat(), least=begin.isoformat())
        elif start and end and end < start.date() - timedelta(days=1):  # the shop's day may be one off
            yield problem((*path, "to_day"), "never_in_force", end.isoformat(), start=start.date().isoformat())
        yield from _hours(window, path)
    yield from _held_places(rules)


def _hours(window: Raw, path: Path) -> Iterator[Problem]:
    spans: list[tuple[Path, int, int]] = []
    for at, hours in objects(window, (*path, "hours")):
        for key in ("from_time", "to_time"):
            if isinstance(hours.get(key), str) and _minute(hours[key]) is None:
                yield problem((*at, key), "not_a_clock_time", hours[key])
        begin, end = _minute(hours.get("from_time")), _minute(hours.get("to_time"))
        if begin is None or end is None:
            continue
        end = end or _DAY_MINUTES
        if end <= begin:
            yield problem((*at, "to_time"), "hours_end_first", hours["to_time"], begin=hours["from_time"])
            continue
        for other, other_begin, other_end in spans:
            if begin < other_end and other_begin < end:
                yield problem(at, "hours_overlap", hours, other=place_of(other))
        spans.append((at, begin, end))


def _held_places(rules: list[RawRule]) -> Iterator[Problem]:
    held = [(name, rule) for rule in rules if (name := text_of(rule.raw, "exclusive_place"))]
    for (name, rule), (other_name, other) in combinations(held, 2):
        if name == other_name and not _apart(rule, other) and _span(rule).meets(_span(other)):
            path = (*other.path, "exclusive_place")
            yield problem(path, "windows_overlap", name, other=place_of(rule.path), held=name)


def _apart(rule: RawRule, other: RawRule) -> bool:
    """Whether their conditions cannot hold together."""
    for key in _APART:
        names = {name for _, name in texts(object_of(rule.raw, "conditions"), key)}
        others = {name for _, name in texts(object_of(other.raw, "conditions"), key)}
        if names and others and not names & others:
            return True
    return False


def _span(rule: RawRule) -> _Span:
    window = object_of(rule.raw, "window")
    begin, end = _day(window.get("from_day")), _day(window.get("to_day"))
    weekdays = frozenset(name for _, name in texts(window, "weekdays"))
    minutes = []
    for _, hours in objects(window, ("hours",)):
        first, last = _minute(hours.get("from_time")), _minute(hours.get("to_time"))
        if first is not None and last is not None:
            minutes.append((first, last or _DAY_MINUTES))
    return _Span(
        (begin or date.min).toordinal(),
        (end or date.max).toordinal(),
        weekdays or frozenset(WEEK),
        tuple(minutes) or ((0, _DAY_MINUTES),),
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and re.fullmatch(DAY_PATTERN, value) else None
    except ValueError:
        return None


def _instant(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and re.fullmatch(MOMENT_PATTERN, value) else None
    except ValueError:
        return None


def _minute(value: object) -> int | None:
    found = _WRITTEN_CLOCK.fullmatch(value) if isinstance(value, str) else None
    return None if found is None else int(found[1]) * 60 + int(found[2])
