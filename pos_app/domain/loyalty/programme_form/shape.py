"""What the fields of a programme document are: numbers with their unit, texts, choices, groups, lists."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a whole number of the document counts, and so how people write it."""

    WHOLE = "whole"  # as it is
    MONEY = "money"  # kopecks, written in roubles
    PERCENT = "percent"  # basis points, written in percent
    FACTOR = "factor"  # basis points, written as a factor: 20000 is 2
    POINTS = "points"  # hundredths, written in points
    QUANTITY = "quantity"  # thousandths, written in pieces or kilograms


class TextKind(StrEnum):
    """What a text of the document may hold."""

    PLAIN = "plain"
    CODE = "code"
    COUPON_CODE = "coupon_code"
    DAY = "day"
    CLOCK = "clock"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Number:
    """Bounds are in the document's unit, both included; None: none."""

    unit: Unit
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Text:
    """``most``: characters."""

    kind: TextKind
    most: int | None


@dataclass(frozen=True, slots=True)
class YesNo:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values. ``name``: what the choice is called in the schema; "" for numbers to choose from."""

    name: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a group. ``optional``: None may stand there. ``default``: what a document without the key means."""

    key: str
    shape: "Shape"
    required: bool
    optional: bool
    default: object = None


@dataclass(frozen=True, slots=True)
class Group:
    """An object. ``kind``: the value of its ``kind``, "" without one. ``name``: as the schema calls it."""

    name: str
    kind: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """An object of one of several kinds."""

    groups: tuple[Group, ...]

    def group(self, kind: object) -> Group | None:
        """The group of a kind; None for a kind that is not here."""
        return next((group for group in self.groups if group.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Entries:
    """A list. ``least`` and ``most`` entries; None: no bound."""

    item: "Shape"
    least: int | None
    most: int | None


Scalar = Number | Text | YesNo | Choice
Shape = Scalar | Group | OneOf | Entries
