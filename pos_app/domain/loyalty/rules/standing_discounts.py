"""Stage 4: what the customer always gets, by card, turnover, tier, membership or an offer of their own.

A tier's own ``discount_bp`` (``tiers`` of the programme) is a rule of this stage too, named ``tier:CODE``: BEST, all
goods.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from pos_app.domain.loyalty.rules.benefit import Benefit
from pos_app.domain.loyalty.rules.figures import Code, Money, Rate
from pos_app.domain.loyalty.rules.goods import ALL_GOODS, GoodsSelector
from pos_app.domain.loyalty.rules.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDiscount(Rule):
    """The percentage of the customer's card (``Standing.card_discount_bp``); ``rate_bp`` for a card without its own.

    ``most_bp`` limits what a card may give.
    """

    goods: GoodsSelector = ALL_GOODS
    rate_bp: Rate = 0
    most_bp: Rate = 10_000
    kind: Literal["card_discount"] = "card_discount"


@dataclass(frozen=True, slots=True)
class LadderStep:
    """From a turnover of ``from_kopecks`` on."""

    from_kopecks: Money
    rate_bp: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoverLadder(Rule):
    """The percentage of the highest step that the customer's turnover reaches. Steps and rates rise.

    ``counts_this_receipt``: what is being bought counts already, so that a card rises at the till
    (the sum that the earlier stages left of the basket). ``whole_life``: all purchases ever, else those of the
    programme's tier window.
    """

    goods: GoodsSelector = ALL_GOODS
    steps: Annotated[tuple[LadderStep, ...], Field(min_length=1, max_length=50)]
    counts_this_receipt: bool = False
    whole_life: bool = True
    kind: Literal["turnover_ladder"] = "turnover_ladder"


@dataclass(frozen=True, slots=True, kw_only=True)
class TierDiscount(Rule):
    """A benefit on every unit of the selected goods for customers of one tier, beside the tier's general discount."""

    tier: Code
    goods: GoodsSelector = ALL_GOODS
    benefit: Benefit
    kind: Literal["tier_discount"] = "tier_discount"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipDiscount(Rule):
    """A benefit on every unit of the selected goods for members whose membership has not ended."""

    membership: Code
    goods: GoodsSelector = ALL_GOODS
    benefit: Benefit
    kind: Literal["membership_discount"] = "membership_discount"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalOffer(Rule):
    """A benefit on every unit of the selected goods, for customers to whom this offer was granted.

    The grant (``Standing.offers``) may narrow it to articles and says until when and how often.
    """

    goods: GoodsSelector = ALL_GOODS
    benefit: Benefit
    kind: Literal["personal_offer"] = "personal_offer"
