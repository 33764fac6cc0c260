"""The sheet on which the stages of one pricing run work: what each line had at first and what is left of it.

The basket is never written to. Lines stand in an order given by their contents alone, so that every tie of a split is
decided by what is in the basket and never by the order of scans.
"""

from dataclasses import dataclass, field

from pos_app.domain.basket.basket import Basket, BasketLine
from pos_app.domain.loyalty.points_choice import LinePoints
from pos_app.domain.money.quantity import line_amount, line_floor
from pos_app.domain.money.units import Kopecks
from pos_app.domain.pricing.priced import Stage, Take


class OverTakeError(ValueError):
    """A stage took more of a line than is left above its floor: a defect of the stage, never bad input."""

    def __init__(self, rule_id: str, line_id: str, amount: Kopecks, room: Kopecks) -> None:
        super().__init__(f"rule {rule_id} may take 0 to {room} kopecks of line {line_id}, took {amount}")
        self.key = "over_take"


@dataclass(slots=True)
class SheetLine:
    """A line at work. ``net_kopecks`` is what the stages so far left of ``list_kopecks``, never below the floor.

    ``place`` is the line's index in the basket. ``bars`` are rule ids and stages that may not apply to it any more,
    with the id of the rule that forbids them.
    """

    line: BasketLine
    place: int
    list_kopecks: Kopecks
    unit_floor_kopecks: Kopecks
    floor_kopecks: Kopecks
    net_kopecks: Kopecks
    takes: list[Take] = field(default_factory=list)
    bars: dict[str, str] = field(default_factory=dict)

    @property
    def room_kopecks(self) -> Kopecks:
        """What is left above the floor."""
        return self.net_kopecks - self.floor_kopecks

    def take(self, stage: Stage, rule_id: str, amount: Kopecks) -> None:
        """Write down what a rule took. Raises :class:`OverTakeError` if the line has not so much room."""
        room = self.net_kopecks - self.floor_kopecks if self.line.item.rules.discountable else 0
        if not 0 <= amount <= room:
            raise OverTakeError(rule_id, self.line.line_id, amount, room)
        if amount:
            self.takes.append(Take(stage, rule_id, amount))
            self.net_kopecks -= amount


def open_sheet(basket: Basket, floor_kopecks: Kopecks) -> tuple[SheetLine, ...]:
    """Stage 1: list price × quantity of every line, with its floor, in the order of contents.

    ``floor_kopecks`` is the programme's floor of one unit, for goods without their own. A floor above the list price
    is the list price.
    """
    wishes = dict(basket.points.lines)
    sheet = [_sheet_line(line, place, floor_kopecks) for place, line in enumerate(basket.lines)]
    sheet.sort(key=lambda one: _contents(one.line, wishes.get(one.line.line_id)))
    return tuple(sheet)


def _sheet_line(line: BasketLine, place: int, floor_kopecks: Kopecks) -> SheetLine:
    item = line.item
    own = item.rules.floor_kopecks
    unit_floor = min(floor_kopecks if own is None else own, item.price_kopecks)
    listed = line_amount(item.price_kopecks, line.quantity)
    return SheetLine(
        line=line,
        place=place,
        list_kopecks=listed,
        unit_floor_kopecks=unit_floor,
        floor_kopecks=min(line_floor(unit_floor, line.quantity), listed),
        net_kopecks=listed,
    )


def _contents(line: BasketLine, wish: LinePoints | None) -> tuple[str, int, int, str, int, str, int, str]:
    """What orders lines: goods, price, quantity, discount by hand, wish for points; alike lines by their ids."""
    discount = line.manual_discount
    return (
        line.item.item_id,
        line.item.price_kopecks,
        line.quantity,
        "" if discount is None else discount.kind.value,
        0 if discount is None else discount.value,
        "" if wish is None else wish.mode.value,
        0 if wish is None else wish.value,
        line.line_id,
    )
