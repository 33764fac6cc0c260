"""Events, reviews, gifts to a good cause: posted once, balanced, and right again when the sale behind them returns."""

from dataclasses import replace

import pytest

from pos_app.domain.loyalty.programme import LocalText
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.awards import EventAward, PointsGift, ReviewAward
from pos_app.domain.loyalty.rules.rewards import CharityReward, Reward
from sync.protocol.rows import ProgrammeRow
from sync.protocol.rows import Stream as Feed
from sync.server.awards.charity import NotDonatedError, give_to_charity
from sync.server.awards.occasions import NotAwardedError, award_event, award_review
from sync.server.database import reading, writing
from sync.server.feed import publish
from sync.server.journal.journal import journal_rows
from sync.server.ledger.accounts import PointsAccount
from tests.sync.server.paper import Stream, sale, sale_return
from tests.sync.server.shop import IVAN, OLGA, TILL, Shop, programme
from tests.sync.server.test_points import sums

NAME = LocalText("П", "P")
BOTTLE = EventAward("bottle", NAME, gift=PointsGift(500), event="bottle", most_per_day=2)
REVIEW = ReviewAward("review", NAME, gift=PointsGift(1_000), min_comment_chars=5)
SHELTER = Reward("shelter", NAME, points=20_000, gives=CharityReward(NAME), most_per_customer=2)


@pytest.fixture
def giving(shop: Shop) -> Shop:
    made = replace(programme(), version=2, awards=(BOTTLE, REVIEW), rewards=(SHELTER,))
    with writing(shop.central.engine) as connection:
        publish(connection, Feed.PROGRAMME, [ProgrammeRow(made.programme_id, 2, write_programme(made))])
    return shop


def test_an_event_is_given_once_and_within_its_limits(giving: Shop) -> None:
    assert award_event(giving.central, OLGA, "bottle", "e-1", "office").points == 500
    with pytest.raises(NotAwardedError, match="already_given"):
        award_event(giving.central, OLGA, "bottle", "e-1", "office")
    award_event(giving.central, OLGA, "bottle", "e-2", "office")
    with pytest.raises(NotAwardedError, match="day_limit_reached"):
        award_event(giving.central, OLGA, "bottle", "e-3", "office")
    with pytest.raises(NotAwardedError, match="no_rule"):
        award_event(giving.central, OLGA, "course", "e-4", "office")
    with pytest.raises(NotAwardedError, match="customer_unknown"):
        award_event(giving.central, "nobody", "bottle", "e-5", "office")
    assert giving.account().available == 51_000
    assert giving.findings() == []
    with reading(giving.central.engine) as connection:
        assert [row.action for row in journal_rows(connection)][-2:] == ["awarded", "awarded"]


def test_a_review_is_given_once_for_a_receipt(giving: Shop) -> None:
    stream = Stream(TILL)
    sold = sale(1, IVAN)
    for each in (sold, sale(2, None)):
        stream.add(each)
    giving.push(stream.request())
    with pytest.raises(NotAwardedError, match="comment_too_short"):
        award_review(giving.central, sold.receipt_id, " ok ", "office")
    assert award_review(giving.central, sold.receipt_id, "очень хорошо", "office").points == 1_000
    for receipt_id, why in ((sold.receipt_id, "already_given"), ("sale-000002", "receipt_unknown"), ("x", "receipt")):
        with pytest.raises(NotAwardedError, match=why):
            award_review(giving.central, receipt_id, "очень хорошо", "office")
    assert giving.findings() == []


def test_points_go_to_charity_soonest_expiring_first_and_once(giving: Shop) -> None:
    given = give_to_charity(giving.central, OLGA, "shelter", "g-1", "office")
    assert (given.points, given.kopecks, given.again) == (20_000, 20_000, False)
    assert give_to_charity(giving.central, OLGA, "shelter", "g-1", "office").again
    assert giving.lots() == {"lot-b": 30_000}
    assert sums(giving)[PointsAccount.CHARITY] == 20_000
    give_to_charity(giving.central, OLGA, "shelter", "g-2", "office")
    with pytest.raises(NotDonatedError, match="reward_limit"):
        give_to_charity(giving.central, OLGA, "shelter", "g-3", "office")
    with pytest.raises(NotDonatedError, match="points_missing"):
        give_to_charity(giving.central, IVAN, "shelter", "g-4", "office")
    for customer_id, reward in ((OLGA, "bottle"), ("nobody", "shelter")):
        with pytest.raises(NotDonatedError):
            give_to_charity(giving.central, customer_id, reward, "g-5", "office")
    assert giving.account().available == 10_000
    assert giving.findings() == []


def test_points_that_were_given_and_whose_sale_comes_back_are_owed(giving: Shop) -> None:
    stream = Stream(TILL)
    sold = sale(1, IVAN, pieces=(40,))
    stream.add(sold)
    giving.push(stream.request())
    assert giving.account(IVAN).available == 20_000
    give_to_charity(giving.central, IVAN, "shelter", "g-1", "office")
    stream.add(sale_return(2, sold, {"line-0": 40}))
    giving.push(stream.request())
    assert (giving.account(IVAN).available, giving.account(IVAN).debt) == (0, 20_000)
    assert sums(giving)[PointsAccount.CHARITY] == 20_000
    assert giving.findings() == []
