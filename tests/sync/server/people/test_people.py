import base64
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from pos_app.domain.loyalty.account import AwardGiven
from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.loyalty.rules.awards import PointsGift, WelcomeAward
from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.consent import Consent, ConsentGiven, ConsentPurpose, ConsentWay, ConsentWithdrawn
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.registration import CustomerRegistered
from sync.protocol.encoding import encode
from sync.protocol.push import PushAnswer
from sync.protocol.rows import CustomerRow, ProgrammeRow
from sync.protocol.rows import Stream as Feed
from sync.server.database import reading, writing
from sync.server.feed import page_after, publish
from sync.server.tables import CONSENT, CUSTOMER_ALIAS, PHONE_HISTORY
from tests.sync.server.paper import AT, DAY, PROGRAMME, Stream, sale, sale_return
from tests.sync.server.promising import closing, hold, spending
from tests.sync.server.shop import IVAN, OLGA, OLGA_PHONE, OTHER_TILL, TILL, Shop, programme

ANNA_PHONE = "+79735550199"
CONSENTS = (Consent(ConsentPurpose.PERSONAL_DATA, "2026-01", AT, ConsentWay.SIGNED),)


def registered(
    shop: Shop,
    customer_id: str,
    phone: str = ANNA_PHONE,
    name: str = "Анна",
    birth_day: date | None = None,
    at: datetime = AT,
) -> CustomerRegistered:
    vault = shop.central.vault
    cipher = base64.b64encode(vault.encrypt(phone, customer_id)).decode()
    hashed = vault.hash(phone).hex()
    return CustomerRegistered(f"reg-{customer_id}", customer_id, name, hashed, cipher, birth_day, CONSENTS, "op", at)


def register(shop: Shop, stream: Stream, record: CustomerRegistered) -> PushAnswer:
    stream.add_body(record.registration_id, "customer_registered", encode(record))
    return shop.push(stream.request(stream.operations[-1]))


def people(shop: Shop) -> dict[str, CustomerRow]:
    with reading(shop.central.engine) as connection:
        page = page_after(connection, Feed.CUSTOMERS, 0, 100, shop.central.vault, DAY)
    return {row.customer_id: row for row in page.rows if isinstance(row, CustomerRow)}


def welcome_points(shop: Shop) -> None:
    """Publish a version that greets with 50 points."""
    award = WelcomeAward("welcome", LocalText("Привет", "Hello"), gift=PointsGift(5_000))
    document = write_programme(replace(programme(), version=2, awards=(award,)))
    with writing(shop.central.engine) as connection:
        publish(connection, Feed.PROGRAMME, [ProgrammeRow(PROGRAMME, 2, document)])


def test_a_person_registered_offline_may_buy_in_the_same_message(shop: Shop) -> None:
    welcome_points(shop)
    stream = Stream(TILL)
    record = registered(shop, "anna")
    stream.add_body(record.registration_id, "customer_registered", encode(record))
    stream.add(sale(1, "anna", pieces=(2,)))
    answer = shop.push(stream.request())
    assert [result.reason for result in answer.results] == [None, None]
    row = people(shop)["anna"]
    assert (row.name, row.phone_e164, row.deleted) == ("Анна", ANNA_PHONE, False)
    account = shop.account("anna")
    assert (account.available, account.facts.purchases) == (6_000, 1)
    assert account.facts.awards == (AwardGiven("welcome", "anna", DAY),)
    with reading(shop.central.engine) as connection:
        assert [row.purpose for row in connection.execute(select(CONSENT))] == ["personal_data"]
    assert shop.findings() == []
    assert ANNA_PHONE.encode() not in shop.stored()


def test_one_phone_at_two_offline_tills_is_one_person_with_all_points(shop: Shop) -> None:
    welcome_points(shop)
    first, second = Stream(TILL), Stream(OTHER_TILL)
    register(shop, first, registered(shop, "anna-1"))
    first.add(sale(1, "anna-1", pieces=(4,), earned=2_000))
    shop.push(first.request())
    hold(shop, "h-1", 3_000, customer_id="anna-1")
    assert register(shop, second, registered(shop, "anna-2", at=AT + timedelta(hours=1))).results[0].reason is None
    second.add(sale(2, "anna-2", pieces=(1,), earned=500))
    shop.push(second.request())
    account = shop.account("anna-1")
    assert (account.available, account.reserved, account.facts.purchases) == (4_500, 3_000, 2)
    assert account.turnover_kopecks == 50_000
    assert (shop.account("anna-2").available, people(shop)["anna-2"].deleted) == (0, True)
    assert shop.findings() == []
    second.add(sale_return(3, sale(2, "anna-2", pieces=(1,), earned=500), {"line-0": 1}))
    assert shop.push(second.request()).results[-1].reason is None
    assert shop.account("anna-1").available == 4_000
    assert shop.findings() == []


