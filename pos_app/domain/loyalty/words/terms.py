"""What a programme says beside its rules, in words: points, tiers, limits, memberships, partners, accounts."""

from collections.abc import Iterator

from pos_app.domain.loyalty.programme import Programme, ReceiptPicture
from pos_app.domain.loyalty.rules.cash_rounding import CashRounding
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.loyalty.rules.coalition import Breakage, ClearingPeriod, Coalition
from pos_app.domain.loyalty.rules.earning import EarningTerms
from pos_app.domain.loyalty.rules.goods import ALL_GOODS
from pos_app.domain.loyalty.rules.manual_limits import ManualLimits
from pos_app.domain.loyalty.rules.memberships import Membership
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.loyalty.rules.offline import OfflineTerms
from pos_app.domain.loyalty.rules.points_rules import DebtPolicy, PointsRules
from pos_app.domain.loyalty.rules.tiers import Privilege, Tier, TierTerms
from pos_app.domain.loyalty.words.goods import goods_words
from pos_app.domain.loyalty.words.speaker import Speaker

_PERIODS = {
    ClearingPeriod.DAY: ("каждый день", "every day"),
    ClearingPeriod.WEEK: ("каждую неделю", "every week"),
    ClearingPeriod.MONTH: ("каждый месяц", "every month"),
}


def points_words(say: Speaker, programme: Programme) -> Iterator[str]:
    """Worth, spending, life and returns of points; little where the programme has none."""
    points = programme.points
    if not (points.max_points_share_bp or programme.base_earn_bp or programme.earning_rules or programme.awards):
        yield say.pick("баллов в программе нет", "the programme has no points")
        return
    yield from _spending(say, points, programme.receipt_picture)
    yield from _life(say, points)


def _spending(say: Speaker, points: PointsRules, picture: ReceiptPicture) -> Iterator[str]:
    worth = say.money(points.point_value_kopecks)
    yield say.pick(f"1 балл стоит {worth}", f"1 point is worth {worth}")
    if points.max_points_share_bp:
        share = say.percent(points.max_points_share_bp)
        words = say.pick(f"баллами оплачивается до {share} чека", f"points pay up to {share} of a receipt")
        if points.min_points:
            words += f"{say.pick(', не меньше ', ', at least ')}{say.points(points.min_points, than=True)}"
        if points.most_spends_per_day is not None:
            times = say.counted(points.most_spends_per_day, "time", than=True)
            words += say.pick(f", не больше {times} в день", f", at most {times} a day")
        if points.goods != ALL_GOODS:
            words += f": {goods_words(say, points.goods)}"
        yield words
        if not points.discounted_goods:
            yield say.pick("товары со скидкой баллами не оплачиваются", "discounted goods are not paid with points")
        yield (
            say.pick("в чеке баллы — скидка в цене", "on the receipt points are a discount within the price")
            if picture is ReceiptPicture.DISCOUNT
            else say.pick("в чеке баллы — встречное предоставление", "on the receipt points are counter-performance")
        )
    else:
        yield say.pick("баллами не платят", "nothing is paid with points")


def _life(say: Speaker, points: PointsRules) -> Iterator[str]:
    days, grace = say.counted(points.lot_days, "day"), say.counted(points.return_grace_days, "day")
    delay = say.pick("сразу", "at once")
    if points.pending_days:
        pending = say.counted(points.pending_days, "day")
        delay = say.pick(f"через {pending}", f"after {pending}")
    yield say.pick(f"баллы доступны {delay}, живут {days}", f"points are active {delay} and live {days}")
    debt = say.pick("становится долгом", "becomes a debt")
    if points.debt_policy is DebtPolicy.WITHHOLD:
        debt = say.pick("удерживается из возврата", "is withheld from the refund")
    yield say.pick(
        f"при возврате сгоревшие баллы оживают на {grace}, нехватка начисленных {debt}",
        f"on a return burnt points live again for {grace}, a shortfall of earned ones {debt}",
    )


