"""Whether a priced document adds up: every sum that it states twice is the same both times."""

from collections.abc import Iterator

from pos_app.domain.loyalty.programme_problem import Problem, problem
from pos_app.domain.money.quantity import is_whole, line_amount
from pos_app.domain.money.units import Unit
from pos_app.services.documents.priced_document import PositionWritten, PricedDocument, PricedLineWritten

_SUMS = ("list_kopecks", "net_kopecks", "points", "points_kopecks", "money_kopecks", "earned")
Path = tuple[int | str, ...]


def priced_problems(document: PricedDocument) -> Iterator[Problem]:
    """Every figure that is not what others make it."""
    first: dict[str, int] = {}
    for index, line in enumerate(document.lines):
        path: Path = ("lines", index)
        if line.line_id in first:
            yield problem((*path, "line_id"), "duplicate", line.line_id, other=f"lines[{first[line.line_id]}]")
        first.setdefault(line.line_id, index)
        yield from _line_problems(path, line)
    totals = document.totals
    for name in _SUMS:
        expected = sum(getattr(line, name) for line in document.lines)
        yield from _differing(("totals", name), expected, getattr(totals, name))
    yield from _differing(
        ("totals", "discount_kopecks"), totals.list_kopecks - totals.net_kopecks, totals.discount_kopecks
    )
    if totals.cash_rounding_kopecks > totals.money_kopecks:
        most = totals.money_kopecks
        yield problem(("totals", "cash_rounding_kopecks"), "above", totals.cash_rounding_kopecks, most=most)
    for index, stage in enumerate(document.stages):
        takes = (take for line in document.lines for take in line.takes if take.stage is stage.stage)
        expected = sum(take.amount_kopecks for take in takes)
        yield from _differing(("stages", index, "amount_kopecks"), expected, stage.amount_kopecks)
    told = sum(entry.amount_kopecks for entry in document.trace)
    yield from _differing(("trace",), totals.list_kopecks - totals.money_kopecks, told)


def _line_problems(path: Path, line: PricedLineWritten) -> Iterator[Problem]:
    if line.unit is Unit.PIECE and not is_whole(line.quantity):
        yield problem((*path, "quantity"), "whole_pieces", line.quantity)
    yield from _differing((*path, "list_kopecks"), line_amount(line.price_kopecks, line.quantity), line.list_kopecks)
    taken = sum(take.amount_kopecks for take in line.takes)
    yield from _differing((*path, "net_kopecks"), line.list_kopecks - taken, line.net_kopecks)
    yield from _differing((*path, "money_kopecks"), line.net_kopecks - line.points_kopecks, line.money_kopecks)
    yield from _differing((*path, "earned"), sum(one.points for one in line.earnings), line.earned)
    if line.floor_kopecks > line.money_kopecks:
        yield problem((*path, "floor_kopecks"), "above", line.floor_kopecks, most=line.money_kopecks)
    in_picture = (("discount", line.money_kopecks), ("counter_performance", line.net_kopecks))
    for name, expected in in_picture:
        where = (*path, "positions", name)
        positions: tuple[PositionWritten, ...] = getattr(line.positions, name)
        yield from _differing(where, expected, sum(one.sum_kopecks for one in positions))
        yield from _differing(where, line.quantity, sum(one.quantity for one in positions))
        for index, one in enumerate(positions):
            amount = line_amount(one.price_kopecks, one.quantity)
            yield from _differing((*where, index, "sum_kopecks"), amount, one.sum_kopecks)


def _differing(path: Path, expected: int, found: int) -> Iterator[Problem]:
    if expected != found:
        yield problem(path, "not_adding_up", found, expected=expected)
