"""What a programme does, in words for a manager: each rule one sentence, made from the document alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.rules.manual_limits import NO_MANUAL_LIMITS
from pos_app.domain.loyalty.rules.offline import OFFLINE_DEFAULTS
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.stage import Stage
from pos_app.domain.loyalty.words.accruals import ACCRUAL_WORDS
from pos_app.domain.loyalty.words.conditions import STAGES, head_words
from pos_app.domain.loyalty.words.discounts import DISCOUNT_WORDS
from pos_app.domain.loyalty.words.speaker import Speaker
from pos_app.domain.loyalty.words.terms import (
    cash_words,
    certificate_words,
    coalition_words,
    earning_words,
    floor_words,
    manual_words,
    membership_words,
    money_account_words,
    offline_words,
    points_words,
    tier_terms_words,
    tier_words,
)
from pos_app.domain.receipt.labels import Language

_RULE_WORDS = DISCOUNT_WORDS | ACCRUAL_WORDS


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences; a section without sentences is left out of a summary."""

    title: str
    sentences: tuple[str, ...]


def rule_sentence(rule: Rule, language: Language) -> str:
    """One sentence: name, what the rule does, when and for whom."""
    say = Speaker(language)
    parts = [_RULE_WORDS[type(rule)](say, rule), *head_words(say, rule)]
    if rule.text is not None:
        parts.append(f"{say.pick('клиенту говорят', 'customers are told')}: {say.quoted(say.text(rule.text))}")
    return f"{say.quoted(say.text(rule.name))} ({rule.rule_id}): {'; '.join(parts)}."


def programme_summary(programme: Programme, language: Language) -> tuple[Section, ...]:
    """All that the programme says, in the order in which a sale is computed, then what lies outside a sale."""
    say = Speaker(language)
    return tuple(section for section in _sections(programme, say) if section.sentences)


def summary_text(programme: Programme, language: Language, zone: tzinfo = UTC) -> str:
    """The summary as lines: a title, then the sections with their sentences indented. Times are of ``zone``."""
    say = Speaker(language)
    began = f"{programme.starts_at.astimezone(zone):%Y-%m-%d %H:%M} {zone}"
    of_version = say.pick(
        f"версия {programme.version}, действует с {began}", f"version {programme.version}, in force from {began}"
    )
    head = f"{say.quoted(say.text(programme.name))} ({programme.programme_id}), {of_version}"
    lines = [head]
    for section in programme_summary(programme, language):
        lines += [f"{section.title}:", *(f"  - {sentence}" for sentence in section.sentences)]
    return "\n".join(lines) + "\n"


def _sections(programme: Programme, say: Speaker) -> Iterator[Section]:
    def of_rules(title: str, rules: Iterable[Rule]) -> Section:
        return Section(title, tuple(rule_sentence(rule, say.language) for rule in rules))

    def said(title: str, sentences: Iterable[str]) -> Section:
        return Section(title, tuple(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences))

    def stage(one: Stage) -> str:
        words = say.pick(*STAGES[one])
        return f"{words[:1].upper()}{words[1:]}"

    yield said(say.pick("Общее", "In general"), [floor_words(say, programme)])
    tiers = [tier_words(say, tier) for tier in programme.tiers]
    if tiers:
        tiers.append(tier_terms_words(say, programme.tier_terms))
    yield said(say.pick("Уровни", "Tiers"), tiers)
    yield said(say.pick("Членства", "Memberships"), [membership_words(say, one) for one in programme.memberships])
    yield of_rules(stage(Stage.GOODS_PROMOTION), programme.promotions)
    yield of_rules(stage(Stage.BASKET_PROMOTION), programme.basket_promotions)
    yield of_rules(stage(Stage.STANDING_DISCOUNT), programme.standing_discounts)
    yield of_rules(stage(Stage.COUPON), programme.coupons)
    manual = [] if programme.manual == NO_MANUAL_LIMITS else [manual_words(say, programme.manual)]
    yield said(stage(Stage.MANUAL_DISCOUNT), manual)
    yield said(stage(Stage.POINTS), points_words(say, programme))
    cash = programme.cash_rounding
    yield said(stage(Stage.CASH_ROUNDING), [] if cash is None else [cash_words(say, cash)])
    yield said(stage(Stage.EARNING), earning_words(say, programme.base_earn_bp, programme.earning))
    yield of_rules(say.pick("Правила начисления", "Earning rules"), programme.earning_rules)
    yield of_rules(say.pick("Купоны в чеке", "Coupons on receipts"), programme.coupon_prints)
    yield of_rules(say.pick("Подарки вне покупок", "Awards outside purchases"), programme.awards)
    yield of_rules(
        say.pick("Приглашение друзей", "Friends"), [] if programme.referral is None else [programme.referral]
    )
    yield of_rules(say.pick("Магазин наград", "Reward shop"), programme.rewards)
    coalition, account = programme.coalition, programme.money_account
    yield said(say.pick("Партнёры", "Partners"), [] if coalition is None else coalition_words(say, coalition))
    yield said(say.pick("Денежный счёт", "Money account"), [] if account is None else money_account_words(say, account))
    offline = [] if programme.offline == OFFLINE_DEFAULTS else offline_words(say, programme.offline)
    yield said(say.pick("Без связи", "Without a network"), offline)
    certificates = [certificate_words(say, series) for series in programme.certificates]
    yield said(say.pick("Подарочные сертификаты", "Gift certificates"), certificates)
