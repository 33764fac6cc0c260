"""Every reason of the engine has its sentence, and every sentence can be filled from what the engine gives."""

import string
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.pricing import reasons
from pos_app.domain.why.answers import WhyRule
from pos_app.ui.app import make_application
from pos_app.ui.formatting import NBSP, Formatting
from pos_app.ui.language import translate
from pos_app.ui.ui_settings import UiSettings
from resources.words.reasons.applied import APPLIED
from resources.words.reasons.missed import MISSED
from resources.words.reasons.told import ReasonWords, placeholders

ZONE = ZoneInfo("Europe/Moscow")
NAMES = {
    "choco": LocalText("Шоколад: 3 по цене 2", "Chocolate: 3 for 2"),
    "tier:gold": LocalText("Золотой", "Gold"),
    "membership:club": LocalText("Клуб", "Club"),
}
KEYS = sorted(value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str))
SENTENCES = [(key, text) for table in (APPLIED, MISSED) for key, texts in table.items() for text in texts]


def words(language: str) -> ReasonWords:
    make_application(UiSettings(language=language, sound_volume_percent=0))
    return ReasonWords(Formatting(language, ZONE), NAMES, {"line-2": 2}, translate)


def rule(reason: str, *, applied: bool = False, of: str = "choco", **params: str) -> WhyRule:
    return WhyRule("goods_promotion", of, NAMES.get(of), applied, reason, params, 0, 0)


def test_every_reason_key_has_a_sentence() -> None:
    assert len(KEYS) > 70
    assert [key for key in KEYS if key not in APPLIED and key not in MISSED] == []


def test_no_sentence_is_for_a_reason_that_does_not_exist() -> None:
    assert sorted({*APPLIED, *MISSED} - set(KEYS)) == []


@pytest.mark.parametrize("key", [*APPLIED, *MISSED])
def test_the_last_sentence_needs_nothing(key: str) -> None:
    """The engine leaves out what is not known; a reason must be told all the same."""
    texts = (APPLIED if key in APPLIED else MISSED)[key]
    assert not placeholders(texts[-1])
    assert all(placeholders(text) for text in texts[:-1])


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_reason_is_told_with_and_without_parameters(qapp: object, language: str) -> None:
    told = words(language)
    for key in KEYS:
        applied = key in APPLIED
        assert told.sentence(rule(key, applied=applied)), key
        for text in (APPLIED if applied else MISSED)[key]:
            params = {name: "2026-03-08" if name.endswith("_day") else "1200" for name in placeholders(text)}
            full = told.sentence(rule(key, applied=applied, **params))
            assert full, key
            assert not [name for _, name, _, _ in string.Formatter().parse(full) if name], key


@pytest.mark.parametrize(
    ("reason", "params", "russian"),
    [
        ("sum_missing", {"missing_kopecks": "4300"}, f"Ещё 43{NBSP}₽ – и сработает"),
        ("pieces_missing", {"missing": "1", "pieces": "2"}, "Ещё 1 шт., сейчас есть 2"),
        ("pieces_missing", {"missing": "1", "pieces": "0"}, "Ещё 1 шт."),
        ("below_minimum", {"missing_points": "12050"}, f"До наименьшего списания ещё 120,50{NBSP}балла"),
        ("quantity_missing", {"missing_quantity": "250", "unit": "kilogram"}, "Ещё 0,250 кг – и сработает"),
        ("quantity_missing", {"missing_quantity": "2000", "unit": "piece"}, "Ещё 2 шт. – и сработает"),
        ("quantity_missing", {"missing_quantity": "2000"}, "Ещё 2 – и сработает"),
        (
            "equal_promotion",
            {"rule_id": "choco", "amount_kopecks": "5000", "would_kopecks": "5000"},
            f"Товары взяты в «Шоколад: 3 по цене 2», там столько же: 50{NBSP}₽",
        ),
        ("forbidden", {"rule_id": "choco"}, "Не сочетается с «Шоколад: 3 по цене 2»"),
        ("better_earning", {"rule_id": "earning"}, "«Баллы за покупку» на этих товарах даёт больше"),
        ("other_tier", {"needed": "gold,silver", "tier": ""}, "Нужен уровень: Золотой, silver"),
        ("no_membership", {"needed": "club"}, "Только по подписке: Клуб"),
        ("other_weekday", {"weekdays": "mon,wed"}, "Только в дни: пн, ср"),
        ("not_begun", {"from_day": "2026-04-01"}, "Начнётся 01.04.2026"),
        ("coupon_not_presented", {}, "Купон не предъявлен"),
    ],
)
def test_what_is_missing_is_told_as_people_say_it(
    qapp: object, reason: str, params: dict[str, str], russian: str
) -> None:
    assert words("ru").sentence(rule(reason, **params)) == russian


def test_how_a_rule_applied(qapp: object) -> None:
    told = words("ru")
    assert told.sentence(rule("earn_multiplier", applied=True, multiplier_bp="15000")) == "Баллы ×1,50"
    capped = told.sentence(rule("earn_per_visit", applied=True, points="10000", most_points="5000"))
    assert capped == f"100{NBSP}баллов за визит, но не больше, чем 50{NBSP}баллов"
    spent = told.sentence(
        rule("points_capped", applied=True, wished_kopecks="5000", limit_kopecks="3000", limited_by="share")
    )
    assert spent == f"Просили 50{NBSP}₽, можно 30{NBSP}₽: ограничивает доля для баллов"


def test_what_the_programme_says_of_a_rule_stands_below_its_reason(qapp: object) -> None:
    gift = replace(rule("gift_missing", missing="1"), text=LocalText("Чай за наш счёт", "Tea on us"))
    assert words("ru").told(gift) == "Куплено достаточно: сканируйте и подарок, 1 шт.\nЧай за наш счёт"
    assert words("en").told(gift).endswith("\nTea on us")
    assert words("en").told(rule("gift_missing")) == words("en").sentence(rule("gift_missing"))


def test_titles(qapp: object) -> None:
    russian = words("ru")
    assert russian.title("tier:gold", NAMES["tier:gold"]) == "Уровень «Золотой»"
    assert russian.title("earning", None) == "Баллы за покупку"
    assert russian.title("gone-rule", None) == "gone-rule"
    assert russian.rule_title(rule("manual_discount", of="manual", line_id="line-2")) == "Скидка вручную, строка 2"
    assert words("en").title("choco", NAMES["choco"]) == "Chocolate: 3 for 2"


def test_a_reason_of_a_later_version_is_named_and_logged(qapp: object, allow_log: object) -> None:
    allow_log("reason=missing key=full_moon")  # type: ignore[operator]
    assert "full_moon" in words("ru").sentence(rule("full_moon"))


def test_a_parameter_that_is_no_number_is_told_as_it_is(qapp: object) -> None:
    assert words("ru").sentence(rule("over", to_day="soon")) == "Закончилась soon"
