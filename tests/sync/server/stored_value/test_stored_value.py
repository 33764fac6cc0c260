"""Certificates and money accounts on the server: sold, set aside, paid, given back, blocked, merged."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, update

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.certificates import CertificateSeries
from pos_app.domain.loyalty.rules.money_account import MoneyAccount
from pos_app.domain.parked.resolved import Resolution
from pos_app.domain.reservation.closed import CloseReason
from pos_app.domain.stored_value.advance import Advance, SoldAdvance
from pos_app.domain.stored_value.certificate_block import CertificateBlocked
from pos_app.domain.stored_value.hold_closed import ValueHoldClosed
from pos_app.domain.stored_value.value_kind import ValueKind
from pos_app.domain.transaction.sale import Sale, Tender, TenderKind
from sync.protocol.encoding import encode
from sync.protocol.push import Outcome
from sync.protocol.rejoin import RejoinReason, RejoinRequest
from sync.protocol.rows import ProgrammeRow
from sync.protocol.rows import Stream as FeedStream
from sync.protocol.stored_value import ValueAnswer, ValueRequest, ValueState
from sync.server.audit.report import audit
from sync.server.database import writing
from sync.server.epochs.lost import declare_lost
from sync.server.feed import publish
from sync.server.ingest.desk import Desk
from sync.server.people.merge import merge
from sync.server.programmes import ProgrammeBook
from sync.server.stored_value.accounts import ValueAccount
from sync.server.tables import STORED_VALUE, VALUE_HOLD, VALUE_LEG, VALUE_PAYMENT
from sync.server.web import exchange
from tests.sync.server.paper import AT, DAY, PROGRAMME, Stream, sale, sale_return
from tests.sync.server.resolution.test_resolve import decided
from tests.sync.server.shop import IVAN, OLGA, OTHER_TILL, TILL, Shop, programme

CARD_1 = "KG0001"
WHOLE = "KW0001"


def publish_series(shop: Shop, bonus_bp: int = 0) -> None:
    """Certificates in parts, others that burn with the first payment, and money accounts."""

    def series(code: str, prefix: str, in_parts: bool) -> CertificateSeries:
        return CertificateSeries(
            code=code, name=LocalText(code, code), prefix=prefix, nominals_kopecks=(50_000,), in_parts=in_parts
        )

    terms = replace(
        programme(),
        version=2,
        certificates=(series("gift", "KG", True), series("whole", "KW", False)),
        money_account=MoneyAccount(bonus_bp=bonus_bp),
    )
    with writing(shop.central.engine) as connection:
        publish(connection, FeedStream.PROGRAMME, [ProgrammeRow(PROGRAMME, 2, write_programme(terms))])


def selling(number: int, *advances: Advance, customer_id: str | None = OLGA) -> Sale:
    """A receipt of 100.00 of goods in cash with these advances."""
    bare = sale(number, customer_id, pieces=(1,), earned=0)
    total = 10_000 + sum(advance.kopecks for advance in advances)
    sold = tuple(SoldAdvance(advance, (advance.kopecks,), 2_200) for advance in advances)
    return replace(bare, advances=sold, tenders=(Tender(TenderKind.CASH, total, total),))


def gift(number: str = CARD_1, kopecks: int = 50_000) -> Advance:
    return Advance(f"line-{number}", ValueKind.CERTIFICATE, kopecks, "Сертификат", number, "gift", 365)


def top_up(kopecks: int) -> Advance:
    return Advance("line-top-up", ValueKind.ACCOUNT, kopecks, "Пополнение")


def paying(number: int, *tenders: Tender, pieces: int = 3, customer_id: str | None = OLGA) -> Sale:
    """Goods of 100.00 a piece paid with these tenders, the rest in cash."""
    bare = sale(number, customer_id, pieces=(pieces,), earned=0)
    rest = bare.money_kopecks - sum(tender.amount_kopecks for tender in tenders)
    paid = (*tenders, *((Tender(TenderKind.CASH, rest, rest),) if rest else ()))
    line = replace(bare.lines[0], tender_kopecks=tuple(tender.amount_kopecks for tender in paid))
    return replace(bare, lines=(line,), tenders=paid)


def with_certificate(kopecks: int, number: str = CARD_1) -> Tender:
    return Tender(TenderKind.CERTIFICATE, kopecks, kopecks, reference=number)


def from_account(kopecks: int) -> Tender:
    return Tender(TenderKind.MONEY_ACCOUNT, kopecks, kopecks)


def ask(
    shop: Shop, hold_id: str, kopecks: int, owner: str = CARD_1, receipt_id: str = "", till: str = TILL, epoch: int = 1
) -> ValueAnswer:
    kind = ValueKind.CERTIFICATE if owner.startswith("K") else ValueKind.ACCOUNT
    request = ValueRequest(hold_id, kind, owner, receipt_id or f"receipt-of-{hold_id}", kopecks, epoch)
    return exchange.value(shop.central, shop.till(till), request)


def left(shop: Shop, owner: str = CARD_1) -> int:
    return ask(shop, "look", 0, owner).left


def push(shop: Shop, *records: object, till: str = TILL, stream: Stream | None = None) -> list[tuple[str, str | None]]:
    made = stream or Stream(till)
    before = len(made.operations)
    for record in records:
        match record:
            case ValueHoldClosed():
                made.add_body(record.closing_id, "value_hold_closed", encode(record))
            case CertificateBlocked():
                made.add_body(record.block_id, "certificate_blocked", encode(record))
            case _:
                made.add(record)  # type: ignore[arg-type]
    answer = shop.push(made.request(*made.operations[before:]))
    return [(result.outcome.value, result.reason) for result in answer.results]


def sums(shop: Shop) -> dict[ValueAccount, int]:
    report = audit(shop.central.engine)
    assert report.findings == ()
    assert sum(report.value_sums.values()) == 0
    return report.value_sums


def test_a_certificate_is_sold_paid_with_in_parts_and_given_back(shop: Shop) -> None:
    publish_series(shop)
    stream = Stream(TILL)
    assert ask(shop, "early", 100).state is ValueState.UNKNOWN
    push(shop, selling(1, gift()), stream=stream)
    answer = ask(shop, "hold-1", 30_000, receipt_id="sale-000002")
    assert (answer.granted, answer.left, answer.state) == (30_000, 20_000, ValueState.ACTIVE)
    assert (answer.nominal, answer.until_day) == (50_000, DAY + timedelta(days=365))
    sold = paying(2, with_certificate(30_000))
    push(shop, sold, stream=stream)
    assert left(shop) == 20_000
    assert sums(shop)[ValueAccount.CERTIFICATE] == -20_000
    push(shop, sale_return(3, sold, {"line-0": 1}), stream=stream)
    push(shop, sale_return(4, sold, {"line-0": 2}, {"line-0": 1}), stream=stream)
    assert left(shop) == 50_000
    assert sums(shop)[ValueAccount.PAID] == 0
    assert set(shop.states().values()) == {("applied", None)}


def test_the_same_question_is_answered_alike_and_two_tills_never_get_the_same_money(shop: Shop) -> None:
    push(shop, selling(1, gift()))
    assert ask(shop, "hold-1", 40_000).granted == 40_000
    assert ask(shop, "hold-1", 40_000).granted == 40_000
    second = ask(shop, "hold-2", 40_000, till=OTHER_TILL)
    assert (second.granted, second.left) == (10_000, 0)
    assert ask(shop, "hold-3", 1, till=OTHER_TILL).granted == 0
    assert sums(shop)[ValueAccount.CERTIFICATE] == -50_000


def test_what_a_till_gives_back_may_be_paid_with_again_and_a_late_question_gets_nothing(shop: Shop) -> None:
    stream = Stream(TILL)
    push(shop, selling(1, gift()), stream=stream)
    ask(shop, "hold-1", 50_000)
    closings = [
        ValueHoldClosed(f"closing-{each}", each, ValueKind.CERTIFICATE, CARD_1, CloseReason.RELEASED, AT)
        for each in ("hold-1", "hold-never-heard")
    ]
    push(shop, *closings, stream=stream)
    assert left(shop) == 50_000
    late = ask(shop, "hold-never-heard", 50_000)
    assert (late.granted, late.closed) == (0, True)
    assert shop.findings() == []
    other = ValueHoldClosed("closing-x", "hold-9", ValueKind.CERTIFICATE, CARD_1, CloseReason.RELEASED, AT)
    ask(shop, "hold-9", 100)
    assert push(shop, other, till=OTHER_TILL) == [("parked", "reservation_of_another_till")]


def test_a_question_that_got_nothing_gets_nothing_when_it_comes_once_more(shop: Shop) -> None:
    stream = Stream(TILL)
    assert ask(shop, "unsold", 100).state is ValueState.UNKNOWN
    push(shop, selling(1, gift()), stream=stream)
    ask(shop, "hold-1", 50_000)
    for _ in range(2):
        nothing = ask(shop, "hold-2", 50_000, till=OTHER_TILL)
        assert (nothing.granted, nothing.left, nothing.closed) == (0, 0, False), "answered alike"
    given_back = ValueHoldClosed("closing-1", "hold-1", ValueKind.CERTIFICATE, CARD_1, CloseReason.RELEASED, AT)
    push(shop, given_back, stream=stream)
    assert ask(shop, "unsold", 100).granted == 0
    assert ask(shop, "hold-2", 50_000, till=OTHER_TILL).granted == 0, "its till has forgotten it"
    assert left(shop) == 50_000
    assert shop.findings() == []


def test_a_receipt_that_asks_anew_gets_what_it_had_before(shop: Shop) -> None:
    push(shop, selling(1, gift()))
    ask(shop, "hold-1", 50_000, receipt_id="sale-000002")
    assert ask(shop, "hold-2", 40_000, receipt_id="sale-000002").granted == 40_000
    assert left(shop) == 10_000
    assert ask(shop, "hold-3", 40_000, receipt_id="sale-000002", till=OTHER_TILL).granted == 10_000
    assert shop.findings() == []


def test_an_account_is_topped_up_keeps_change_and_pays(shop: Shop) -> None:
    stream = Stream(TILL)
    kept = Tender(TenderKind.CASH, 10_000, 10_450, 450, kept_kopecks=450)
    change = replace(sale(2, OLGA, pieces=(1,), earned=0), tenders=(kept,))
    push(shop, selling(1, top_up(30_000)), change, stream=stream)
    assert left(shop, OLGA) == 30_450
    assert ask(shop, "hold-1", 99_999, OLGA, "sale-000003").granted == 30_450
    sold = paying(3, from_account(20_000))
    push(shop, sold, stream=stream)
    assert left(shop, OLGA) == 10_450, "what was set aside and not paid is free again"
    push(shop, sale_return(4, sold, {"line-0": 3}), stream=stream)
    assert left(shop, OLGA) == 30_450
    assert sums(shop)[ValueAccount.RECEIVED] == 30_450


def test_a_top_up_brings_the_points_that_the_programme_gives_for_it(shop: Shop) -> None:
    publish_series(shop, bonus_bp=500)
    before = shop.account().available
    push(shop, selling(1, top_up(30_000)))
    assert shop.account().available == before + 1_500
    assert shop.findings() == []


def test_the_rest_burns_where_the_series_has_no_parts_and_comes_back_with_the_goods(shop: Shop) -> None:
    publish_series(shop)
    stream = Stream(TILL)
    sold = paying(2, with_certificate(30_000, WHOLE))
    push(shop, selling(1, replace(gift(WHOLE), series="whole")), sold, stream=stream)
    assert left(shop, WHOLE) == 0
    assert sums(shop)[ValueAccount.BURNT] == -20_000
    push(shop, sale_return(3, sold, {"line-0": 3}), stream=stream)
    assert left(shop, WHOLE) == 50_000
    assert sums(shop)[ValueAccount.BURNT] == 0


def test_money_that_is_not_there_is_risk_and_never_a_balance_below_zero(shop: Shop) -> None:
    stream = Stream(TILL)
    first, second = paying(2, with_certificate(30_000)), paying(3, with_certificate(30_000))
    push(shop, selling(1, gift()), first, second, stream=stream)
    assert left(shop) == 0
    assert sums(shop)[ValueAccount.RISK] == 10_000
    assert audit(shop.central.engine).flagged == {"value_at_risk": 1}
    push(shop, sale_return(4, second, {"line-0": 3}), stream=stream)
    assert left(shop) == 20_000
    assert sums(shop)[ValueAccount.RISK] == 0


def test_a_certificate_that_was_sold_before_is_kept_for_a_person(shop: Shop) -> None:
    push(shop, selling(1, gift()))
    assert push(shop, selling(2, gift()), till=OTHER_TILL) == [("parked", "certificate_known")]
    assert left(shop) == 50_000


def test_a_blocked_certificate_pays_nothing_until_it_is_found(shop: Shop) -> None:
    stream = Stream(TILL)
    push(shop, selling(1, gift()), stream=stream)
    block = CertificateBlocked("block-1", CARD_1, True, "boss", None, "lost", AT)
    push(shop, block, stream=stream)
    answer = ask(shop, "hold-1", 10_000)
    assert (answer.granted, answer.state) == (0, ValueState.BLOCKED)
    push(shop, replace(block, block_id="block-2", blocked=False), stream=stream)
    assert ask(shop, "hold-2", 10_000).granted == 10_000
    assert push(shop, replace(block, block_id="block-3", number="KG9"), stream=stream) == [
        ("parked", "certificate_unknown")
    ]


def test_after_its_last_day_it_pays_nothing(shop: Shop) -> None:
    push(shop, selling(1, gift()))
    shop.clock.at += timedelta(days=367)
    assert ask(shop, "hold-1", 10_000).state is ValueState.EXPIRED


def test_a_lost_till_gives_back_what_was_set_aside(shop: Shop) -> None:
    push(shop, selling(1, gift()))
    ask(shop, "hold-1", 50_000, till=OTHER_TILL)
    assert left(shop) == 0
    declare_lost(shop.central, OTHER_TILL, "boss", "owner")
    assert left(shop) == 50_000


def test_a_push_twice_posts_once(shop: Shop) -> None:
    stream = Stream(TILL)
    stream.add(selling(1, gift(), top_up(5_000)))
    stream.add(paying(2, with_certificate(10_000), from_account(5_000)))
    shop.push(stream.request())
    assert {result.outcome for result in shop.push(stream.request()).results} == {Outcome.EXISTS}
    assert (left(shop), left(shop, OLGA)) == (40_000, 0)
    assert shop.findings() == []


LONG = "K" * 41


@pytest.mark.parametrize(
    "advance",
    [
        gift(LONG),
        replace(gift(), series=LONG),
        replace(gift(), valid_days=10**9),
        replace(gift(), line_id="a" + chr(0)),
    ],
)
def test_what_no_column_holds_is_kept_for_a_person(shop: Shop, advance: Advance) -> None:
    assert push(shop, selling(1, advance)) == [("parked", "body_invalid")]


def test_names_that_no_column_holds_are_kept_for_a_person_too(shop: Shop) -> None:
    stream = Stream(TILL)
    bad = (
        paying(1, with_certificate(10_000, LONG)),
        replace(selling(2, gift()), till_code=LONG),
        ValueHoldClosed("closing-1", "hold-1", ValueKind.CERTIFICATE, LONG, CloseReason.RELEASED, AT),
        CertificateBlocked("block-1", LONG, True, "boss", None, "lost", AT),
    )
    assert push(shop, *bad, stream=stream) == [("parked", "body_invalid")] * len(bad)


@pytest.mark.parametrize("customer_id", [None])
def test_a_top_up_for_nobody_is_kept_for_a_person(shop: Shop, customer_id: str | None) -> None:
    ((outcome, reason),) = push(shop, selling(1, top_up(5_000), customer_id=customer_id))
    assert (outcome, reason) == ("parked", "sums_do_not_tie")


def test_the_account_follows_a_person_who_had_two_ids(shop: Shop) -> None:
    stream = Stream(TILL)
    push(shop, selling(1, top_up(30_000), customer_id=IVAN), selling(2, top_up(5_000)), stream=stream)
    sold = paying(3, from_account(10_000), customer_id=IVAN)
    push(shop, sold, stream=stream)
    ask(shop, "hold-1", 1_000, IVAN)
    with writing(shop.central.engine) as connection:
        till = shop.till(TILL)
        desk = Desk(connection, shop.central, TILL, till.epoch, shop.clock.now(), ProgrammeBook(connection))
        merge(desk, "merge-1", OLGA, IVAN)
        desk.write()
    assert left(shop, OLGA) == left(shop, IVAN) == 24_000, "an alias leads to the person, with what is set aside"
    push(shop, sale_return(4, sold, {"line-0": 3}), stream=stream)
    assert left(shop, OLGA) == 34_000
    assert sums(shop)[ValueAccount.MERGED] == 0


def test_a_receipt_left_without_effect_frees_what_was_set_aside_for_it(shop: Shop) -> None:
    stream = Stream(TILL)
    push(shop, selling(1, gift()), stream=stream)
    ask(shop, "hold-1", 30_000, receipt_id="sale-000002")
    sold = paying(2, with_certificate(30_000))
    push(shop, replace(sold, money_kopecks=sold.money_kopecks + 1), stream=stream)
    assert left(shop) == 20_000, "a parked receipt may still count"
    assert decided(shop, stream, sold.receipt_id, Resolution.VOID) is None
    assert left(shop) == 50_000
    assert shop.findings() == []


@pytest.mark.parametrize(
    ("table", "column", "check"),
    [
        (STORED_VALUE, "balance", "value_equals_legs"),
        (VALUE_PAYMENT, "kopecks", "value_paid_equals_payments"),
        (VALUE_LEG, "amount", "value_entry_sums_to_zero"),
        (VALUE_HOLD, "kopecks", "value_covers_what_is_set_aside"),
    ],
)
def test_the_audit_finds_what_is_changed_behind_its_back(shop: Shop, table: Table, column: str, check: str) -> None:
    push(shop, selling(1, gift()), paying(2, with_certificate(30_000)))
    ask(shop, "hold-1", 20_000)
    with writing(shop.central.engine) as connection:
        connection.execute(update(table).values({column: table.c[column] + 1}))
    assert check in shop.findings()


_examples = count(1)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 30_000)), min_size=1, max_size=10))
def test_any_run_of_moves_keeps_the_books_in_balance(sqlite_shop: Shop, moves: list[tuple[int, int]]) -> None:
    """Each example goes on in an epoch of its own on the one database."""
    first = next(_examples) * 1_000
    request = RejoinRequest(TILL, sqlite_shop.till(TILL).epoch, RejoinReason.RESTORED)
    stream = Stream(TILL, exchange.rejoin(sqlite_shop.central, sqlite_shop.till(TILL), request).epoch)
    sales: list[Sale] = []
    for number, (move, kopecks) in enumerate(moves, first):
        if move == 0:
            stream.add(selling(number, gift(f"KG{number}", kopecks)))
        elif move == 1:
            stream.add(selling(number, top_up(kopecks)))
        elif move == 4 and sales:
            stream.add(sale_return(number, sales.pop(), {"line-0": 3}))
        else:
            sales.append(
                paying(number, from_account(kopecks) if move == 2 else with_certificate(kopecks, f"KG{first}"))
            )
            stream.add(sales[-1])
    sqlite_shop.push(stream.request())
    assert audit(sqlite_shop.central.engine).findings == ()
