"""The campaign's trade ties like a till's, comes out the same from the same seed, and its judgement can fail."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from pos_app.campaign.suspicion.habits import make_shop
from pos_app.campaign.suspicion.honest import HonestTrade
from pos_app.campaign.suspicion.measure import Measured, Planted, ShopRun
from pos_app.campaign.suspicion.records import Recorder
from pos_app.campaign.suspicion.report import alarms_per_honest_shift, is_good_enough, recall_of, report_text
from pos_app.campaign.suspicion.thieves import MANNERS, Intensity, Theft, make_thief, steal
from pos_app.cli import main
from pos_app.domain.suspicion.shift_trade import ShiftTrade
from pos_app.domain.transaction.build import check_sale

DAY = date(2026, 1, 5)


def days_of_trade(seed: int, days: int, thefts: tuple[Theft, ...] = ()) -> tuple[list[ShiftTrade], Recorder, list[str]]:
    """A shop's first days, with open thieves from the first one on; the thieves' names."""
    chance = Random(seed)
    shop = make_shop(0, chance)
    honest, recorder = HonestTrade(shop, chance), Recorder()
    thieves = []
    for theft in thefts:
        thief = make_thief(shop, theft, Intensity.OPEN, DAY, [each.cashier for each in thieves], chance)
        assert thief is not None
        thieves.append(thief)
    found, visits = [], []
    for number in range(days):
        day = DAY + timedelta(days=number)
        counters = honest.day(day)
        for thief in thieves:
            for counter in counters:
                steal(thief, shop, counter, chance)
        visits += [visit for counter in counters for visit in counter.visits]
        found += recorder.shifts(day, counters, [visit for visit in visits if visit.undoing is not None])
    return found, recorder, [thief.name for thief in thieves if thief.shifts]


def test_every_receipt_ties_and_every_return_is_of_a_sale() -> None:
    trades, _, _ = days_of_trade(7, 4)
    sold = {sale.receipt_id: sale for trade in trades for sale in trade.sales}
    returns = [back for trade in trades for back in trade.returns]
    for sale in sold.values():
        check_sale(sale)
    assert len(sold) > 200 and returns and any(trade.deeds for trade in trades)
    assert all(back.sale_id in sold and back.money_kopecks <= sold[back.sale_id].money_kopecks for back in returns)
    numbers = [*sold, *(back.receipt_id for back in returns)]
    assert len(set(numbers)) == len(numbers)
    assert all(sale.shift_id == trade.shift_id for trade in trades for sale in trade.sales)


@pytest.mark.parametrize("theft", Theft)
def test_what_was_planted_is_among_the_records(theft: Theft) -> None:
    # In some shops the thief has no shift of his own in these days.
    worlds = (days_of_trade(seed, 4, (theft,)) for seed in range(20, 40))
    trades, recorder, (name,) = next(world for world in worlds if world[2])
    planted = recorder.planted[name]
    _, most = MANNERS[theft, Intensity.OPEN].receipts
    assert 0 < len(planted) <= most
    by = {sale.receipt_id: sale.operator_id for trade in trades for sale in trade.sales}
    by |= {back.receipt_id: back.operator_id for trade in trades for back in trade.returns}
    assert len({by[receipt] for receipt in planted}) == 1, "one thief"


def test_the_same_seed_is_the_same_trade() -> None:
    def run(seed: int) -> Measured:
        return ShopRun(seed, 0, 1).weeks(2)

    one, again, other = run(3), run(3), run(4)
    assert (one.receipts, one.honest, one.planted) == (again.receipts, again.honest, again.planted)
    assert one.receipts != other.receipts


def test_the_judgement_needs_both_figures() -> None:
    found, missed = (Planted(Theft.ONE_CARD, Intensity.OPEN, 1, alarmed, 12) for alarmed in (1, 0))
    good = Measured(planted=[found] * 19 + [missed], honest=[0, 2, 1, 0])
    assert recall_of(good.planted) == Fraction(19, 20) and alarms_per_honest_shift(good) == Fraction(3, 4)
    assert is_good_enough(good)
    assert not is_good_enough(Measured(planted=[found] * 18 + [missed], honest=[0]))
    assert not is_good_enough(Measured(planted=[found] * 20, honest=[1, 2])), "too many alarms"
    one_is_blind = [found] * 40 + [Planted(Theft.OWN_CARD, Intensity.OPEN, 1, 0, 9)]
    assert not is_good_enough(Measured(planted=one_is_blind, honest=[0])), "each pattern by itself"
    assert not is_good_enough(Measured(honest=[0])), "nothing was planted"
    text = report_text(good, 5, 1, 2)
    assert "recall 0.950" in text and "0.750" in text and text.endswith("good enough")


def test_the_command_prints_both_figures_and_fails_when_nothing_is_proved(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["campaign", "suspicion", "--weeks", "0", "--shops", "1", "--seed", "2", "--processes", "1"]
    assert main(asked) == 1
    told = capsys.readouterr().out
    assert "seed 2" in told and "recall 0.000" in told and "NOT good enough" in told
