"""What kinds of rules and values to choose from are called."""

from typing import Final

from pos_app.domain.loyalty.programme_form.shape import Unit
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.words.conditions import STAGES
from pos_app.domain.loyalty.words.speaker import Speaker

Pair = tuple[str, str]

_KINDS: Final[dict[str, Pair]] = {
    "n_for_m": ("N по цене M", "N for M"),
    "cheapest_free": ("Самое дешёвое в подарок", "Cheapest free"),
    "bundle": ("Набор", "Bundle"),
    "nth_discount": ("Скидка на каждую N-ю штуку", "Every n-th at a discount"),
    "quantity_steps": ("Чем больше, тем дешевле", "The more the cheaper"),
    "fixed_price": ("Товар по акционной цене", "Fixed price"),
    "gift_with_purchase": ("Подарок за покупку", "Gift with purchase"),
    "goods_discount": ("Скидка на товары", "Discount on goods"),
    "threshold": ("Скидка от суммы чека", "Discount from a sum"),
    "every_full_sum": ("Скидка за каждую полную сумму", "So much off every full sum"),
    "card_discount": ("Скидка по карте", "Card discount"),
    "turnover_ladder": ("Накопительная скидка", "Discount that grows with purchases"),
    "tier_discount": ("Скидка для уровня", "Discount for a tier"),
    "membership_discount": ("Скидка для членов клуба", "Discount for members"),
    "personal_offer": ("Личное предложение", "Personal offer"),
    "coupon": ("Купон или промокод", "Coupon or promo code"),
    "coupon_print": ("Купон в чеке на следующий раз", "Coupon on the receipt for the next visit"),
    "earn_rate": ("Процент баллами", "Percentage in points"),
    "earn_by_receipt": ("Процент по сумме чека", "Percentage by size of receipt"),
    "earn_per_item": ("Баллы за штуку", "Points for each piece"),
    "earn_for_group": ("Баллы за группу товаров", "Points for goods of a group"),
    "earn_per_visit": ("Баллы за визит", "Points for a visit"),
    "earn_ladder": ("Баллы по номеру покупки", "Points by number of purchase"),
    "earn_multiplier": ("Баллы во сколько-то раз больше", "So many times the points"),
    "welcome": ("Приветственный подарок", "Welcome"),
    "birthday": ("Подарок ко дню рождения", "Birthday"),
    "review": ("Подарок за отзыв", "Review"),
    "event": ("Подарок за событие", "Event"),
    "percent": ("процент", "a percentage"),
    "sum": ("сумма", "a sum"),
    "price": ("цена", "a price"),
    "points": ("баллы", "points"),
    "item": ("товар", "goods"),
    "certificate": ("подарочный сертификат", "a gift certificate"),
    "service": ("услуга", "a service"),
    "charity": ("на благотворительность", "charity"),
}
_NAMES: Final[dict[str, Pair]] = {
    "Tier": ("Уровень", "Tier"),
    "Membership": ("Членство", "Membership"),
    "Coupon": _KINDS["coupon"],
    "CouponPrint": _KINDS["coupon_print"],
    "CouponGift": ("купон", "a coupon"),
    "CertificateSeries": ("Серия сертификатов", "Series of certificates"),
    "Reward": ("Награда", "Reward"),
    "Partner": ("Компания", "Company"),
    "Privilege": ("Привилегия", "Privilege"),
    "Hours": ("Часы", "Hours"),
    "Attribute": ("Свойство", "Attribute"),
    "BundlePart": ("Часть набора", "Part of the bundle"),
    "QuantityStep": ("Ступень", "Step"),
    "ThresholdStep": ("Ступень", "Step"),
    "LadderStep": ("Ступень", "Step"),
    "ReceiptStep": ("Ступень", "Step"),
}
_CHOICES: Final[dict[tuple[str, str], Pair]] = {
    ("Combination", "best"): ("соперничает", "competes"),
    ("Combination", "stacking"): ("складывается", "on top of others"),
    ("Combination", "exclusive"): ("исключает остальные", "alone"),
    ("ForbidScope", "goods"): ("на тех же товарах", "on the same goods"),
    ("ForbidScope", "receipt"): ("во всём чеке", "on the whole receipt"),
    ("Weekday", "mon"): ("пн", "Mon"),
    ("Weekday", "tue"): ("вт", "Tue"),
    ("Weekday", "wed"): ("ср", "Wed"),
    ("Weekday", "thu"): ("чт", "Thu"),
    ("Weekday", "fri"): ("пт", "Fri"),
    ("Weekday", "sat"): ("сб", "Sat"),
    ("Weekday", "sun"): ("вс", "Sun"),
    ("CouponTarget", "each_unit"): ("каждая единица", "each unit"),
    ("CouponTarget", "together"): ("все товары вместе", "all its goods together"),
    ("ReceiptPicture", "discount"): ("скидка в цене", "a discount in the price"),
    ("ReceiptPicture", "counter_performance"): ("встречное предоставление", "other counter-performance"),
    ("DebtPolicy", "debt"): ("записать долг", "a debt on the account"),
    ("DebtPolicy", "withhold"): ("удержать из возврата", "withheld from the refund"),
    ("AfterLadder", "nothing"): ("ничего", "nothing"),
    ("AfterLadder", "last"): ("как последняя", "as the last one"),
    ("AfterLadder", "again"): ("сначала", "from the beginning"),
    ("WelcomeOccasion", "registered"): ("регистрация", "registered"),
    ("WelcomeOccasion", "profile_filled"): ("анкета заполнена", "profile filled in"),
    ("WelcomeOccasion", "first_purchase"): ("первая покупка", "first purchase"),
    ("ClearingPeriod", "day"): ("каждый день", "every day"),
    ("ClearingPeriod", "week"): ("каждую неделю", "every week"),
    ("ClearingPeriod", "month"): ("каждый месяц", "every month"),
    ("Breakage", "operator"): ("оператору", "to the operator"),
    ("Breakage", "issuer"): ("выдавшему", "to the issuer"),
    ("earn_step", "1"): ("с сотыми долями", "with hundredths"),
    ("earn_step", "100"): ("целыми баллами", "whole points only"),
}
_UNITS: Final[dict[Unit, Pair]] = {
    Unit.WHOLE: ("", ""),
    Unit.MONEY: ("₽", "₽"),
    Unit.PERCENT: ("%", "%"),
    Unit.FACTOR: ("×", "×"),
    Unit.POINTS: ("б.", "pts"),
    Unit.QUANTITY: ("шт/кг", "pcs/kg"),
}


def kind_words(say: Speaker, kind: str, name: str = "") -> str:
    """What a kind is called; ``name``: its group in the schema, for those that share a kind or have none."""
    pair = _NAMES.get(name) or _KINDS.get(kind)
    return say.pick(*pair) if pair else (kind or name).replace("_", " ")


def has_kind_words(kind: str, name: str) -> bool:
    """Whether somebody wrote words for it."""
    return name in _NAMES or kind in _KINDS


def choice_words(say: Speaker, name: str, value: object) -> str:
    """What a value to choose is called."""
    if name == Stage.__name__ and value in tuple(Stage):
        return say.pick(*STAGES[Stage(str(value))])
    pair = _CHOICES.get((name, str(value)))
    return say.pick(*pair) if pair else str(value).replace("_", " ")


def has_choice_words(name: str, value: object) -> bool:
    """Whether somebody wrote words for it."""
    return name == Stage.__name__ or (name, str(value)) in _CHOICES


def unit_sign(say: Speaker, unit: Unit) -> str:
    """What stands behind the field: «₽»."""
    return say.pick(*_UNITS[unit])
