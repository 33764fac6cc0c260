"""When and for whom a rule applies, in words."""

from collections.abc import Iterator

from pos_app.domain.loyalty.rules.conditions import Conditions
from pos_app.domain.loyalty.rules.rule import Combination, ForbidScope, Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.rules.window import WEEK, Weekday, Window
from pos_app.domain.loyalty.words.goods import goods_words
from pos_app.domain.loyalty.words.speaker import Speaker

_DAYS = dict(zip(WEEK, ("пн", "вт", "ср", "чт", "пт", "сб", "вс"), strict=True))
STAGES: dict[Stage, tuple[str, str]] = {
    Stage.GOODS_PROMOTION: ("акции на товары", "promotions on goods"),
    Stage.BASKET_PROMOTION: ("акции на чек", "promotions on the basket"),
    Stage.STANDING_DISCOUNT: ("постоянные скидки", "standing discounts"),
    Stage.COUPON: ("купоны и промокоды", "coupons and promo codes"),
    Stage.MANUAL_DISCOUNT: ("скидка вручную", "discount by hand"),
    Stage.POINTS: ("оплата баллами", "paying with points"),
    Stage.CASH_ROUNDING: ("скидка на мелочь", "rounding of cash"),
    Stage.EARNING: ("начисление баллов", "earning points"),
}


def head_words(say: Speaker, rule: Rule) -> Iterator[str]:
    """Window, conditions and what the rule excludes: parts of a sentence, none where nothing restricts."""
    yield from window_words(say, rule.window)
    yield from _customer(say, rule.conditions)
    yield from _basket(say, rule.conditions)
    yield from _exclusion(say, rule)


def window_words(say: Speaker, window: Window) -> Iterator[str]:
    """Days, weekdays, hours."""
    if window.from_day is not None:
        yield f"{say.pick('с', 'from')} {window.from_day.isoformat()}"
    if window.to_day is not None:
        yield f"{say.pick('по', 'until')} {window.to_day.isoformat()}"
    if window.weekdays:
        yield f"{say.pick('дни:', 'on')} {say.listed(_weekday(say, day) for day in window.weekdays)}"
    if window.hours:
        spans = [f"{one.from_time:%H:%M}–{one.to_time:%H:%M}" for one in window.hours]
        yield f"{say.pick('часы:', 'at')} {say.listed(spans)}"


def _weekday(say: Speaker, day: Weekday) -> str:
    return say.pick(_DAYS[day], day.value.capitalize())


def _customer(say: Speaker, conditions: Conditions) -> Iterator[str]:
    if conditions.needs_customer:
        yield say.pick("только известному покупателю", "for a known customer only")
    names = (
        (conditions.tiers, "уровень", "tier"),
        (conditions.memberships, "членство", "membership"),
        (conditions.customer_tags, "покупатели с меткой", "customers tagged"),
        (conditions.without_customer_tags, "покупатели без метки", "customers not tagged"),
        (conditions.partners, "партнёр", "partner"),
        (conditions.shops, "магазин", "shop"),
    )
    for values, russian, english in names:
        if values:
            yield f"{say.pick(russian, english)} {say.either(values)}"
    if conditions.birthday is not None:
        before, after = conditions.birthday.days_before, conditions.birthday.days_after
        yield say.pick(
            f"от {before} дн. до дня рождения по {after} дн. после",
            f"from {before} days before the birthday to {after} days after",
        )
    if conditions.from_purchase is not None:
        yield say.pick(f"с покупки № {conditions.from_purchase}", f"from purchase no. {conditions.from_purchase}")
    if conditions.to_purchase is not None:
        yield say.pick(f"по покупку № {conditions.to_purchase}", f"up to purchase no. {conditions.to_purchase}")
    if conditions.uses_per_customer is not None:
        times = say.counted(conditions.uses_per_customer, "time", than=True)
        yield say.pick(f"покупателю не больше {times}", f"at most {times} a customer")
    if conditions.uses_per_customer_day is not None:
        times = say.counted(conditions.uses_per_customer_day, "time", than=True)
        yield say.pick(f"покупателю не больше {times} в день", f"at most {times} a customer and day")


def _basket(say: Speaker, conditions: Conditions) -> Iterator[str]:
    if conditions.min_basket_kopecks:
        yield f"{say.pick('чек от', 'a basket from')} {say.money(conditions.min_basket_kopecks)}"
    if conditions.min_goods_kopecks:
        yield f"{say.pick('этих товаров от', 'such goods from')} {say.money(conditions.min_goods_kopecks)}"
    if conditions.min_quantity:
        yield f"{say.pick('этих товаров от', 'such goods from')} {say.quantity(conditions.min_quantity)}"
    if conditions.with_goods is not None:
        required, amount = conditions.with_goods.goods, say.quantity(conditions.with_goods.quantity)
        yield say.pick(
            f"если в чеке {goods_words(say, required)} от {amount}",
            f"if the basket holds {goods_words(say, required)} from {amount}",
        )
    if conditions.coupon is not None:
        yield f"{say.pick('по купону', 'with coupon')} {conditions.coupon}"


def _exclusion(say: Speaker, rule: Rule) -> Iterator[str]:
    if rule.combination is Combination.EXCLUSIVE:
        yield say.pick("не складывается с другими этого этапа", "not together with others of its stage")
    elif rule.combination is Combination.STACKING:
        yield say.pick("поверх других", "on top of others")
    forbidden = [*rule.forbids, *(say.pick(*STAGES[stage]) for stage in rule.forbids_stages)]
    if forbidden:
        where = (
            say.pick("на тех же товарах", "on the same goods")
            if rule.forbid_scope is ForbidScope.GOODS
            else say.pick("в том же чеке", "on the same receipt")
        )
        yield f"{say.pick('запрещает', 'forbids')} {where}: {say.listed(forbidden)}"
    if rule.exclusive_place is not None:
        yield f"{say.pick('занимает место', 'holds the place')} {rule.exclusive_place}"
