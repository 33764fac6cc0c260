"""A friend brought along: points for both on his first purchase, within the caps; returns take back their part."""

from dataclasses import replace

from pos_app.domain.loyalty.programme import LocalText
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.referral import Referral
from pos_app.domain.people.merging import CustomersMerged
from sync.protocol.customer_page import CustomerPageRequest, HistoryKind
from sync.protocol.operation import OperationKind
from sync.protocol.rows import ProgrammeRow
from sync.protocol.rows import Stream as Feed
from sync.server.audit.report import audit
from sync.server.database import writing
from sync.server.epochs.story import all_untold, resume_promises
from sync.server.feed import publish
from sync.server.people.merge_friends import FRIEND_REWARDED_TWICE
from sync.server.people.page import customer_page
from tests.sync.server.paper import AT, Stream, sale, sale_return
from tests.sync.server.people.reporting import registered, report
from tests.sync.server.shop import OLGA, OTHER_TILL, TILL, Shop, programme

NAME = LocalText("Приведи друга", "Bring a friend")
RULE = Referral(
    "friends",
    NAME,
    friend_points=10_000,
    referrer_points=15_000,
    min_purchase_kopecks=20_000,
    share_bp=100,
    most_friends=2,
    most_points_per_month=40_000,
)
OLGAS = 50_000
NAMES = ("anna", "boris", "vera")


def brings(shop: Shop, rule: Referral) -> Stream:
    made = replace(programme(), version=2, referral=rule)
    with writing(shop.central.engine) as connection:
        publish(connection, Feed.PROGRAMME, [ProgrammeRow(made.programme_id, 2, write_programme(made))])
    return Stream(TILL)


def joins(shop: Shop, stream: Stream, name: str, number: int, by: str = OLGA) -> None:
    record = registered(shop, name, f"+797355502{number:02d}", name, invited_by=by)
    assert report(shop, stream, OperationKind.CUSTOMER_REGISTERED, f"reg-{name}", record) is None


def test_the_first_purchase_gives_points_to_both_and_later_ones_a_share(shop: Shop) -> None:
    stream = brings(shop, RULE)
    joins(shop, stream, "anna", 1)
    stream.add(sale(1, "anna", pieces=(1,), earned=0))  # 100.00: below the least, the share is given all the same
    stream.add(sale(2, "anna", pieces=(3,), earned=0))
    stream.add(sale(3, "anna", pieces=(2,), earned=0))
    shop.push(stream.request())
    assert shop.account("anna").available == 10_000
    assert shop.account().available == OLGAS + 15_000 + 100 + 300 + 200
    assert shop.findings() == []


def test_one_push_and_many_give_the_same(shop: Shop) -> None:
    stream = brings(shop, RULE)
    joins(shop, stream, "anna", 1)
    for number in range(1, 4):
        stream.add(sale(number, "anna", pieces=(2,), earned=0))
        shop.push(stream.request(stream.operations[-1]))
        shop.push(stream.request(stream.operations[-1]))  # told again: given once
    assert shop.account("anna").available == 10_000
    assert shop.account().available == OLGAS + 15_000 + 3 * 200
    assert shop.findings() == []


def test_a_return_takes_its_part_back_and_a_whole_one_all(shop: Shop) -> None:
    stream = brings(shop, RULE)
    joins(shop, stream, "anna", 1)
    sold = sale(1, "anna", pieces=(3,))
    stream.add(sold)
    stream.add(sale_return(2, sold, {"line-0": 1}))
    shop.push(stream.request())
    assert shop.account().available == OLGAS + 10_000 + 200
    assert shop.account("anna").available == 10_000 - 3_333 + 1_000
    stream.add(sale_return(3, sold, {"line-0": 2}, {"line-0": 1}))
    shop.push(stream.request(stream.operations[-1]))
    assert shop.account().available == OLGAS
    assert shop.account("anna").available == 0
    assert shop.findings() == []


def test_what_was_spent_meanwhile_is_owed(shop: Shop) -> None:
    stream = brings(shop, RULE)
    joins(shop, stream, "anna", 1)
    sold = sale(1, "anna", pieces=(3,), earned=0)
    stream.add(sold)
    stream.add(sale(2, OLGA, pieces=(7,), points=65_300, earned=0))
    stream.add(sale_return(3, sold, {"line-0": 3}))
    shop.push(stream.request())
    assert (shop.account().available, shop.account().debt) == (0, 15_300)
    assert shop.findings() == []


def test_caps_of_friends_and_of_the_month(shop: Shop) -> None:
    """150.00 + 2.00 for the first, what the month leaves for the second, nothing for the third."""
    stream = brings(shop, replace(RULE, most_points_per_month=20_000))
    for number, name in enumerate(NAMES, 1):
        joins(shop, stream, name, number)
        stream.add(sale(number, name, pieces=(2,), earned=0))
        shop.push(stream.request(stream.operations[-1]))
    assert shop.account().available == OLGAS + 20_000
    assert [shop.account(name).available for name in NAMES] == [10_000] * 3
    assert shop.findings() == []