def earning_words(say: Speaker, base_bp: int, terms: EarningTerms) -> Iterator[str]:
    """The rate of every receipt and what holds for all earning."""
    if base_bp:
        rate = say.percent(base_bp)
        yield say.pick(f"начисляется {rate} от оплаченного деньгами", f"{rate} of the money paid is earned")
    if terms.goods != ALL_GOODS:
        yield f"{say.pick('начисляется на', 'earned on')} {goods_words(say, terms.goods)}"
    if not terms.discounted_goods:
        yield say.pick("на товары со скидкой не начисляется", "nothing is earned on discounted goods")
    if terms.nothing_while_spending:
        yield say.pick("кто платит баллами, тому не начисляется", "who pays with points earns nothing")
    if terms.min_basket_kopecks:
        yield f"{say.pick('начисляется при чеке от', 'earned on receipts from')} {say.money(terms.min_basket_kopecks)}"
    if terms.most_points is not None:
        yield f"{say.pick('за чек не больше', 'on a receipt at most')} {say.points(terms.most_points, than=True)}"
    if terms.most_accruals_per_day is not None:
        times = say.counted(terms.most_accruals_per_day, "time", than=True)
        yield say.pick(f"начислений не больше {times} в день", f"earned at most {times} a day")


def tier_words(say: Speaker, tier: Tier) -> str:
    """Turnover, discount, rate, share and privileges of a tier."""
    parts = [f"{say.pick('от оборота', 'from a turnover of')} {say.money(tier.turnover_kopecks)}"]
    if tier.discount_bp:
        rate = say.percent(tier.discount_bp)
        parts.append(say.pick(f"скидка {rate}", f"{rate} off"))
    parts.append(f"{say.pick('баллами', 'in points')} {say.percent(tier.earn_bp)}")
    if tier.max_points_share_bp is not None:
        parts.append(
            f"{say.pick('оплата баллами до', 'pays with points up to')} {say.percent(tier.max_points_share_bp)}"
        )
    return (
        f"{say.quoted(say.text(tier.name))} ({tier.code}): {say.listed([*parts, *_privileges(say, tier.privileges)])}"
    )


def tier_terms_words(say: Speaker, terms: TierTerms) -> str:
    """Which turnover counts and how long a tier is kept."""
    words = say.pick("оборот считается за всё время", "all turnover counts")
    if terms.window_days is not None:
        days = say.counted(terms.window_days, "day")
        words = say.pick(f"оборот считается за {days}", f"the turnover of {days} counts")
    if terms.keep_days:
        days = say.counted(terms.keep_days, "day", than=True)
        words += say.pick(f", уровень держится не меньше {days}", f", a tier is kept at least {days}")
    return words


def _privileges(say: Speaker, privileges: tuple[Privilege, ...]) -> list[str]:
    return [say.text(one.name) for one in privileges]


def membership_words(say: Speaker, one: Membership) -> str:
    """What sells it, how long it lasts, what it gives."""
    days = say.counted(one.days, "day")
    parts = [say.pick(f"продаётся товаром {say.either(one.items)}", f"sold as {say.either(one.items)}")]
    parts.append(say.pick(f"на {days}", f"for {days}"))
    if one.earn_bp:
        parts.append(
            say.pick(f"баллами не меньше {say.percent(one.earn_bp)}", f"at least {say.percent(one.earn_bp)} in points")
        )
    return f"{say.quoted(say.text(one.name))} ({one.code}): {say.listed([*parts, *_privileges(say, one.privileges)])}"


def manual_words(say: Speaker, limits: ManualLimits) -> str:
    """What a discount by hand may come to."""
    line, basket = say.percent(limits.line_bp), say.percent(limits.basket_bp)
    words = say.pick(f"на строку до {line}, на чек до {basket}", f"a line up to {line}, the basket up to {basket}")
    if not limits.on_discounted:
        words += say.pick(", но не поверх других скидок", ", but not on top of other discounts")
    return f"{words}: {goods_words(say, limits.goods)}"


def cash_words(say: Speaker, rounding: CashRounding) -> str:
    """How the sum in cash is rounded."""
    step = say.money(rounding.step_kopecks)
    words = say.pick(f"сумма наличными округляется вниз до {step}", f"cash is rounded down to {step}")
    if rounding.most_kopecks is not None:
        words += f"{say.pick(', не больше чем на ', ', by at most ')}{say.money(rounding.most_kopecks)}"
    return words


