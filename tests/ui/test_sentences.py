"""Every key that a floor below can raise has a sentence, and every sentence can be filled."""

import re
import string
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pos_app.campaign.engine.case import make_case
from pos_app.campaign.engine.invariants import price_of
from pos_app.domain.codes.code import UnknownReason
from pos_app.domain.pricing import reasons
from pos_app.ui.formatting import Formatting
from pos_app.ui.refusal_words import REFUSALS, refusal
from pos_app.ui.sentences import SENTENCES, sentence

ROOT = Path(__file__).resolve().parents[2]
RU = Formatting("ru", ZoneInfo("Europe/Moscow"))
_RAISED = re.compile(r"(?:ServiceError|ScanRefused|CustomerNotFound|BasketEditError|PrinterError)\(\s*\"([a-z0-9_]+)\"")
_PHONE = re.compile(r"CodeError\(\"(phone_[a-z_]+)\"")


def _raised() -> set[str]:
    keys: set[str] = set()
    for folder in ("pos_app/services", "pos_app/domain/basket", "hardware"):
        for path in (ROOT / folder).rglob("*.py"):
            keys.update(_RAISED.findall(path.read_text()))
    keys.update(_PHONE.findall((ROOT / "pos_app/domain/codes/phone.py").read_text()))
    return keys


def test_every_key_of_the_use_cases_has_a_sentence() -> None:
    raised = _raised()
    assert "no_shift" in raised
    assert "phone_too_short" in raised
    assert sorted(raised - set(SENTENCES)) == []


def test_every_reason_of_an_unknown_code_has_a_sentence() -> None:
    assert [reason.value for reason in UnknownReason if reason.value not in SENTENCES] == []


def test_why_points_cannot_pay_is_told_for_every_reason() -> None:
    refusing = ("NO_CUSTOMER", "NOT_PAYABLE", "NO_ELIGIBLE_LINES", "NO_BALANCE", "BELOW_MINIMUM", "FLOOR_REACHED")
    later = ("SHARE_REACHED", "TOO_LITTLE", "DISCOUNTED", "FORBIDDEN", "SPENDS_TODAY", "PARTNER_ACCEPTS_NONE")
    assert {getattr(reasons, name) for name in (*refusing, *later)} <= set(REFUSALS)
    for number in range(150):
        priced = price_of(make_case(1, number))
        assert {priced.points_refusal, *(line.points_refusal for line in priced.lines)} - {None} <= set(REFUSALS)
    assert refusal(None)


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_is_filled_even_without_its_parameters(key: str, qapp: object) -> None:
    assert sentence(key, {}, RU)
    names = [name for _, name, _, _ in string.Formatter().parse(SENTENCES[key]) if name]
    filled = sentence(key, dict.fromkeys(names, 12_345), RU)
    assert "{" not in filled


def test_parameters_are_shown_by_their_names(qapp: object) -> None:
    assert "123,45" in sentence("not_paid", {"remaining_kopecks": 12_345}, RU)
    assert "7,50" in sentence("discount_above_limit", {"limit_bp": 750, "asked_bp": 3000}, RU)


def test_an_unknown_key_is_told_and_logged(allow_log: object, qapp: object) -> None:
    allow_log("sentence=missing key=from_nowhere")  # type: ignore[operator]
    assert "from_nowhere" in sentence("from_nowhere", {}, RU)
