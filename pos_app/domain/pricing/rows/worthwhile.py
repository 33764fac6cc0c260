"""Of very many ways to share goods out those that take off enough, without writing the others down.

Line by line only those ways are followed that can still come to the sum that is asked for (``bound``); of those that
are of one kind, however they go on, one. Where they are many a portion of them is followed to the end before the next,
so that no more are held at once than a few portions.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pos_app.domain.money.rounding import div_floor
from pos_app.domain.pricing.rows.bound import Bound
from pos_app.domain.pricing.rows.goods import Figures, Flags, kinds_of_rows

_CHUNK = 1 << 18
"""So many ways are looked at together."""
_PORTION = 150_000
"""So many are followed to the end together."""
_AT_ONCE = 100_000
"""So many of those that are found are told together."""
_SOME = 20_000
"""From so many ways on those of one kind are told once when a line is done."""
_MOST_CODE = 1 << 62
_BEAM = 4_000
"""So many of the most promising are followed to find a good way at first."""
_BEAM_WAYS = 20_000_000
"""Fewer where the next line has so many splits that more than these ways would be looked at."""


class TooManyRowsError(Exception):
    """More ways than the search may look at, or hold."""


class Found(NamedTuple):
    """``amounts`` of each rule (places in its flattened grid) and the ``splits`` of each line, by way."""

    amounts: list[Figures]
    splits: list[Figures]

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.splits[0])

    def of(self, ways: Figures) -> "Found":
        """Some of them."""
        return Found([one[ways] for one in self.amounts], [one[ways] for one in self.splits])


class Kinds:
    """Which amounts of a rule are of one kind, however the lines that are not decided yet are shared out.

    ``kinds`` by rule, in the shape of its grid: equal where it takes the same. ``beside`` by line and split: equal
    where the rules for every unit take the same; 0 where there are none.
    """

    def __init__(
        self, lines_of: Sequence[tuple[int, ...]], kinds: Sequence[Figures], beside: Sequence[Figures]
    ) -> None:
        self.beside = beside
        self._lines_of = lines_of
        self._known: dict[tuple[int, int], Figures] = {
            (rule, len(beside)): figures.ravel() for rule, figures in enumerate(kinds)
        }
        self._sizes = [figures.shape for figures in kinds]

    def of(self, rule: int, decided: int) -> Figures:
        """By amounts of the lines that are decided."""
        key = (rule, decided)
        found = self._known.get(key)
        if found is None:
            found = self.of(rule, decided + 1)
            if decided in self._lines_of[rule]:
                size = int(self._sizes[rule][self._lines_of[rule].index(decided)])
                found = kinds_of_rows((found.reshape(-1, size),))
            self._known[key] = found
        return found


class _Rows(NamedTuple):
    """Ways as far as they go, what the lines bring of it, by bound; and of what kind that is."""

    found: Found
    worth: list[Figures]
    kind: Figures

    def of(self, rows: Figures) -> "_Rows":
        return _Rows(self.found.of(rows), [one[rows] for one in self.worth], self.kind[rows])


def first_way(splits: Sequence[Figures], bound: Bound) -> Found:
    """One way that is worth much: the best of those that are followed."""
    rows = _start([bound])
    for place, line in enumerate(splits):
        rows = rows.of(np.arange(min(len(rows.kind), max(div_floor(_BEAM_WAYS, len(line)), 1))))
        best: list[_Rows] = []
        for part in _expanded(rows, place, line, [bound], None, None):
            best = [_most_promising(_joined([*best, part]), bound, place + 1)]
        rows = best[0]
    return rows.found.of(np.arange(1))


def _most_promising(rows: _Rows, bound: Bound, decided: int) -> _Rows:
    promised = bound.promised(rows.found.amounts, rows.worth[0], decided)
    return rows.of(np.argsort(-promised, kind="stable")[:_BEAM])


def worthwhile(
    splits: Sequence[Figures], bounds: Sequence[Bound], kinds: Kinds, most_looked_at: int, most_rows: int
) -> Iterator[Found]:
    """Every way that comes to what all bounds ask for, in portions; in a portion one of each kind.

    Raises :class:`TooManyRowsError` when ``most_looked_at`` ways were looked at on the way, or ``most_rows`` are found.
    """
    left, found = [most_looked_at], 0
    for rows in _followed(_start(bounds), 0, splits, bounds, kinds, left):
        found += len(rows.kind)
        if found > most_rows:
            raise TooManyRowsError
        for start in range(0, len(rows.kind), _AT_ONCE):
            yield rows.found.of(np.arange(start, min(start + _AT_ONCE, len(rows.kind))))


def _followed(
    rows: _Rows, place: int, splits: Sequence[Figures], bounds: Sequence[Bound], kinds: Kinds, left: list[int]
) -> Iterator[_Rows]:
    """The ways from the line at ``place`` on, a portion after another."""
    if place == len(splits):
        yield rows
        return
    parts: list[_Rows] = []
    count = 0
    for part in _expanded(rows, place, splits[place], bounds, left, kinds):
        parts.append(part)
        count += len(part.kind)
        if count > _PORTION:
            rest = _one_of_each(_joined(parts), kinds, place + 1)
            parts, count = [rest], len(rest.kind)
            if 2 * count > _PORTION:
                yield from _followed(rest, place + 1, splits, bounds, kinds, left)
                parts, count = [], 0
    if count:
        rest = _joined(parts)
        if count > _SOME:
            rest = _one_of_each(rest, kinds, place + 1)
        yield from _followed(rest, place + 1, splits, bounds, kinds, left)


def _one_of_each(rows: _Rows, kinds: Kinds, decided: int) -> _Rows:
    """Of ways that are of one kind, however they go on, the first."""
    codes, size = rows.kind, int(rows.kind.max(initial=0)) + 1
    for rule, amounts in enumerate(rows.found.amounts):
        mine = kinds.of(rule, decided)
        most = int(mine.max(initial=0)) + 1
        if size * most > _MOST_CODE:
            known, codes = np.unique(codes, return_inverse=True)
            size = len(known)
        codes, size = codes * most + mine[amounts], size * most
    first = np.unique(codes, return_index=True)[1]
    return rows.of(np.sort(first))


def _start(bounds: Sequence[Bound]) -> _Rows:
    nothing = np.zeros(1, dtype=np.int64)
    return _Rows(Found([nothing for _ in bounds[0].lines_of], []), [nothing for _ in bounds], nothing)


def _expanded(
    rows: _Rows, place: int, splits: Figures, bounds: Sequence[Bound], left: list[int] | None, kinds: Kinds | None
) -> Iterator[_Rows]:
    """With every split of the next line, as far as that may be enough (all of them where nobody counts)."""
    before = rows.kind
    if kinds is not None and kinds.beside[place].any():  # in small numbers again
        before = np.unique(before, return_inverse=True)[1]
        rows = rows._replace(kind=before)
    takers, lines_of = bounds[0].takers[place], bounds[0].lines_of
    step = max(div_floor(_CHUNK, len(splits)), 1)
    count = len(rows.worth[0])
    for start in range(0, max(count, 1), step):
        some = rows.of(np.arange(start, min(start + step, count)))
        if left is not None:
            left[0] -= len(some.worth[0]) * len(splits)
            if left[0] < 0:
                raise TooManyRowsError
        amounts: list[Figures] = []
        for rule, mine in enumerate(some.found.amounts):
            if rule in takers:
                size = int(bounds[0].sizes[rule][lines_of[rule].index(place)])
                amounts.append(mine[:, None] * size + splits[None, :, rule])
            else:
                amounts.append(mine[:, None])
        row, split = _enough(some, amounts, place, bounds, counts=left is not None)
        found = Found(
            [one[row, split] if rule in takers else one[row, 0] for rule, one in enumerate(amounts)],
            [*(one[row] for one in some.found.splits), split],
        )
        worth = [mine[row] + one.beside[place][split] for mine, one in zip(some.worth, bounds, strict=True)]
        kind = some.kind[row]
        if kinds is not None:
            kind = kind * (int(kinds.beside[place].max()) + 1) + kinds.beside[place][split]
        yield _Rows(found, worth, kind)


def _enough(
    some: _Rows, amounts: Sequence[Figures], place: int, bounds: Sequence[Bound], *, counts: bool
) -> tuple[Figures, Figures]:
    """Rows and splits of the next line that may come to what all bounds ask for."""
    there: Flags = np.ones((len(some.kind), len(bounds[0].beside[place])), dtype=bool)
    for bound, worth in zip(bounds, some.worth, strict=True):
        promised = (worth + bound.rest[place + 1])[:, None] + bound.beside[place][None, :]
        for table, mine in zip(bound.prefixes[place + 1], amounts, strict=True):
            promised = promised + table[mine]
        if counts:
            there &= promised >= bound.least
    row, split = np.nonzero(there)
    return row, split


def _joined(parts: Sequence[_Rows]) -> _Rows:
    if len(parts) == 1:
        return parts[0]
    found = [part.found for part in parts]
    return _Rows(
        Found(
            [np.concatenate(one) for one in zip(*(each.amounts for each in found), strict=True)],
            [np.concatenate(one) for one in zip(*(each.splits for each in found), strict=True)],
        ),
        [np.concatenate(one) for one in zip(*(part.worth for part in parts), strict=True)],
        np.concatenate([part.kind for part in parts]),
    )
