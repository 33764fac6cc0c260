"""The answer to «Почему?»: lines, rules that applied, rules that did not and what each of them lacks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.money.units import Kopecks, Points, Quantity, Unit
from pos_app.domain.pricing import reasons

_MISSING = "missing"
"""How params begin that say what is missing: ``missing`` pieces, ``missing_kopecks``, ``missing_quantity``."""


@dataclass(frozen=True, slots=True)
class WhyTake:
    """What one rule took off a line, with the rule's name where the programme has one."""

    stage: str
    rule_id: str
    name: LocalText | None
    amount_kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class WhyEarned:
    """What one rule added to the points that a line earns, hundredths."""

    rule_id: str
    name: LocalText | None
    points: Points


@dataclass(frozen=True, slots=True)
class WhyLine:
    """A line: list − Σ takes = net; net − points_kopecks = money. ``points``, ``earned``: hundredths of a point."""

    line_id: str
    item_name: str
    quantity: Quantity
    list_kopecks: Kopecks
    takes: tuple[WhyTake, ...]
    net_kopecks: Kopecks
    points: Points
    points_kopecks: Kopecks
    money_kopecks: Kopecks
    earned: Points
    earnings: tuple[WhyEarned, ...]
    unit: Unit = Unit.PIECE


@dataclass(frozen=True, slots=True)
class WhyRule:
    """What became of one rule: ``reason`` is a key, ``params`` fill its sentence.

    ``amount_kopecks``: what it took off the sum to pay; ``points``: hundredths that it gave. ``text``: what the
    programme has the customer told of the rule, where it says more than the name.
    """

    stage: str
    rule_id: str
    name: LocalText | None
    applied: bool
    reason: str
    params: Mapping[str, str]
    amount_kopecks: Kopecks
    points: Points
    text: LocalText | None = None

    @property
    def missing(self) -> Mapping[str, int]:
        """What is missing, by the name of its param: pieces, ``…_kopecks``, ``…_quantity``. Empty: nothing is."""
        return {
            name: int(value)
            for name, value in self.params.items()
            if name.startswith(_MISSING) and value.isdecimal() and value != "0"
        }

    @property
    def is_near(self) -> bool:
        """Whether something more of what is in the basket already would bring the rule about."""
        return not self.applied and bool(self.missing) and self.reason not in (reasons.NO_GOODS, "turnover_missing")


@dataclass(frozen=True, slots=True)
class WhyBound:
    """The search for the best combination was cut short: ``tried`` combinations; at most so much more there might be.

    0: not known.
    """

    tried: int
    more_at_most_kopecks: Kopecks


@dataclass(frozen=True, slots=True)
class Why:
    """The whole explanation. ``applied`` in the order of the stages; the rounding of cash is of stored receipts only.

    ``missed``: rules that did nothing, nearest first: those that lack something the customer could still add, by how
    much it would cost at the basket's prices; then those in force that something else kept out; then those whose
    goods are not there; last those for another time, shop or customer.
    ``is_complete``: False for a receipt of an older version, whose takes are known but not why other rules failed.
    ``names``: what reasons speak of: rules by id, ``tier:CODE``, ``membership:CODE``, ``partner:CODE``.
    ``bound``: None where no better combination exists.
    """

    lines: tuple[WhyLine, ...]
    applied: tuple[WhyRule, ...]
    missed: tuple[WhyRule, ...]
    list_kopecks: Kopecks
    net_kopecks: Kopecks
    points_kopecks: Kopecks
    money_kopecks: Kopecks
    points: Points
    earned: Points
    is_complete: bool
    names: Mapping[str, LocalText] = field(default_factory=dict)
    bound: WhyBound | None = None
