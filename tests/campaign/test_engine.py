import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.campaign.engine import checks, invariants
from pos_app.campaign.engine.best_there_is import is_proven
from pos_app.campaign.engine.best_use_of_points import no_split_saves_more
from pos_app.campaign.engine.case import make_case
from pos_app.campaign.engine.checks import CHECKS, check_cases
from pos_app.campaign.engine.report import report_text
from pos_app.campaign.engine.run import run_campaign
from pos_app.cli import main
from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.pricing import search
from pos_app.domain.pricing.best_split import BestSplit
from pos_app.domain.pricing.priced import PricedBasket
from pos_app.domain.pricing.stages import points
from pos_app.domain.pricing.walk import Effort
from tests.domain.loyalty.drawn_programmes import KINDS, kinds_of

NOT_ALWAYS = {
    "nothing saves more",
    "few pieces are proven best",
    "no order of the rules saves more",
    "no split of points saves more",
}
"""What is checked on cases that are small enough."""


@given(st.integers(0, 1_000_000))
def test_the_invariants_hold(number: int) -> None:
    findings = check_cases(20260314, range(number, number + 1))
    assert [(one.check, one.what) for one in findings.failures] == []
    assert set(findings.checked) | NOT_ALWAYS == set(CHECKS)


def test_contests_are_judged_by_trying_everything() -> None:
    contests = [check_cases(5, [number]).checked["nothing saves more"] for number in range(2, 92, 3)]
    assert sum(contests) >= 25


def test_however_many_pieces_small_baskets_are_judged_by_every_order() -> None:
    findings = check_cases(6, range(90))
    assert findings.failures == []
    assert findings.small >= 60
    assert findings.checked["no order of the rules saves more"] >= 55
    assert f"small baskets not proven best: {findings.not_proven}" in report_text(findings, 6)


def test_full_contests_have_six_lines_and_are_proven() -> None:
    numbers = range(7, 67, 12)
    assert all(len(make_case(5, number).basket.lines) == 6 for number in numbers)
    findings = [check_cases(5, [number]) for number in numbers]
    assert [one.failures for one in findings] == [[]] * len(numbers)
    assert sum(one.checked["few pieces are proven best"] for one in findings) >= 4


@pytest.mark.parametrize("number", [31, 79])
def test_a_small_basket_that_is_left_unproven_is_a_finding(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for effort in ("THROUGH", "AGAIN"):
        monkeypatch.setattr(search, effort, Effort(most_steps=0, most_results=1, most_visits=1))
    with pytest.raises(invariants.BrokenError, match="proven best, not bounded"):
        is_proven(make_case(5, number), invariants.price_of(make_case(5, number)))


@pytest.mark.parametrize("number", [13, 21, 30])
def test_the_best_use_of_points_is_judged_by_every_split(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case(5, number)
    no_split_saves_more(case, invariants.price_of(case))
    monkeypatch.setattr(points, "best_split", lambda claims, room, finish: BestSplit(room.fixed, 1, None))
    with pytest.raises(invariants.BrokenError, match="what points save at best"):
        no_split_saves_more(case, invariants.price_of(case))


def test_a_case_is_the_same_again() -> None:
    assert make_case(1, 5) == make_case(1, 5)
    assert make_case(1, 5) != make_case(2, 5)


def test_every_kind_of_rule_on_a_receipt_is_met_and_applies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "CHECKS", {})  # pricing tells what is met; the invariants have their tests
    findings = check_cases(1, range(300))
    assert findings.failures == []
    kinds = {
        one.__dataclass_fields__["kind"].default
        for name, union in KINDS.items()
        if name != "awards"
        for one in kinds_of(union)
    } | {"coupon", "coupon_print", "tier"}
    assert kinds <= set(findings.met)
    assert kinds | {"manual", "points", "earning"} <= set(findings.applied)


def test_a_count_is_tried_in_processes_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["campaign", "engine", "--seed", "3", "--count", "120", "--processes", "2"]) == 0
    said = capsys.readouterr().out
    assert "seed 3: 120 cases" in said
    assert "nothing is broken" in said
    assert all(name in said for name in CHECKS)


def test_time_ends_it() -> None:
    told = []
    findings = run_campaign(1, 0.2, None, 1, lambda found: told.append(found.cases))
    assert findings.cases == told[-1] > 0


def no_promotions(case: checks.Case, priced: PricedBasket) -> None:
    given_away = sum(entry.amount_kopecks for entry in priced.trace if entry.stage == "goods_promotion")
    invariants.require(given_away == 0, "something was given away")


def test_what_breaks_is_made_small_and_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CHECKS, "1 sums tie", no_promotions)
    findings = check_cases(1, range(60))
    assert findings.failures
    for failure in findings.failures:
        assert failure.check == "1 sums tie"
        assert len(failure.case.programme.promotions) == 1
        assert 1 <= len(failure.case.basket.lines) <= 3
        assert make_case(1, failure.number) != failure.case
    said = report_text(findings, 1)
    assert f"till campaign engine --seed 1 --case {findings.failures[0].number}" in said
    assert json.loads(said[said.index("  basket ") + 9 :].partition("\n")[0])["receipt_id"] == "receipt-1"


def test_an_engine_that_raises_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(case: checks.Case) -> Programme:
        raise ZeroDivisionError("nobody divides here")

    monkeypatch.setattr(checks, "price_of", fail)
    (failure,) = check_cases(1, range(1)).failures
    assert failure.check == checks.PRICING
    assert failure.what.startswith("ZeroDivisionError: nobody divides here (")


def test_a_case_needs_its_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["campaign", "engine", "--case", "5"]) == 2
    assert "--seed" in capsys.readouterr().err
