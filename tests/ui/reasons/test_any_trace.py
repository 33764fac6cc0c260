"""Whatever the engine may say of a basket, the screen says in both languages, with what is missing."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_app.campaign.engine.case import Case, make_case
from pos_app.campaign.engine.invariants import price_of
from pos_app.domain.why.explain import why_basket
from pos_app.ui.app import make_application
from pos_app.ui.formatting import Formatting
from pos_app.ui.language import translate
from pos_app.ui.models.why_model import WhyModel
from pos_app.ui.ui_settings import UiSettings
from resources.words.reasons.told import ReasonWords
from resources.words.reasons.why_rows import WhyKind

cases = st.builds(make_case, st.integers(1, 10**6), st.integers(1, 10**6))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_rule_of_any_trace_has_its_sentence(qapp: object, language: str) -> None:
    make_application(UiSettings(language=language, sound_volume_percent=0))
    formatting = Formatting(language, ZoneInfo("Europe/Moscow"))

    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(cases)
    def told(case: Case) -> None:
        priced = price_of(case)
        why = why_basket(case.basket, priced, case.programme)
        words = ReasonWords(formatting, why.names, {line.line_id: n for n, line in enumerate(why.lines, 1)}, translate)
        rules = [*why.applied, *why.missed]
        assert len(rules) == len(priced.trace)
        for rule in rules:
            sentence = words.sentence(rule)
            assert sentence
            assert not {"{", "}", "_"} & set(sentence), sentence
            assert "None" not in sentence.replace("None of its goods", ""), sentence
            if rule.is_near:
                assert any(letter.isdigit() for letter in sentence), (rule, sentence)
        model = WhyModel(formatting)
        model.show_why(why, words)
        of_rules = {WhyKind.APPLIED, WhyKind.NEAR, WhyKind.MISSED}
        shown = [row for row in model.rows if row.kind in of_rules]
        assert len(shown) == (len(rules) if why.lines else 0)

    told()
