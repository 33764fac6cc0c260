from dataclasses import replace

import pytest
from sqlalchemy import select

from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from pos_app.domain.people.card_binding import CardBound
from sync.protocol.encoding import encode
from sync.protocol.parcel import ParcelLabel
from sync.protocol.parked import ParkedState
from sync.server.database import reading
from sync.server.ingest.desk import WITHOUT_PROMISE
from sync.server.ledger.accounts import PointsAccount
from sync.server.tables import OPERATION
from sync.server.web import exchange
from tests.sync.server.paper import AT, Stream, sale, sale_return
from tests.sync.server.people.test_people import people, register, registered
from tests.sync.server.promising import closing, hold, reservation, spending
from tests.sync.server.shop import IVAN, OLGA, OLGA_PHONE, TILL, Shop
from tests.sync.server.test_points import sums

SOLD = sale(1, OLGA, pieces=(4,), points=25_000, earned=500)
WRONG = replace(SOLD, money_kopecks=SOLD.money_kopecks + 1)


def decided(
    shop: Shop, stream: Stream, op_id: str, action: Resolution, approved_by: str | None = "owner", **more: object
) -> str | None:
    """Send a decision; why it was parked, if it was."""
    resolution_id = f"decision-{len(stream.operations)}"
    record = ParkedResolved(resolution_id, op_id, 1, 1, action, "boss", approved_by, "till jam", AT, **more)  # type: ignore[arg-type]
    stream.add_body(resolution_id, "parked_resolved", encode(record))
    return shop.push(stream.request(stream.operations[-1])).results[0].reason


def parked_states(shop: Shop) -> dict[str, tuple[str, ParkedState]]:
    answer = exchange.parked(shop.central, shop.till())
    return {each.op_id: (each.reason, each.state) for each in answer.operations}


def flags(shop: Shop) -> dict[str, str | None]:
    with reading(shop.central.engine) as connection:
        return {row.op_id: row.flags for row in connection.execute(select(OPERATION.c.op_id, OPERATION.c.flags))}


@pytest.fixture
def stream(shop: Shop) -> Stream:
    """A till whose only receipt is parked."""
    made = Stream(TILL)
    made.add(WRONG)
    shop.push(made.request())
    return made


def test_a_till_is_told_what_is_parked(shop: Shop, stream: Stream) -> None:
    assert parked_states(shop) == {SOLD.receipt_id: ("sums_do_not_tie", ParkedState.OPEN)}


def test_a_corrected_receipt_counts_and_can_be_returned(shop: Shop, stream: Stream) -> None:
    before = shop.account()
    body = encode(SOLD).decode()
    assert decided(shop, stream, SOLD.receipt_id, Resolution.REPLAY, body=body) is None
    assert parked_states(shop)[SOLD.receipt_id][1] is ParkedState.REPLAYED
    assert flags(shop) == {SOLD.receipt_id: WITHOUT_PROMISE, "decision-1": None}
    assert shop.account().available == 25_500
    assert shop.findings() == []
    stream.add(sale_return(2, SOLD, {"line-0": 4}))
    assert shop.push(stream.request()).results[-1].reason is None
    assert replace(shop.account(), applied_seq=0) == before
    assert decided(shop, stream, SOLD.receipt_id, Resolution.REPLAY, body=body) == "not_parked"
    assert shop.findings() == []


def test_what_somebody_buys_whose_registration_is_parked_counts_and_waits_for_his_name(shop: Shop) -> None:
    """Nothing but the registration is a person's work: the receipts are facts in the name of its id."""
    stream = Stream(TILL)
    joined = stream.add_body("reg-anna", "customer_registered", encode(registered(shop, "anna")))
    exchange.parcel(shop.central, shop.till(), ParcelLabel.of(joined, "server_cannot_take"), joined.body)
    stream.add(sale(1, "anna", earned=500))
    stream.add(sale(2, "nobody"))
    assert [each.reason for each in shop.push(stream.request(*stream.operations[1:])).results] == [
        None,
        "customer_unknown",
    ]
    assert "anna" not in people(shop)
    assert decided(shop, stream, "reg-anna", Resolution.REPLAY) is None
    assert (people(shop)["anna"].name, shop.account("anna").available) == ("Анна", 500)
    assert shop.findings() == []


@pytest.mark.parametrize("approved_by", [None, "", "boss"])
def test_where_points_move_two_people_agree(shop: Shop, stream: Stream, approved_by: str | None) -> None:
    replay = {"body": encode(SOLD).decode()}
    adjust = {"points": 500, "customer_id": OLGA}
    assert decided(shop, stream, SOLD.receipt_id, Resolution.REPLAY, approved_by, **replay) == "second_person_needed"
    assert decided(shop, stream, SOLD.receipt_id, Resolution.ADJUST, approved_by, **adjust) == "second_person_needed"
    assert parked_states(shop)[SOLD.receipt_id][1] is ParkedState.OPEN
    assert shop.account().available == 50_000


