"""The parts in which a programme is edited: which keys of the document stand on one page, which are lists of rules."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from pos_app.domain.loyalty.programme_form.schema_shape import programme_shape
from pos_app.domain.loyalty.programme_form.shape import Entries, Field, Group, OneOf
from pos_app.domain.loyalty.words.speaker import Speaker

NOT_EDITED: Final = frozenset({"programme_id", "version", "starts_at"})
"""What publishing itself says."""


@dataclass(frozen=True, slots=True)
class Section:
    """``fields`` stand together in one form; each entry of ``lists`` has a form of its own."""

    key: str
    title: tuple[str, str]
    fields: tuple[str, ...]
    lists: tuple[str, ...]

    def said(self, say: Speaker) -> str:
        """The heading."""
        return say.pick(*self.title)


_STATED: Final = (
    Section("general", ("Общее", "In general"), ("name", "floor_kopecks", "receipt_picture"), ()),
    Section("earning", ("Начисление баллов", "Earning points"), ("base_earn_bp", "earning"), ("earning_rules",)),
    Section("points", ("Оплата баллами", "Paying with points"), ("points",), ()),
    Section("tiers", ("Уровни", "Tiers"), ("tier_terms",), ("tiers",)),
    Section("promotions", ("Акции на товары и на чек", "Promotions"), (), ("promotions", "basket_promotions")),
    Section(
        "discounts", ("Постоянные скидки и предложения", "Standing discounts, offers"), (), ("standing_discounts",)
    ),
    Section("coupons", ("Купоны", "Coupons"), (), ("coupons", "coupon_prints")),
    Section(
        "till",
        ("Касса: скидки вручную, мелочь, без связи", "At the till: by hand, cash, without a network"),
        ("manual", "cash_rounding", "offline"),
        (),
    ),
    Section("awards", ("Подарки и друзья", "Awards and friends"), ("referral",), ("awards",)),
    Section("memberships", ("Членства", "Memberships"), (), ("memberships",)),
    Section("rewards", ("Награды и сертификаты", "Rewards and certificates"), (), ("rewards", "certificates")),
    Section("account", ("Денежный счёт", "Money account"), ("money_account",), ()),
    Section("partners", ("Партнёры", "Partners"), ("coalition",), ()),
)


@cache
def sections() -> tuple[Section, ...]:
    """All of them; keys of the document that none names stand in a last one."""
    named = {key for section in _STATED for key in (*section.fields, *section.lists)} | NOT_EDITED
    others = [field for field in programme_shape().fields if field.key not in named]
    if not others:
        return _STATED
    lists = tuple(field.key for field in others if entry_shape_of(field) is not None)
    plain = tuple(field.key for field in others if field.key not in lists)
    return (*_STATED, Section("other", ("Прочее", "Other"), plain, lists))


def section_of(key: str) -> Section | None:
    """The section with that key."""
    return next((section for section in sections() if section.key == key), None)


def section_with(top: str) -> Section | None:
    """The section in which a key of the document is edited."""
    return next((section for section in sections() if top in (*section.fields, *section.lists)), None)


def top_field(key: str) -> Field | None:
    """A key of the document."""
    return next((field for field in programme_shape().fields if field.key == key), None)


def entry_shape(key: str) -> Group | OneOf | None:
    """What an entry of a list of the document is; None for what is no such list."""
    field = top_field(key)
    return None if field is None else entry_shape_of(field)


def entry_shape_of(field: Field) -> Group | OneOf | None:
    """The same for a field."""
    if isinstance(field.shape, Entries) and isinstance(field.shape.item, Group | OneOf):
        return field.shape.item
    return None


def kinds_of(key: str) -> tuple[Group, ...]:
    """What may be added to a list of the document."""
    shape = entry_shape(key)
    if shape is None:
        return ()
    return shape.groups if isinstance(shape, OneOf) else (shape,)
