"""Awards of a first purchase, of a filled form and of events: coupons and points, given once, taken back with it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos_app.domain.coupon.coupon_number import printed_number
from pos_app.domain.coupon.coupon_records import IssuedCoupon, UsedCoupon
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.awards import CouponGift, EventAward, PointsGift, WelcomeAward, WelcomeOccasion
from pos_app.domain.loyalty.rules.benefit import PercentOff
from pos_app.domain.loyalty.rules.coupons import Coupon
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.transaction.sale import Sale
from sync.protocol.encoding import encode
from sync.protocol.operation import OperationKind
from sync.protocol.rows import ProgrammeRow
from sync.protocol.rows import Stream as Feed
from sync.server.audit.report import audit
from sync.server.awards.occasions import NotAwardedError, award_event
from sync.server.database import reading, writing
from sync.server.feed import publish
from sync.server.numbers.coupon_office import coupon_clashes, listed_coupons
from tests.sync.server.paper import AT, DAY, PROGRAMME, Stream, sale, sale_return
from tests.sync.server.shop import IVAN, OTHER_TILL, TILL, Shop, programme

NAME = LocalText("Минус 10 %", "10 % off")
FIRST = "first"


@pytest.fixture
def gifts(shop: Shop) -> Shop:
    """A coupon and points for the first purchase, a coupon for an event."""
    series = Coupon(rule_id="hello", name=NAME, benefit=PercentOff(1_000), prefix="HI", single_use=True)
    awards = (
        WelcomeAward(FIRST, NAME, gift=CouponGift("hello", 20), occasion=WelcomeOccasion.FIRST_PURCHASE),
        WelcomeAward("hello-points", NAME, gift=PointsGift(5_000), occasion=WelcomeOccasion.FIRST_PURCHASE),
        WelcomeAward("form", NAME, gift=CouponGift("hello", 20), occasion=WelcomeOccasion.PROFILE_FILLED),
        EventAward("bottle", NAME, gift=CouponGift("hello", 20), event="bottle", most_per_day=1),
        EventAward("visit", NAME, gift=PointsGift(1_000), event="visit"),
    )
    terms = replace(programme(), version=2, coupons=(series,), awards=awards)
    with writing(shop.central.engine) as connection:
        publish(connection, Feed.PROGRAMME, [ProgrammeRow(PROGRAMME, 2, write_programme(terms))])
    return shop


def bought(number: int, *, prints: str | None = None, rule: str = FIRST, day: date = DAY) -> Sale:
    """A purchase of Ivan's; ``prints``: the number that its paper bears."""
    made = sale(number, IVAN, pieces=(2,), earned=0, day=day)
    if prints is None:
        return made
    coupon = IssuedCoupon(prints, "hello", NAME, day, day + timedelta(days=20), rule == FIRST, award=rule)
    return replace(made, coupons_issued=(coupon,))


def number_of(receipt: int) -> str:
    return printed_number("HI", sale(receipt, IVAN).receipt_id, FIRST)


def push(shop: Shop, stream: Stream, *records: object) -> None:
    made = [stream.add(record) for record in records]  # type: ignore[arg-type]
    assert {result.outcome.value for result in shop.push(stream.request(*made)).results} == {"created"}


def states(shop: Shop) -> dict[str, str]:
    assert shop.findings() == []
    return {each.number: each.state for each in listed_coupons(shop.central)}


def flags(shop: Shop) -> dict[str, int]:
    flagged = audit(shop.central.engine).flagged
    return {name: flagged[name] for name in flagged if name.startswith("coupon")}


def balance(shop: Shop) -> int:
    account = shop.account(IVAN)
    return account.available + sum(lot.points for lot in account.pending)


def test_the_first_purchase_prints_a_coupon_once_and_its_return_takes_it_back(gifts: Shop) -> None:
    stream = Stream(TILL)
    first = bought(1, prints=number_of(1))
    push(gifts, stream, first)
    assert (states(gifts), balance(gifts)) == ({number_of(1): "issued"}, 5_000)
    push(gifts, stream, bought(2))
    assert (states(gifts), balance(gifts)) == ({number_of(1): "issued"}, 5_000), "once in a life"
    push(gifts, stream, sale_return(3, first, {"line-0": 1}))
    assert (states(gifts), balance(gifts)) == ({number_of(1): "issued"}, 2_500), "a half came back"
    push(gifts, stream, sale_return(4, first, {"line-0": 1}, {"line-0": 1}))
    assert (states(gifts), balance(gifts)) == ({number_of(1): "blocked"}, 0)
    assert gifts.account(IVAN).facts.awards == () and flags(gifts) == {}


def test_of_two_tills_without_the_server_the_first_that_is_heard_gave_it(gifts: Shop) -> None:
    push(gifts, Stream(TILL), bought(1, prints=number_of(1)))
    push(gifts, Stream(OTHER_TILL), replace(bought(2, prints=number_of(2)), number="3-000002", till_code="3"))
    assert states(gifts) == {number_of(1): "issued", number_of(2): "blocked"}
    assert flags(gifts) == {"coupon_given_twice": 1}
    assert len([one for one in gifts.account(IVAN).facts.awards if one.rule_id == FIRST]) == 1


