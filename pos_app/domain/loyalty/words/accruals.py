"""Each rule that gives points or coupons as one part of a sentence: earning, prints, awards, referral, rewards."""

from collections.abc import Callable
from typing import Any

from pos_app.domain.loyalty.rules.awards import (
    Award,
    BirthdayAward,
    CouponGift,
    EventAward,
    PointsGift,
    ReviewAward,
    WelcomeAward,
    WelcomeOccasion,
)
from pos_app.domain.loyalty.rules.coupons import CouponPrint
from pos_app.domain.loyalty.rules.earning import (
    AfterLadder,
    EarnByReceipt,
    EarnForGroup,
    EarningRule,
    EarnLadder,
    EarnMultiplier,
    EarnPerItem,
    EarnPerVisit,
    EarnRate,
)
from pos_app.domain.loyalty.rules.referral import Referral
from pos_app.domain.loyalty.rules.rewards import CertificateReward, CharityReward, GoodsReward, Reward
from pos_app.domain.loyalty.words.goods import goods_words
from pos_app.domain.loyalty.words.speaker import Speaker

_OCCASIONS = {
    WelcomeOccasion.REGISTERED: ("за регистрацию", "for registering"),
    WelcomeOccasion.PROFILE_FILLED: ("за заполненную анкету", "for a filled profile"),
    WelcomeOccasion.FIRST_PURCHASE: ("за первую покупку", "for the first purchase"),
}
_AFTER = {
    AfterLadder.NOTHING: ("дальше ничего", "nothing after that"),
    AfterLadder.LAST: ("дальше как за последнюю", "after that as for the last"),
    AfterLadder.AGAIN: ("дальше сначала", "after that from the beginning"),
}


def _earning(say: Speaker, rule: EarningRule, what: str) -> str:
    """``what`` with the goods and the limits that all earning rules have."""
    words = f"{what}: {goods_words(say, rule.goods)}"
    if not rule.discounted_goods:
        words += say.pick(", но не уже уценённые", ", but not discounted ones")
    if rule.most_points is not None:
        words += (
            f"{say.pick(', в чеке не больше ', ', on a receipt at most ')}{say.points(rule.most_points, than=True)}"
        )
    return words + _life(say, rule)


def _life(say: Speaker, rule: EarningRule | Award | Referral) -> str:
    words = ""
    if rule.pending_days is not None:
        words += f"{say.pick(', доступны через ', ', active after ')}{say.counted(rule.pending_days, 'day')}"
    if rule.lot_days is not None:
        words += f"{say.pick(', живут ', ', live ')}{say.counted(rule.lot_days, 'day')}"
    return words


def _rate(say: Speaker, rule: EarnRate) -> str:
    return _earning(
        say, rule, say.pick(f"баллами {say.percent(rule.rate_bp)}", f"{say.percent(rule.rate_bp)} in points")
    )


def _by_receipt(say: Speaker, rule: EarnByReceipt) -> str:
    steps = "; ".join(
        f"{say.pick('от', 'from')} {say.money(step.from_kopecks)} — {say.percent(step.rate_bp)}" for step in rule.steps
    )
    return _earning(say, rule, say.pick(f"баллами по сумме чека ({steps})", f"points by the receipt ({steps})"))


def _per_item(say: Speaker, rule: EarnPerItem) -> str:
    points = say.points(rule.points)
    return _earning(say, rule, say.pick(f"{points} за каждую единицу", f"{points} for each unit"))


def _for_group(say: Speaker, rule: EarnForGroup) -> str:
    points = say.points(rule.points)
    return _earning(say, rule, say.pick(f"{points}, если в чеке есть такие", f"{points} if the receipt has such"))


def _per_visit(say: Speaker, rule: EarnPerVisit) -> str:
    points = say.points(rule.points)
    words = say.pick(f"{points} за визит", f"{points} for the visit")
    if rule.most_per_day is not None:
        times = say.counted(rule.most_per_day, "time", than=True)
        words += say.pick(f", не больше {times} в день", f", at most {times} a day")
    return _earning(say, rule, words)


def _ladder(say: Speaker, rule: EarnLadder) -> str:
    sign = say.pick("№", "no.")
    steps = say.listed(f"{sign} {number} — {say.points(points)}" for number, points in enumerate(rule.points, 1))
    words = say.pick(f"за покупку {steps}, {_AFTER[rule.after][0]}", f"for purchase {steps}, {_AFTER[rule.after][1]}")
    return _earning(say, rule, words)


def _multiplier(say: Speaker, rule: EarnMultiplier) -> str:
    factor = say.factor(rule.multiplier_bp)
    return _earning(say, rule, say.pick(f"баллы {factor}", f"points {factor}"))


def _coupon_print(say: Speaker, rule: CouponPrint) -> str:
    words = say.pick(f"в чеке печатается купон {rule.coupon}", f"the receipt prints a coupon {rule.coupon}")
    if rule.from_kopecks:
        words += f"{say.pick(', если куплено от ', ', for purchases from ')}{say.money(rule.from_kopecks)}"
    valid = say.counted(rule.valid_days, "day")
    return f"{words}: {goods_words(say, rule.goods)}{say.pick(f', действует {valid}', f', valid for {valid}')}"