def test_who_registered_earlier_stays_though_he_is_heard_of_later(shop: Shop) -> None:
    first, second = Stream(TILL), Stream(OTHER_TILL)
    register(shop, first, registered(shop, "late", at=AT))
    sold = spending(sale(2, "late", pieces=(1,), points=1_500, earned=0), ("h-1", 1_500))
    first.add(sale(1, "late", pieces=(4,), earned=2_000))
    shop.push(first.request())
    hold(shop, "h-1", 1_500, customer_id="late")
    register(shop, second, registered(shop, "early", at=AT - timedelta(hours=5), birth_day=date(1990, 1, 2)))
    assert (shop.account("early").available, shop.account("early").reserved) == (500, 1_500)
    first.add(sold)
    closing(first, "h-1", 1_500, customer_id="late")
    assert {result.reason for result in shop.push(first.request()).results} == {None}
    assert (shop.account("early").available, shop.account("early").reserved) == (500, 0)
    row = people(shop)["early"]
    assert (row.phone_e164, row.birth_day) == (ANNA_PHONE, date(1990, 1, 2))
    with reading(shop.central.engine) as connection:
        aliases = {each.alias_id: each.customer_id for each in connection.execute(select(CUSTOMER_ALIAS))}
    assert aliases == {"late": "early"}
    register(shop, second, registered(shop, "third", at=AT + timedelta(hours=5)))
    assert shop.findings() == []


def test_a_number_with_another_name_waits_for_a_person_and_its_receipts_count(shop: Shop) -> None:
    stream = Stream(TILL)
    answer = register(shop, stream, registered(shop, "boris", OLGA_PHONE, "Борис"))
    assert answer.results[0].reason == "merge_review"
    stream.add(sale(1, "boris", pieces=(1,), earned=500))
    assert shop.push(stream.request()).results[-1].reason is None
    assert (shop.account("boris").available, shop.account().available) == (500, 50_000)
    assert "boris" not in people(shop)  # without a phone nobody finds him; the others still come
    assert OLGA in people(shop)
    assert shop.findings() == []


def test_a_card_belongs_to_whom_it_was_given_first(shop: Shop) -> None:
    stream = Stream(TILL)
    for customer_id, number in ((IVAN, "K200"), (OLGA, "K200"), (IVAN, "K200"), ("nobody", "K300")):
        op_id = f"bind-{len(stream.operations)}"
        stream.add_body(op_id, "card_bound", encode(CardBound(op_id, customer_id, number, "op", AT)))
    answer = shop.push(stream.request())
    assert [result.reason for result in answer.results] == [None, "card_taken", None, "customer_unknown"]
    assert (people(shop)[IVAN].card_number, people(shop)[OLGA].card_number) == ("K200", "K100")


def test_a_number_may_change_and_the_points_stay(shop: Shop) -> None:
    stream = Stream(TILL)

    def change(customer_id: str, phone: str) -> str | None:
        vault, op_id = shop.central.vault, f"phone-{len(stream.operations)}"
        cipher = base64.b64encode(vault.encrypt(phone, customer_id)).decode()
        record = PhoneChanged(
            op_id, customer_id, vault.hash(phone).hex(), cipher, "operator-1", AT, approved_by="boss", reason="lost"
        )
        stream.add_body(op_id, "phone_changed", encode(record))
        return shop.push(stream.request(stream.operations[-1])).results[0].reason

    assert change(OLGA, ANNA_PHONE) is None
    assert people(shop)[OLGA].phone_e164 == ANNA_PHONE
    assert change(IVAN, ANNA_PHONE) == "phone_taken"
    assert change(IVAN, OLGA_PHONE) is None, "the old number is free"
    assert change(OLGA, ANNA_PHONE) is None
    with reading(shop.central.engine) as connection:
        old = connection.execute(select(PHONE_HISTORY.c.customer_id)).scalars().all()
    assert sorted(old) == [IVAN, OLGA]
    assert shop.account().available == 50_000


def test_a_phone_that_does_not_open_is_parked(shop: Shop) -> None:
    stream = Stream(TILL)
    right = registered(shop, "anna")
    other = registered(shop, "other")
    for number, wrong in enumerate(
        (
            replace(right, phone_cipher=other.phone_cipher),
            replace(right, phone_hash="00" * 16),
            replace(right, phone_hash="zz"),
            replace(right, phone_cipher="?"),
        )
    ):
        record = replace(wrong, registration_id=f"reg-{number}")
        stream.add_body(record.registration_id, "customer_registered", encode(record))
    assert {result.reason for result in shop.push(stream.request()).results} == {"phone_unreadable"}
    assert "anna" not in people(shop)


def test_consents_are_kept_as_they_were_told(shop: Shop) -> None:
    stream = Stream(TILL)
    given = ConsentGiven("c-1", OLGA, Consent(ConsentPurpose.MARKETING, "v2", AT, ConsentWay.SCREEN), "op", AT)
    stream.add_body("c-1", "consent_given", encode(given))
    back = ConsentWithdrawn("c-2", OLGA, ConsentPurpose.MARKETING, "op", datetime(2026, 3, 2, 10, tzinfo=UTC))
    stream.add_body("c-2", "consent_withdrawn", encode(back))
    shop.push(stream.request())
    with reading(shop.central.engine) as connection:
        rows = connection.execute(select(CONSENT).order_by(CONSENT.c.at_ms)).all()
    assert [(row.purpose, row.text_version, row.withdrawn) for row in rows] == [
        ("marketing", "v2", False),
        ("marketing", "", True),
    ]


def test_texts_that_no_database_takes_are_parked(shop: Shop) -> None:
    stream = Stream(TILL)
    record = replace(registered(shop, "anna"), name="А\0нна")
    stream.add_body(record.registration_id, "customer_registered", encode(record))
    card = CardBound("bind-1", OLGA, "K" * 41, "op", AT)
    stream.add_body("bind-1", "card_bound", encode(card))
    assert {result.reason for result in shop.push(stream.request()).results} == {"body_invalid"}
