"""Points credited for a typed sum, and spent in the reward shop: posted once, in balance, on both databases."""

from dataclasses import replace
from datetime import timedelta

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.reward_given import RewardGiven
from pos_app.domain.loyalty.rules.rewards import CertificateReward, CharityReward, ServiceReward
from pos_app.domain.reservation.redemption import RedemptionPart
from pos_app.domain.transaction.quick_credit import QuickCredit
from pos_app.domain.transaction.sale import SaleLot
from sync.protocol.encoding import encode
from sync.server.audit.report import audit
from sync.server.ledger.accounts import PointsAccount
from sync.server.stored_value.accounts import ValueAccount
from tests.sync.server.paper import AT, DAY, PROGRAMME, Stream
from tests.sync.server.promising import closing, hold
from tests.sync.server.shop import IVAN, OLGA, TILL, Shop
from tests.sync.server.stored_value.test_stored_value import left

CREDIT = QuickCredit(
    "credit-1",
    IVAN,
    "operator-1",
    "2",
    AT,
    DAY,
    PROGRAMME,
    1,
    400_000,
    20_000,
    (SaleLot("credit-1", DAY, DAY + timedelta(days=30), 20_000),),
)
DELIVERY = ServiceReward(LocalText("Доставка", "Delivery"))


def reward(points: int = 30_000, **more: object) -> RewardGiven:
    given = RewardGiven(
        "reward-1", OLGA, "operator-1", "2", AT, DAY, PROGRAMME, 1, "delivery", "Доставка", DELIVERY, points, ()
    )
    return replace(given, **more)  # type: ignore[arg-type]


def push(shop: Shop, stream: Stream, *records: QuickCredit | RewardGiven) -> list[str | None]:
    before = len(stream.operations)
    for record in records:
        if isinstance(record, QuickCredit):
            stream.add_body(record.credit_id, "quick_credit", encode(record))
        else:
            stream.add_body(record.reward_id, "reward_given", encode(record))
    return [result.reason for result in shop.push(stream.request(*stream.operations[before:])).results]


def test_a_typed_sum_gives_points_once_and_counts_for_the_tier(shop: Shop) -> None:
    stream = Stream(TILL)
    assert push(shop, stream, CREDIT) == [None]
    shop.push(stream.request())
    account = shop.account(IVAN)
    assert (account.available, account.turnover_kopecks, account.tier_code) == (20_000, 400_000, "gold")
    assert shop.findings() == []


def test_a_credit_that_does_not_add_up_is_kept_for_a_person(shop: Shop) -> None:
    stream = Stream(TILL)
    foreign = replace(CREDIT.lots[0], lot_id="another")
    assert push(
        shop,
        stream,
        replace(CREDIT, earned=20_001),
        replace(CREDIT, credit_id="credit-2", lots=(foreign,)),
        replace(CREDIT, credit_id="credit-3", customer_id="nobody", lots=(replace(CREDIT.lots[0], lot_id="credit-3"),)),
    ) == ["sums_do_not_tie", "lots_invalid", "customer_unknown"]
    assert shop.account(IVAN).available == 0


def test_a_reward_takes_the_points_that_were_set_aside(shop: Shop) -> None:
    stream = Stream(TILL)
    hold(shop, "hold-1", 30_000)
    part = RedemptionPart("hold-1", 30_000)
    assert push(shop, stream, reward(redemption=(part,))) == [None]
    closing(stream, "hold-1", 30_000)
    shop.push(stream.request())
    assert (shop.account().available, shop.account().reserved) == (20_000, 0)
    report = audit(shop.central.engine)
    assert report.findings == () and report.sums[PointsAccount.REDEEMED] == 30_000
    assert report.flagged == {}


def test_points_for_a_good_cause_go_to_its_account(shop: Shop) -> None:
    cause = CharityReward(LocalText("Приют", "Shelter"))
    push(shop, Stream(TILL), reward(5_000, gives=cause))
    report = audit(shop.central.engine)
    assert report.findings == ()
    assert (report.sums[PointsAccount.CHARITY], report.sums[PointsAccount.REDEEMED]) == (5_000, 0)


def test_a_certificate_for_points_is_owed_like_one_that_was_sold(shop: Shop) -> None:
    stream = Stream(TILL)
    gives = CertificateReward("gift", 100_000)
    push(shop, stream, reward(gives=gives, certificate="KG77", valid_days=365))
    assert left(shop, "KG77") == 100_000
    again = reward(reward_id="reward-2", gives=gives, certificate="KG77", valid_days=365)
    assert push(shop, stream, again) == ["certificate_known"]
    report = audit(shop.central.engine)
    assert report.findings == () and report.value_sums[ValueAccount.REWARDS] == 100_000


def test_a_reward_beyond_the_account_is_the_programmes_risk(shop: Shop) -> None:
    push(shop, Stream(TILL), reward(60_000))
    report = audit(shop.central.engine)
    assert report.findings == () and report.sums[PointsAccount.RISK] == -10_000
    assert shop.account().available == 0