def test_no_more_friends_than_the_rule_rewards(shop: Shop) -> None:
    stream = brings(shop, replace(RULE, share_bp=0, most_points_per_month=None))
    for number, name in enumerate(NAMES, 1):
        joins(shop, stream, name, number)
    sales = [stream.add(sale(number, name, pieces=(2,), earned=0)) for number, name in enumerate(NAMES, 1)]
    shop.push(stream.request(*sales))
    assert shop.account().available == OLGAS + 2 * 15_000
    assert shop.account("vera").available == 10_000
    assert shop.findings() == []


def test_nobody_brings_himself_and_nobody_unknown_brings(shop: Shop) -> None:
    stream = brings(shop, RULE)
    joins(shop, stream, "anna", 1, by="anna")
    joins(shop, stream, "boris", 2, by="nobody")
    for number, name in enumerate(("anna", "boris"), 1):
        stream.add(sale(number, name, pieces=(2,), earned=0))
    shop.push(stream.request(*stream.operations[-2:]))
    assert shop.account("anna").available == shop.account("boris").available == 0
    assert shop.findings() == []


def test_who_registered_twice_is_rewarded_for_one_first_purchase_and_so_is_who_brought_him(shop: Shop) -> None:
    stream = brings(shop, replace(RULE, share_bp=0))
    for number, name in enumerate(("anna", "boris"), 1):
        joins(shop, stream, name, number)
        shop.push(stream.request(stream.add(sale(number, name, pieces=(2,), earned=0))))
    # The second reward is spent already.
    shop.push(stream.request(stream.add(sale(3, "boris", pieces=(2,), points=8_000, earned=0))))
    assert (shop.account("anna").available, shop.account("boris").available) == (10_000, 2_000)
    assert shop.account().available == OLGAS + 2 * 15_000
    one = CustomersMerged("merge-1", "anna", "boris", "два номера", "operator-1", "boss", AT)
    assert report(shop, stream, OperationKind.CUSTOMERS_MERGED, "merge-1", one) is None
    assert (shop.account("anna").available, shop.account("anna").debt) == (2_000, 0)
    assert shop.account().available == OLGAS + 15_000
    assert audit(shop.central.engine).flagged[FRIEND_REWARDED_TWICE] == 1
    assert shop.findings() == []


def test_who_brought_himself_under_another_id_gets_nothing_for_it(shop: Shop) -> None:
    stream = brings(shop, RULE)
    joins(shop, stream, "anna", 1)
    joins(shop, stream, "boris", 2, by="anna")
    stream.add(sale(1, "boris", pieces=(3,), earned=0))
    shop.push(stream.request(stream.operations[-1]))
    assert (shop.account("anna").available, shop.account("boris").available) == (15_300, 10_000)
    one = CustomersMerged("merge-1", "anna", "boris", "два номера", "operator-1", "boss", AT)
    assert report(shop, stream, OperationKind.CUSTOMERS_MERGED, "merge-1", one) is None
    assert (shop.account("anna").available, shop.account("anna").debt) == (0, 0)
    assert shop.findings() == []


def test_the_history_says_what_for(shop: Shop) -> None:
    stream = brings(shop, RULE)
    joins(shop, stream, "anna", 1)
    stream.add(sale(1, "anna", pieces=(2,), earned=0))
    shop.push(stream.request(stream.operations[-1]))
    rows = customer_page(shop.central, shop.till(), CustomerPageRequest(OLGA, "operator-1")).history
    gifts = {row.reason: row.points for row in rows if row.kind is HistoryKind.AWARD}
    assert gifts == {"referrer_first_purchase": 15_000, "friend_purchase_share": 200}


def test_without_the_rule_nobody_asks(shop: Shop) -> None:
    stream = Stream(TILL)
    joins(shop, stream, "anna", 1)
    stream.add(sale(1, "anna", pieces=(2,), earned=0))
    shop.push(stream.request(stream.operations[-1]))
    assert shop.account("anna").available == 0
    assert shop.findings() == []


def test_another_till_sells_to_the_friend(shop: Shop) -> None:
    stream = brings(shop, RULE)
    joins(shop, stream, "anna", 1)
    other = Stream(OTHER_TILL)
    other.add(sale(7, "anna", pieces=(2,), earned=0))
    shop.push(other.request())
    assert shop.account("anna").available == 10_000
    assert shop.findings() == []


def test_a_purchase_that_is_heard_of_before_the_registration_is_rewarded_with_it(shop: Shop) -> None:
    """He joined at a till whose words come late and bought at another one: both orders end alike."""
    stream, other = brings(shop, RULE), Stream(OTHER_TILL)
    with writing(shop.central.engine) as connection:
        all_untold(connection)
    bought = [sale(1, "anna", pieces=(3,), earned=0), sale(2, "anna", pieces=(4,), earned=0)]
    for each in bought:
        other.add(each)
    other.add(sale_return(3, bought[1], {"line-0": 2}))
    shop.push(other.request())
    assert shop.account().available == OLGAS
    with writing(shop.central.engine) as connection:
        resume_promises(connection)
    joins(shop, stream, "anna", 1)
    assert shop.account("anna").available == 10_000
    assert shop.account().available == OLGAS + 15_000 + 300 + 200
    assert shop.findings() == []
    other.add(sale_return(4, bought[0], {"line-0": 3}))
    shop.push(other.request(other.operations[-1]))
    assert (shop.account("anna").available, shop.account().available) == (0, OLGAS + 200)
    assert shop.findings() == []
