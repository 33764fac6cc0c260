"""The reward shop: what points buy beside goods at the till."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.figures import Code, SomeMoney, SomePoints, Text, Times
from pos_app.domain.loyalty.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class GoodsReward:
    """An article of the catalogue, by its item id."""

    item: Text
    kind: Literal["item"] = "item"


@dataclass(frozen=True, slots=True)
class CertificateReward:
    """A gift certificate of a series."""

    series: Code
    nominal_kopecks: SomeMoney
    kind: Literal["certificate"] = "certificate"


@dataclass(frozen=True, slots=True)
class ServiceReward:
    """Something the shop does, such as a delivery."""

    service: LocalText
    kind: Literal["service"] = "service"


@dataclass(frozen=True, slots=True)
class CharityReward:
    """The points' worth goes to a good cause."""

    cause: LocalText
    kind: Literal["charity"] = "charity"


RewardGoods = Annotated[GoodsReward | CertificateReward | ServiceReward | CharityReward, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward(Rule):
    """``points`` (hundredths) for it; at most so many to a customer."""

    points: SomePoints
    gives: RewardGoods
    most_per_customer: Times | None = None
