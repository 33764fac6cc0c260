"""Which columns of a table a sheet has room for, and how wide each of them is: a sum is never cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.domain.report.kind import NUMBERS, Kind
from pos_app.domain.report.table import Column
from pos_app.ui.report_view.letters import SheetFonts
from pos_app.ui.report_view.lines import Letters

PAD = 8
_WHOLE = NUMBERS | {Kind.DAY, Kind.HOUR}
_LEAST_WORDS = 60
_MOST_SPARE = 200
"""A table that needs less than the sheet stays narrow: figures stand near their names."""


@dataclass(frozen=True, slots=True)
class ColumnFit:
    """``places``: the columns that are shown; ``widths``: theirs, in pixels; ``letters``: of the rows."""

    places: tuple[int, ...]
    widths: tuple[int, ...]
    letters: Letters


@dataclass(frozen=True, slots=True)
class _Need:
    """``least``: the widest thing that is not broken; ``wanted``: everything on one line."""

    least: int
    wanted: int


def fit_columns(
    columns: Sequence[Column], titles: Sequence[str], rows: Sequence[Sequence[str]], fonts: SheetFonts, room: int
) -> ColumnFit:
    """All columns if there is room, in smaller letters if need be; else without the last ones that matter less."""
    for letters in (Letters.PLAIN, Letters.SMALL):
        needs = [_need(column, title, rows, place, fonts, letters) for place, (column, title) in _each(columns, titles)]
        if sum(need.least for need in needs) <= room:
            break
    places = list(range(len(columns)))
    spare_places = [place for place in places if not columns[place].on_paper]
    while spare_places and sum(needs[place].least for place in places) > room:
        places.remove(spare_places.pop())
    widths = _widths([needs[place] for place in places], room)
    is_text = [columns[place].kind in (Kind.TEXT, Kind.WORDS) for place in places]
    return ColumnFit(tuple(places), tuple(_widened(widths, is_text, room)), letters)


def _each(columns: Sequence[Column], titles: Sequence[str]) -> list[tuple[int, tuple[Column, str]]]:
    return list(enumerate(zip(columns, titles, strict=True)))


def _need(
    column: Column, title: str, rows: Sequence[Sequence[str]], place: int, fonts: SheetFonts, letters: Letters
) -> _Need:
    bold = Letters.BOLD if letters is Letters.PLAIN else letters
    values = [row[place] for row in rows]
    # A heading may always break at its spaces.
    heading = max(fonts.width(word, bold) for word in title.split(" "))
    wanted = max([heading, *(fonts.width(value, bold) for value in values)])
    least = wanted
    if column.kind not in _WHOLE:
        words = {word for value in values for word in value.split(" ")}
        least = max([heading, min(wanted, _LEAST_WORDS), *(fonts.width(word, bold) for word in words)])
    return _Need(least + 2 * PAD, wanted + 2 * PAD)


def _widths(needs: Sequence[_Need], room: int) -> list[int]:
    """The least for each; what is left to those that want more, in equal parts. Too little room is shared out."""
    widths = [need.least for need in needs]
    left = room - sum(widths)
    if left < 0:
        return [width * room // sum(widths) for width in widths]
    order = sorted(range(len(needs)), key=lambda place: needs[place].wanted - needs[place].least)
    for number, place in enumerate(order):
        more = min(needs[place].wanted - needs[place].least, left // (len(order) - number))
        widths[place] += more
        left -= more
    return widths


def _widened(widths: Sequence[int], is_text: Sequence[bool], room: int) -> list[int]:
    """What is left then goes to the widest text, as far as figures stay near; to all where there is none."""
    spare = min(room - sum(widths), _MOST_SPARE)
    texts = [place for place, each in enumerate(is_text) if each]
    if spare <= 0 or not texts:
        return list(widths)
    widest = max(texts, key=lambda place: widths[place])
    return [width + (spare if place == widest else 0) for place, width in enumerate(widths)]
