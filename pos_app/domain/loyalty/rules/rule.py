"""The head that all rules of a programme share: name, window, conditions, and how the rule stands to others."""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.conditions import NO_CONDITIONS, Conditions
from pos_app.domain.loyalty.rules.figures import Code
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.rules.window import ALWAYS, Window


class Combination(StrEnum):
    """How a rule stands to others of its stage that are for the same goods (in stage 2: for the same pieces).

    BEST: it competes; the same goods take one of the competing rules, so that the customer saves most in all.
    STACKING: it comes on top of whatever else applies, after it, in the document's order, on what that left.
    EXCLUSIVE: it competes like BEST, and goods that take it take nothing else of the stage, STACKING neither.
    """

    EXCLUSIVE = "exclusive"
    BEST = "best"
    STACKING = "stacking"


class ForbidScope(StrEnum):
    """Where what a rule forbids may not apply: on the goods that took the rule, or on the whole receipt."""

    GOODS = "goods"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Rule:
    """``forbids`` (rule ids of the same or a later stage) and ``forbids_stages`` may not apply where this rule did.

    Of rules with one ``exclusive_place`` (a slot such as ``deal-of-the-day``) only one may be in force at a time.
    ``text`` is what the customer is told under «Why», where it is more than the ``name``.
    """

    rule_id: Code
    name: LocalText
    _: KW_ONLY
    text: LocalText | None = None
    window: Window = ALWAYS
    conditions: Conditions = NO_CONDITIONS
    combination: Combination = Combination.BEST
    forbids: tuple[Code, ...] = ()
    forbids_stages: tuple[Stage, ...] = ()
    forbid_scope: ForbidScope = ForbidScope.GOODS
    exclusive_place: Code | None = None