def test_a_coupon_used_before_its_purchase_came_back_stays_given_and_is_told(gifts: Shop) -> None:
    stream = Stream(TILL)
    first = bought(1, prints=number_of(1))
    used = replace(sale(2, None, earned=0), coupons_used=(UsedCoupon(number_of(1), "hello"),))
    push(gifts, stream, first, used, sale_return(3, first, {"line-0": 2}))
    assert states(gifts) == {number_of(1): "used"} and flags(gifts) == {"coupon_used_before_return": 1}
    with reading(gifts.central.engine) as connection:
        assert [(each.number, each.why) for each in coupon_clashes(connection)] == [(number_of(1), "unearned")]
    push(gifts, stream, bought(4))
    assert gifts.account(IVAN).facts.coupons_waiting == (), "it was given, and used"


def test_a_till_that_could_not_print_it_leaves_it_to_the_next_receipt(gifts: Shop) -> None:
    stream = Stream(TILL)
    first = bought(1)
    push(gifts, stream, first)
    (waiting,) = gifts.account(IVAN).facts.coupons_waiting
    assert (waiting.rule_id, waiting.receipt_id, states(gifts)[waiting.number]) == (FIRST, first.receipt_id, "issued")
    push(gifts, stream, bought(2, prints=waiting.number, rule="bottle"))
    assert gifts.account(IVAN).facts.coupons_waiting == () and flags(gifts) == {}
    assert states(gifts) == {waiting.number: "issued"}


def test_what_waits_for_paper_goes_back_with_its_purchase(gifts: Shop) -> None:
    stream = Stream(TILL)
    first = bought(1)
    push(gifts, stream, first, sale_return(2, first, {"line-0": 2}))
    facts = gifts.account(IVAN).facts
    assert (facts.coupons_waiting, facts.awards) == ((), ())
    assert list(states(gifts).values()) == ["blocked"]
    push(gifts, stream, bought(3))
    assert len(gifts.account(IVAN).facts.coupons_waiting) == 1, "that is his first now"


def test_an_event_gives_a_number_that_nobody_can_guess_once(gifts: Shop) -> None:
    given = award_event(gifts.central, IVAN, "bottle", "e-1", "test")
    (waiting,) = gifts.account(IVAN).facts.coupons_waiting
    assert (given.coupon, given.points) == (waiting.number, 0)
    with pytest.raises(NotAwardedError, match="already_given"):
        award_event(gifts.central, IVAN, "bottle", "e-1", "test")
    assert states(gifts) == {given.coupon: "issued"}


def test_what_a_receipt_took_waits_no_more_whichever_paper_bore_it(gifts: Shop) -> None:
    given = award_event(gifts.central, IVAN, "bottle", "e-1", "test")
    used = UsedCoupon(given.coupon, "hello")
    push(gifts, Stream(TILL), replace(sale(1, IVAN, earned=0), coupons_used=(used,)))
    assert given.coupon not in {one.number for one in gifts.account(IVAN).facts.coupons_waiting}
    assert states(gifts)[given.coupon] == "used"


def test_a_filled_form_gives_its_coupon_once(gifts: Shop) -> None:
    stream = Stream(TILL)
    for number, birth_day in enumerate((None, date(1990, 5, 4), date(1990, 5, 5))):
        record = DetailsChanged(f"d-{number}", IVAN, "Иван Сергеевич", "", birth_day, "operator-1", AT)
        stream.add_body(record.change_id, OperationKind.DETAILS_CHANGED, encode(record))
    gifts.push(stream.request())
    assert [one.rule_id for one in gifts.account(IVAN).facts.coupons_waiting] == ["form"]
    assert list(states(gifts).values()) == ["issued"]


def test_a_first_purchase_that_came_back_and_the_next_one_may_be_heard_of_together(gifts: Shop) -> None:
    """What a till made without network comes in one run: the second number is another one than the first."""
    stream = Stream(TILL)
    first = bought(1)
    push(gifts, stream, first, sale_return(2, first, {"line-0": 2}), bought(3))
    (waiting,) = gifts.account(IVAN).facts.coupons_waiting
    told = states(gifts)
    assert sorted(told.values()) == ["blocked", "issued"] and told[waiting.number] == "issued"


def test_an_award_taken_back_leaves_its_place_to_no_other(gifts: Shop) -> None:
    """What was given is called by what it is for, not by how many there are: that number goes down with a return."""
    stream = Stream(TILL)
    first = bought(1, prints=number_of(1))
    push(gifts, stream, first)
    award_event(gifts.central, IVAN, "visit", "v-1", "test")
    push(gifts, stream, sale_return(2, first, {"line-0": 2}))
    for visit in ("v-2", "v-3", "v-4"):
        award_event(gifts.central, IVAN, "visit", visit, "test")
    assert balance(gifts) == 4_000 and gifts.findings() == []
