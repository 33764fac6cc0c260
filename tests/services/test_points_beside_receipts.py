"""Rewards for points and points for a typed sum: nothing is given before its points are set aside, nothing twice."""

from dataclasses import replace

import pytest

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.loyalty.rules.rewards import CertificateReward, GoodsReward, Reward, ServiceReward
from pos_app.domain.reservation.closed import ReservationClosed
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.services.errors import ServiceError
from pos_app.services.quick_credit import QuickCreditService
from pos_app.services.rewards import RewardInHand, RewardService
from tests.domain.goods import MOSCOW
from tests.services.refusals import refused
from tests.services.shop import TEA, Shop

NAME = LocalText("Подарок", "Gift")
GIFT = "KG00000000018"


@pytest.fixture
def rewards(shop: Shop) -> RewardService:
    """A delivery for 300 points, a certificate for 500, tea for 50, a treasure nobody can pay."""
    rules = (
        Reward(rule_id="delivery", name=NAME, points=30_000, gives=ServiceReward(NAME), most_per_customer=2),
        Reward(rule_id="certificate", name=NAME, points=50_000, gives=CertificateReward("gift", 50_000)),
        Reward(rule_id="tea", name=NAME, points=5_000, gives=GoodsReward(TEA.item_id)),
        Reward(rule_id="treasure", name=NAME, points=90_000_000, gives=ServiceReward(NAME)),
    )
    series = CertificateSeries(code="gift", name=NAME, prefix="KG", nominals_kopecks=(50_000,), valid_days=90)
    (programme,) = shop.programmes.programmes()
    shop.programmes.versions = [replace(programme, rewards=rules, certificates=(series,))]
    return reward_service(shop)


def reward_service(shop: Shop) -> RewardService:
    return RewardService(
        books=shop.books,
        programmes=shop.programmes,
        customers=shop.customers,
        points=shop.points,
        clock=shop.clock,
        ids=shop.ids,
        timezone=MOSCOW,
        till_code="2",
    )


def credit_service(shop: Shop) -> QuickCreditService:
    return QuickCreditService(
        books=shop.books,
        programmes=shop.programmes,
        customers=shop.customers,
        operators=shop.operators,
        clock=shop.clock,
        ids=shop.ids,
        timezone=MOSCOW,
        till_code="2",
    )


def set_aside(rewards: RewardService, chosen: RewardInHand) -> None:
    question = rewards.question(chosen)
    if question is not None:
        rewards.settle(question, rewards.ask(question))


def given(shop: Shop) -> list[RewardGiven]:
    return [record for record in shop.books.operations if isinstance(record, RewardGiven)]


def test_a_reward_takes_its_points_and_ends_its_hold(shop: Shop, rewards: RewardService) -> None:
    chosen = rewards.begin("anna", "delivery")
    set_aside(rewards, chosen)
    made = rewards.give(chosen, shop.cashier)
    assert sum(part.points for part in made.redemption) == made.points == 30_000
    assert shop.books.unsettled_holds() == ()
    assert shop.customers.panel("anna").balance == 95_000
    assert isinstance(shop.books.operations[-1], ReservationClosed), "its end stands behind what it paid"


def test_without_its_points_nothing_is_given(shop: Shop, rewards: RewardService) -> None:
    shop.online = False
    with refused("reward_unmet"):
        rewards.begin("anna", "delivery")
    shop.lease("anna", 30_000)
    chosen = rewards.begin("anna", "delivery")
    shop.books.promises.clear()
    with refused("reward_points_missing"):
        rewards.give(chosen, shop.cashier)
    assert given(shop) == []


def test_what_is_leased_here_pays_without_the_server(shop: Shop, rewards: RewardService) -> None:
    shop.lease("anna", 30_000)
    shop.online = False
    chosen = rewards.begin("anna", "delivery")
    set_aside(rewards, chosen)
    assert rewards.give(chosen, shop.cashier).points == 30_000


def test_a_kill_before_it_is_handed_over_gives_the_points_back(shop: Shop, rewards: RewardService) -> None:
    chosen = rewards.begin("anna", "delivery")
    set_aside(rewards, chosen)
    shop.restart()
    shop.sale.set_operator(shop.cashier)
    shop.sale.resume()
    assert shop.books.unsettled_holds() == () and given(shop) == []


def test_a_lost_answer_of_the_disk_gives_it_once(shop: Shop, rewards: RewardService) -> None:
    chosen = rewards.begin("anna", "delivery")
    set_aside(rewards, chosen)
    shop.books.lose_next_commit(stored=True)
    with pytest.raises(ServiceError, match="checking_last_receipt"):
        rewards.give(chosen, shop.cashier)
    assert rewards.give(chosen, shop.cashier) == given(shop)[0]
    assert len(given(shop)) == 1


def test_what_may_not_be_had_says_why(shop: Shop, rewards: RewardService) -> None:
    told = {offer.rule.rule_id: offer for offer in rewards.offered("anna")}
    assert told["delivery"].unmet is None and told["tea"].on_a_receipt
    missing = told["treasure"].unmet
    assert missing is not None and missing.reason == "points_missing"
    for rule_id, key in (("treasure", "reward_unmet"), ("tea", "reward_on_receipt"), ("none", "reward_gone")):
        with refused(key):
            rewards.begin("anna", rule_id)


def test_a_certificate_for_points_needs_a_number_of_its_series(shop: Shop, rewards: RewardService) -> None:
    with refused("certificate_no_series"):
        rewards.begin("anna", "certificate", "XX1")
    chosen = rewards.begin("anna", "certificate", GIFT)
    set_aside(rewards, chosen)
    made = rewards.give(chosen, shop.cashier)
    assert (made.certificate, made.valid_days) == (GIFT, 90)


def test_points_for_a_sum_count_once_the_server_knows(shop: Shop) -> None:
    service, before = credit_service(shop), shop.customers.panel("anna")
    told = service.preview("anna", 100_000)
    made = service.credit("anna", 100_000, shop.cashier)
    assert made.earned == told == 7_000
    after = shop.customers.panel("anna")
    assert after.spendable == before.spendable, "what is earned offline is pending"
    for wrong in (0, -1, 10**10):
        with refused("amount_range"):
            service.credit("anna", wrong, shop.cashier)
    assert sum(isinstance(record, QuickCredit) for record in shop.books.operations) == 1