def coalition_words(say: Speaker, coalition: Coalition) -> Iterator[str]:
    """Partners, then how they settle."""
    for partner in coalition.partners:
        parts = [f"{say.pick('магазины', 'shops')} {say.listed(partner.shops)}"]
        if partner.earn_bp is not None:
            parts.append(f"{say.pick('баллами', 'in points')} {say.percent(partner.earn_bp)}")
        if partner.max_points_share_bp is not None:
            share = say.percent(partner.max_points_share_bp)
            parts.append(f"{say.pick('оплата баллами до', 'pays with points up to')} {share}")
        if not partner.issues:
            parts.append(say.pick("не начисляет", "issues none"))
        if not partner.accepts:
            parts.append(say.pick("не принимает", "accepts none"))
        yield f"{say.quoted(say.text(partner.name))} ({partner.code}): {say.listed(parts)}"
    clearing = coalition.clearing
    burnt = say.pick("оператору", "the operator")
    if clearing.breakage is Breakage.ISSUER:
        burnt = say.pick("выдавшему", "the issuer")
    issue, accept = say.percent(clearing.issue_bp), say.percent(clearing.accept_bp)
    yield say.pick(
        f"расчёт {_PERIODS[clearing.period][0]} через {clearing.operator}: выдавший балл платит {issue} его цены, "
        f"принявший получает {accept}, сгоревшее остаётся {burnt}",
        f"settled {_PERIODS[clearing.period][1]} through {clearing.operator}: "
        f"the issuer pays {issue} of a point's worth, who accepts it gets {accept}, what burns stays with {burnt}",
    )


def money_account_words(say: Speaker, account: MoneyAccount) -> Iterator[str]:
    """Top-ups, payment, notice."""
    least, most = say.money(account.least_top_up_kopecks), say.money(account.most_top_up_kopecks)
    balance = say.money(account.most_balance_kopecks)
    yield say.pick(
        f"пополнение от {least} до {most}, на счёте не больше {balance}",
        f"topped up by {least} to {most}, at most {balance} on it",
    )
    if account.top_up_items:
        yield f"{say.pick('карты пополнения', 'top-up cards')}: {say.listed(account.top_up_items)}"
    share = say.percent(account.max_share_bp)
    words = say.pick(f"оплачивает до {share} чека", f"pays up to {share} of a receipt")
    yield f"{words}: {goods_words(say, account.goods)}"
    if account.keeps_change:
        yield say.pick("сдачу можно оставить на счёте", "change may be kept on it")
    if account.bonus_bp:
        rate = say.percent(account.bonus_bp)
        yield say.pick(f"за пополнение {rate} баллами", f"a top-up earns {rate} in points")
    if not account.earns_points:
        yield say.pick("оплата со счёта баллов не даёт", "what it pays earns no points")
    if account.notice_below_kopecks:
        below = say.money(account.notice_below_kopecks)
        yield say.pick(f"предупреждать, когда меньше {below}", f"a notice below {below}")


def offline_words(say: Speaker, offline: OfflineTerms) -> Iterator[str]:
    """Leases and risk."""
    if offline.lease_share_bp and offline.lease_points and offline.leases_per_customer:
        share, most = say.percent(offline.lease_share_bp), say.points(offline.lease_points)
        hours = offline.lease_hours
        yield say.pick(
            f"после визита касса может списать без связи до {share} баллов покупателя, не больше {most}, {hours} ч",
            f"after a visit a till may spend {share} of a customer's points offline, at most {most}, for {hours} h",
        )
        times = offline.leases_per_customer
        yield say.pick(f"таких касс у покупателя не больше {times}", f"at most {times} such tills for a customer")
    else:
        yield say.pick("без связи баллы касс не закрепляются", "no points are set aside for tills without a network")
    if offline.offline_risk_points:
        risk = say.points(offline.offline_risk_points)
        yield say.pick(
            f"сверх того без связи до {risk} в день на покупателя за счёт магазина",
            f"above that up to {risk} a day for a customer offline at the shop's own risk",
        )


def certificate_words(say: Speaker, series: CertificateSeries) -> str:
    """Nominals, validity, how it is redeemed."""
    nominals = say.listed(say.money(nominal) for nominal in series.nominals_kopecks)
    days = say.counted(series.valid_days, "day")
    parts = say.pick("частями", "in parts") if series.in_parts else say.pick("целиком", "whole")
    words = say.pick(
        f"номера {series.prefix}…, номиналы {nominals}, действует {days}, гасится {parts}",
        f"numbers {series.prefix}…, nominals {nominals}, valid for {days}, redeemed {parts}",
    )
    if series.goods != ALL_GOODS:
        words += f": {goods_words(say, series.goods)}"
    if not series.earns_points:
        words += say.pick(", баллов не даёт", ", earns no points")
    return f"{say.quoted(say.text(series.name))} ({series.code}): {words}"


def floor_words(say: Speaker, programme: Programme) -> str:
    """The least price of a unit."""
    floor = say.money(programme.floor_kopecks)
    return say.pick(f"цена единицы не ниже {floor}", f"no unit costs less than {floor}")
