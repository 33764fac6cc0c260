"""The shape of a programme document: keys, types and ranges of its JSON (rules between keys: ``programme_soundness``).

Figures are whole numbers in the units that their names end in; points are hundredths of a point, rates basis points.
"""

from datetime import UTC
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from pos_app.domain.loyalty.programme import (
    DebtPolicy,
    GoodsSelector,
    LocalText,
    NForMPromotion,
    PointsRules,
    Programme,
    ReceiptPicture,
    Tier,
)

Rate = Annotated[int, Field(ge=0, le=10_000, description="basis points: 5 % is 500")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,47}$", description="small Latin letters, digits, - and _")]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Money = Annotated[int, Field(ge=0, le=100_000_000_000, description="kopecks")]
Days = Annotated[int, Field(ge=0, le=36_500)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LocalTextShape(_Shape):
    """A text for people, in Russian and English."""

    ru: Text
    en: Text

    def built(self) -> LocalText:
        """The domain's value."""
        return LocalText(self.ru, self.en)


class PointsShape(_Shape):
    """Spending and earning of points."""

    point_value_kopecks: int = Field(100, ge=1, le=1_000_000, description="worth of one whole point")
    max_points_share_bp: Rate = 5000
    min_points: int = Field(0, ge=0, le=100_000_000, description="hundredths of a point; below nothing may be spent")
    earn_step: Literal[1, 100] = Field(1, description="1: hundredths of a point; 100: whole points")
    lot_days: int = Field(365, ge=1, le=36_500, description="earned points burn after so many days")
    burn_notice_days: Days = 30
    return_grace_days: Days = 14
    debt_policy: DebtPolicy = DebtPolicy.DEBT

    def built(self) -> PointsRules:
        """The domain's value."""
        return PointsRules(**{name: getattr(self, name) for name in type(self).model_fields})


class TierShape(_Shape):
    """A status by turnover."""

    code: Name
    name: LocalTextShape
    turnover_kopecks: Money
    discount_bp: Rate
    earn_bp: Rate

    def built(self) -> Tier:
        """The domain's value."""
        return Tier(self.code, self.name.built(), self.turnover_kopecks, self.discount_bp, self.earn_bp)


class GoodsShape(_Shape):
    """Goods by group, brand or tag; an empty list does not restrict."""

    groups: tuple[Text, ...] = ()
    brands: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()

    def built(self) -> GoodsSelector:
        """The domain's value."""
        return GoodsSelector(self.groups, self.brands, self.tags)


class NForMShape(_Shape):
    """Take ``take`` pieces, pay for ``pay``; ``pay`` must be less than ``take``."""

    kind: Literal["n_for_m"] = "n_for_m"
    rule_id: Name
    name: LocalTextShape
    goods: GoodsShape = GoodsShape()
    take: int = Field(ge=2, le=100)
    pay: int = Field(ge=1, le=99)

    def built(self) -> NForMPromotion:
        """The domain's value."""
        return NForMPromotion(self.rule_id, self.name.built(), self.goods.built(), self.take, self.pay)


class ProgrammeShape(_Shape):
    """A version of a loyalty programme, in force from ``starts_at`` until a later version starts."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, title="Kopilka loyalty programme")

    programme_id: Name
    version: int = Field(ge=1, le=1_000_000_000)
    starts_at: AwareDatetime = Field(description="ISO 8601 with an offset or Z")
    name: LocalTextShape
    floor_kopecks: Money = Field(1, description="least price of one unit after all discounts and points, kopecks")
    receipt_picture: ReceiptPicture
    points: PointsShape
    base_earn_bp: Rate
    tiers: tuple[TierShape, ...] = Field((), description="from the lowest turnover up")
    promotions: tuple[NForMShape, ...] = ()

    def built(self) -> Programme:
        """The domain's value; the start in UTC."""
        return Programme(
            programme_id=self.programme_id,
            version=self.version,
            starts_at=self.starts_at.astimezone(UTC),
            name=self.name.built(),
            floor_kopecks=self.floor_kopecks,
            receipt_picture=self.receipt_picture,
            points=self.points.built(),
            base_earn_bp=self.base_earn_bp,
            tiers=tuple(tier.built() for tier in self.tiers),
            promotions=tuple(promotion.built() for promotion in self.promotions),
        )
