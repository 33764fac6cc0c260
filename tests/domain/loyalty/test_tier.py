from pos_app.domain.loyalty.tier import NextTier, next_tier, tier_for_turnover, tier_of_code
from tests.domain.goods import programme, tier

SILVER = tier("silver", 1_000_000, 300, 500)
GOLD = tier("gold", 5_000_000, 500, 700)
RULES = programme(tiers=(SILVER, GOLD))


def test_a_tier_is_reached_with_its_turnover_to_the_kopeck() -> None:
    assert tier_for_turnover(RULES, 999_999) is None
    assert tier_for_turnover(RULES, 1_000_000) == SILVER
    assert tier_for_turnover(RULES, 4_999_999) == SILVER
    assert tier_for_turnover(RULES, 5_000_000) == GOLD


def test_the_next_tier_says_what_is_missing() -> None:
    assert next_tier(RULES, 999_999) == NextTier(SILVER, 1)
    assert next_tier(RULES, 1_000_000) == NextTier(GOLD, 4_000_000)
    assert next_tier(RULES, 5_000_000) is None


def test_a_code_that_this_version_does_not_know_is_no_tier() -> None:
    assert tier_of_code(RULES, "gold") == GOLD
    assert tier_of_code(RULES, "platinum") is None
    assert tier_of_code(RULES, None) is None
