import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.codes.code_rule import Characters, CodeKind, CodeRule
from pos_app.domain.codes.default_rules import DEFAULT_RULES
from pos_app.domain.codes.rule_table import Overlap, RuleTableError, find_overlaps, load_rules
from pos_app.domain.codes.scan import ScanSource, Symbology

GOODS = CodeRule(name="goods", kind=CodeKind.GOODS, characters=Characters.DIGITS, length=range(13, 14))
CARDS = CodeRule(
    name="old_cards", kind=CodeKind.CARD, characters=Characters.DIGITS, length=range(13, 14), prefixes=("29",)
)


def test_cards_in_the_range_of_goods_are_named() -> None:
    assert find_overlaps((CARDS, GOODS)) == (Overlap("old_cards", "goods", "29"),)
    with pytest.raises(RuleTableError, match="old_cards/goods") as caught:
        load_rules((CARDS, GOODS))
    assert caught.value.key == "code_rules_overlap"


def test_a_declared_order_is_accepted() -> None:
    declared = dataclasses.replace(GOODS, after=("old_cards",))
    assert load_rules((CARDS, declared)) == (CARDS, declared)


def test_other_faults_are_named() -> None:
    with pytest.raises(RuleTableError) as caught:
        load_rules((dataclasses.replace(GOODS, after=("nobody", "old_cards")), CARDS, GOODS))
    assert set(caught.value.faults) == {
        ("duplicate_name", "goods"),
        ("unknown_name", "nobody"),
        ("wrong_order", "goods"),
    }


@pytest.mark.parametrize(
    "other",
    [
        dataclasses.replace(GOODS, length=range(12, 13)),
        dataclasses.replace(GOODS, prefixes=("KP",)),
        dataclasses.replace(CARDS, sources=frozenset({ScanSource.TYPED})),
        dataclasses.replace(CARDS, symbologies=frozenset({Symbology.QR}), needs_symbology=True),
    ],
)
def test_no_overlap(other: CodeRule) -> None:
    mine = dataclasses.replace(
        CARDS, sources=frozenset({ScanSource.CAMERA}), symbologies=frozenset({Symbology.EAN13}), needs_symbology=True
    )
    assert find_overlaps((mine, other)) == ()
    assert find_overlaps((other, mine)) == ()


_rules = st.builds(
    CodeRule,
    name=st.sampled_from(["a", "b"]),
    kind=st.just(CodeKind.GOODS),
    characters=st.sampled_from([Characters.DIGITS, Characters.RECEIPT]),
    length=st.integers(1, 3).flatmap(lambda start: st.integers(start, 4).map(lambda stop: range(start, stop))),
    prefixes=st.lists(st.text("1-K", max_size=2), min_size=1, max_size=2).map(tuple),
)


@given(_rules, _rules, st.text("1-K", min_size=1, max_size=3))
def test_a_text_that_both_take_is_never_missed(first: CodeRule, second: CodeRule, text: str) -> None:
    both = all(rule.matches(text, ScanSource.TYPED, None) for rule in (first, second))
    if both:
        assert first.overlap(second) is not None
        assert second.overlap(first) is not None


@given(_rules, _rules)
def test_an_overlap_has_a_witness(first: CodeRule, second: CodeRule) -> None:
    beginning = first.overlap(second)
    if beginning is not None:
        candidates = [beginning + "1" * more for more in range(4)]
        assert any(
            first.matches(text, ScanSource.TYPED, None) and second.matches(text, ScanSource.TYPED, None)
            for text in candidates
        )


def test_the_shops_own_table_is_sound_and_its_order_is_needed() -> None:
    assert load_rules(DEFAULT_RULES) == DEFAULT_RULES
    bare = tuple(dataclasses.replace(rule, after=()) for rule in DEFAULT_RULES)
    declared = {(earlier, rule.name) for rule in DEFAULT_RULES for earlier in rule.after}
    assert {(pair.first, pair.second) for pair in find_overlaps(bare)} == declared
