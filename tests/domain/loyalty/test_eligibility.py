"""Each condition has its own reason; a customer who fulfils all of them gets none."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from pos_app.domain.loyalty.account import HeldMembership, RuleUses, Standing
from pos_app.domain.loyalty.eligibility import Place, unmet_by_customer
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.rules.conditions import BirthdayWindow, Conditions
from pos_app.domain.loyalty.rules.rule import Rule
from pos_app.domain.loyalty.rules.window import Hours, Weekday, Window

AT = datetime(2026, 3, 14, 18, 30, tzinfo=ZoneInfo("Europe/Moscow"))
PLACE = Place("shop-1", "bakery")
WHO = Standing(
    "c",
    "gold",
    0,
    purchases=2,
    birthday=(3, 15),
    tags=("staff",),
    memberships=(HeldMembership("club", date(2026, 3, 14)),),
    rule_uses=(RuleUses("r", 3, 1),),
)


def rule(conditions: Conditions, window: Window | None = None) -> Rule:
    return Rule("r", LocalText("р", "r"), window=window or Window(), conditions=conditions)


FULFILLED = Conditions(
    needs_customer=True,
    tiers=("silver", "gold"),
    memberships=("club",),
    customer_tags=("staff", "friends"),
    without_customer_tags=("blocked",),
    shops=("shop-1",),
    partners=("bakery",),
    birthday=BirthdayWindow(1, 0),
    from_purchase=3,
    to_purchase=3,
    uses_per_customer=4,
    uses_per_customer_day=2,
)


def test_a_customer_who_fulfils_everything_has_no_reason() -> None:
    window = Window(date(2026, 3, 14), date(2026, 3, 14), (Weekday.SAT,), (Hours(time(18), time(0)),))
    assert unmet_by_customer(rule(FULFILLED, window), WHO, AT, PLACE) is None


@pytest.mark.parametrize(
    ("conditions", "reason", "params"),
    [
        ({"shops": ("shop-2",)}, "other_shop", {"shops": "shop-2"}),
        ({"partners": ("petrol",)}, "other_partner", {"partners": "petrol"}),
        ({"tiers": ("silver",)}, "other_tier", {"tier": "gold", "needed": "silver"}),
        ({"memberships": ("vip",)}, "no_membership", {"needed": "vip"}),
        ({"customer_tags": ("student",)}, "other_customers", {"needed": "student"}),
        ({"without_customer_tags": ("staff",)}, "other_customers", {"without": "staff"}),
        ({"birthday": BirthdayWindow()}, "no_birthday", {"days_before": "0", "days_after": "0"}),
        (
            {"from_purchase": 5, "to_purchase": 6},
            "other_purchase",
            {"purchase": "3", "from_purchase": "5", "to_purchase": "6"},
        ),
        (
            {"from_purchase": None, "to_purchase": 2},
            "other_purchase",
            {"purchase": "3", "from_purchase": "1", "to_purchase": "2"},
        ),
        ({"uses_per_customer": 3}, "used_up", {"uses": "3", "most": "3"}),
        ({"uses_per_customer_day": 1}, "used_up_today", {"uses": "1", "most": "1"}),
    ],
)
def test_what_is_not_fulfilled_is_the_reason(
    conditions: dict[str, object], reason: str, params: dict[str, str]
) -> None:
    why = unmet_by_customer(rule(replace(FULFILLED, **conditions)), WHO, AT, PLACE)  # type: ignore[arg-type]
    assert why is not None
    assert (why.reason, dict(why.params)) == (reason, params)


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        (Window(from_day=date(2026, 3, 15)), "not_begun"),
        (Window(to_day=date(2026, 3, 13)), "over"),
        (Window(weekdays=(Weekday.SUN,)), "other_weekday"),
        (Window(hours=(Hours(time(9), time(18, 30)),)), "other_hours"),
    ],
)
def test_the_window_comes_first(window: Window, reason: str) -> None:
    why = unmet_by_customer(rule(replace(FULFILLED, tiers=("silver",)), window), WHO, AT, PLACE)
    assert why is not None
    assert why.reason == reason


def test_nobody_known_is_one_reason_whatever_is_asked_of_a_customer() -> None:
    why = unmet_by_customer(rule(FULFILLED), None, AT, PLACE)
    assert why is not None
    assert why.reason == "no_customer"
    assert unmet_by_customer(rule(Conditions(without_customer_tags=("staff",))), None, AT, PLACE) is None


def test_a_birthday_that_is_not_known_is_said_so() -> None:
    why = unmet_by_customer(rule(Conditions(birthday=BirthdayWindow(3, 3))), replace(WHO, birthday=None), AT)
    assert why is not None
    assert why.reason == "no_birthday"