def _award(say: Speaker, rule: Award, occasion: str) -> str:
    words = f"{_gift(say, rule.gift)} {occasion}"
    limits = (
        (rule.most_per_customer, "всего", "in all"),
        (rule.most_per_year, "в год", "a year"),
        (rule.most_per_day, "в день", "a day"),
    )
    for most, russian, english in limits:
        if most is not None:
            times = say.counted(most, "time", than=True)
            words += say.pick(f", не больше {times} {russian}", f", at most {times} {english}")
    return words + _life(say, rule)


def _gift(say: Speaker, gift: PointsGift | CouponGift) -> str:
    if isinstance(gift, PointsGift):
        return say.points(gift.points)
    days = say.counted(gift.valid_days, "day")
    return say.pick(f"купон {gift.coupon} на {days}", f"a coupon {gift.coupon} for {days}")


def _welcome(say: Speaker, rule: WelcomeAward) -> str:
    return _award(say, rule, say.pick(*_OCCASIONS[rule.occasion]))


def _birthday(say: Speaker, rule: BirthdayAward) -> str:
    before, after = say.counted(rule.days_before, "day"), say.counted(rule.days_after, "day", than=True)
    told = say.counted(rule.told_days_before, "day")
    occasion = say.pick(
        f"ко дню рождения (за {before} до, не позже {after} после; дата известна за {told})",
        f"for the birthday ({before} before, until {after} after; its date told {told} before)",
    )
    return _award(say, rule, occasion)


def _review(say: Speaker, rule: ReviewAward) -> str:
    words, days = say.pick("за отзыв", "for a review"), say.counted(rule.within_days, "day", than=True)
    if rule.min_comment_chars:
        signs = say.counted(rule.min_comment_chars, "sign", than=True)
        words += say.pick(f" (не короче {signs})", f" (at least {signs})")
    return _award(say, rule, words + say.pick(f", если он в течение {days}", f", if within {days}"))


def _event(say: Speaker, rule: EventAward) -> str:
    return _award(say, rule, say.pick(f"за событие {rule.event}", f"for the event {rule.event}"))


def _referral(say: Speaker, rule: Referral) -> str:
    parts = [
        say.pick(f"другу {say.points(rule.friend_points)}", f"the friend gets {say.points(rule.friend_points)}"),
        say.pick(
            f"пригласившему {say.points(rule.referrer_points)} за первую покупку друга",
            f"the referrer {say.points(rule.referrer_points)} for the friend's first purchase",
        ),
    ]
    if rule.min_purchase_kopecks:
        parts[-1] += f"{say.pick(' от ', ' from ')}{say.money(rule.min_purchase_kopecks)}"
    if rule.share_bp:
        share = say.percent(rule.share_bp)
        words = say.pick(f"и {share} от покупок друзей", f"and {share} of friends' purchases")
        if rule.share_days is not None:
            words += f"{say.pick(' в течение ', ' for ')}{say.counted(rule.share_days, 'day', than=True)}"
        parts.append(words)
    if rule.most_friends is not None:
        parts.append(f"{say.pick('не больше', 'at most')} {say.counted(rule.most_friends, 'friend', than=True)}")
    if rule.most_points_per_month is not None:
        points = say.points(rule.most_points_per_month, than=True)
        parts.append(say.pick(f"не больше {points} в месяц", f"at most {points} a month"))
    return say.listed(parts) + _life(say, rule)


def _reward(say: Speaker, rule: Reward) -> str:
    gives = rule.gives
    if isinstance(gives, GoodsReward):
        what = say.pick(f"товар {gives.item}", f"article {gives.item}")
    elif isinstance(gives, CertificateReward):
        nominal = say.money(gives.nominal_kopecks)
        what = say.pick(f"сертификат {gives.series} на {nominal}", f"a certificate {gives.series} of {nominal}")
    elif isinstance(gives, CharityReward):
        what = say.text(gives.cause)
    else:
        what = say.text(gives.service)
    words = f"{say.pick('за', 'for')} {say.points(rule.points)}: {what}"
    if rule.most_per_customer is not None:
        times = say.counted(rule.most_per_customer, "time", than=True)
        words += say.pick(f", покупателю не больше {times}", f", at most {times} a customer")
    return words


ACCRUAL_WORDS: dict[type, Callable[[Speaker, Any], str]] = {
    EarnRate: _rate,
    EarnByReceipt: _by_receipt,
    EarnPerItem: _per_item,
    EarnForGroup: _for_group,
    EarnPerVisit: _per_visit,
    EarnLadder: _ladder,
    EarnMultiplier: _multiplier,
    CouponPrint: _coupon_print,
    WelcomeAward: _welcome,
    BirthdayAward: _birthday,
    ReviewAward: _review,
    EventAward: _event,
    Referral: _referral,
    Reward: _reward,
}
"""By the class of the rule."""