@pytest.mark.parametrize(
    ("reason", "more"),
    [
        ("sums_do_not_tie", {}),
        ("body_invalid", {"body": "no json"}),
        ("id_differs", {"body": encode(sale(9, OLGA)).decode()}),
        ("customer_unknown", {"body": encode(replace(SOLD, customer_id="nobody")).decode()}),
    ],
)
def test_a_correction_that_is_none_is_parked_itself(
    shop: Shop, stream: Stream, reason: str, more: dict[str, str]
) -> None:
    assert decided(shop, stream, SOLD.receipt_id, Resolution.REPLAY, **more) == reason
    assert shop.states()[SOLD.receipt_id] == ("parked", "sums_do_not_tie")
    assert shop.account().available == 50_000
    assert shop.findings() == []


def test_points_are_put_right_by_hand(shop: Shop, stream: Stream) -> None:
    assert decided(shop, stream, SOLD.receipt_id, Resolution.ADJUST, points=-45_000, customer_id=OLGA) is None
    assert shop.account().available == 5_000
    assert parked_states(shop)[SOLD.receipt_id][1] is ParkedState.ADJUSTED
    stream.add(replace(sale(2, IVAN), money_kopecks=1))
    shop.push(stream.request())
    wrong = sale(2, IVAN).receipt_id
    assert decided(shop, stream, wrong, Resolution.ADJUST, points=0, customer_id=IVAN) == "adjustment_incomplete"
    assert decided(shop, stream, wrong, Resolution.ADJUST, points=700, customer_id=IVAN) is None
    assert shop.account(IVAN).available == 700
    assert sums(shop)[PointsAccount.ISSUED] == -50_000 + 45_000 - 700


def test_what_a_voided_receipt_had_been_promised_goes_back(shop: Shop) -> None:
    hold(shop, "h-1", 30_000)
    made = Stream(TILL)
    made.add(spending(WRONG, ("h-1", 25_000)))
    closing(made, "h-1", 25_000)
    shop.push(made.request())
    assert shop.account().reserved == 25_000
    assert decided(shop, made, SOLD.receipt_id, Resolution.VOID, None) is None
    assert (shop.account().available, shop.account().reserved) == (50_000, 0)
    assert reservation(shop, "h-1").state == "closed"
    assert shop.findings() == []


def test_a_replayed_receipt_spends_what_was_kept_for_it(shop: Shop) -> None:
    hold(shop, "h-1", 30_000)
    made = Stream(TILL)
    made.add(spending(WRONG, ("h-1", 25_000)))
    closing(made, "h-1", 25_000)
    shop.push(made.request())
    body = encode(spending(SOLD, ("h-1", 25_000))).decode()
    assert decided(shop, made, SOLD.receipt_id, Resolution.REPLAY, body=body) is None
    assert (shop.account().available, shop.account().reserved) == (25_500, 0)
    assert (reservation(shop, "h-1").state, sums(shop)[PointsAccount.RISK]) == ("closed", 0)


def test_two_people_become_one_when_a_person_says_so(shop: Shop) -> None:
    made = Stream(TILL)
    record = registered(shop, "boris", OLGA_PHONE, "Борис")
    register(shop, made, record)
    made.add(sale(1, "boris", pieces=(1,), earned=500))
    shop.push(made.request())
    assert decided(shop, made, record.registration_id, Resolution.REPLAY) is None
    assert shop.account().available == 50_500
    assert people(shop)["boris"].deleted
    assert shop.findings() == []


def test_a_card_may_be_given_once_it_is_free(shop: Shop) -> None:
    made = Stream(TILL)
    made.add_body("bind-1", "card_bound", encode(CardBound("bind-1", IVAN, "K100", "op", AT)))
    assert shop.push(made.request()).results[0].reason == "card_taken"
    body = encode(CardBound("bind-1", IVAN, "K777", "op", AT)).decode()
    assert decided(shop, made, "bind-1", Resolution.REPLAY, None, body=body) is None
    assert people(shop)[IVAN].card_number == "K777"


def test_what_waited_for_a_receipt_that_nobody_can_read_goes_back_when_nothing_is_parked_any_more(shop: Shop) -> None:
    hold(shop, "h-1", 30_000)
    made = Stream(TILL)
    made.add_body("sale-a", "sale", b"not json")
    made.add_body("sale-b", "sale", b"not json either")
    closing(made, "h-1", 25_000)
    shop.push(made.request())
    assert (shop.account().available, shop.account().reserved) == (25_000, 25_000)
    assert decided(shop, made, "sale-a", Resolution.VOID) is None
    assert shop.account().reserved == 25_000
    assert decided(shop, made, "sale-b", Resolution.ADJUST, points=-25_000, customer_id="nobody") == "customer_unknown"
    assert shop.account().reserved == 25_000
    assert decided(shop, made, "sale-b", Resolution.ADJUST, points=-24_000, customer_id=OLGA) is None
    decided_first = shop.account()
    assert (decided_first.available, decided_first.reserved) == (1_000, 25_000), "the refused decision is parked too"
    refused = next(op_id for op_id, (_, state) in parked_states(shop).items() if state is ParkedState.OPEN)
    assert decided(shop, made, refused, Resolution.VOID) is None
    assert (shop.account().available, shop.account().reserved) == (26_000, 0)
    assert shop.findings() == []
