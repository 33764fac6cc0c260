"""What a discount gives, as the document states it: a part, a sum or a price."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from pos_app.domain.loyalty.rules.figures import Money, SomeMoney, SomeRate


@dataclass(frozen=True, slots=True)
class PercentOff:
    """``rate_bp`` of what is left, half up to the kopeck; at most ``most_kopecks`` on a receipt (None: no limit)."""

    rate_bp: SomeRate
    most_kopecks: SomeMoney | None = None
    kind: Literal["percent"] = "percent"


@dataclass(frozen=True, slots=True)
class SumOff:
    """``kopecks`` off: the rule says whether a unit, a group of pieces or the whole of its goods."""

    kopecks: SomeMoney
    kind: Literal["sum"] = "sum"


@dataclass(frozen=True, slots=True)
class PriceOf:
    """What it costs instead, never more than it would: a unit, a piece or a whole bundle, as the rule says."""

    kopecks: Money
    kind: Literal["price"] = "price"


Benefit = Annotated[PercentOff | SumOff | PriceOf, Field(discriminator="kind")]
Reduction = Annotated[PercentOff | SumOff, Field(discriminator="kind")]
