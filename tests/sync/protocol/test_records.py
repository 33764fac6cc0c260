"""The records of the till's operations travel as canonical JSON: what is stored today is read for ever."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.consent import Consent, ConsentGiven, ConsentPurpose, ConsentWay, ConsentWithdrawn
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.held_card import BlockReason
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.phone_trust import PhoneShown, PhoneVouched
from pos_app.domain.people.registration import CustomerRegistered
from pos_app.domain.reservation.closed import CloseReason, ReservationClosed
from pos_app.domain.reservation.kind import ReservationKind
from pos_app.domain.reservation.redemption import RedemptionPart
from pos_app.domain.reservation.terms import ReservationTerms
from pos_app.domain.transaction.sale import Sale
from sync.protocol.encoding import decode, encode
from tests.sync.server.paper import sale

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CONSENT = Consent(ConsentPurpose.PERSONAL_DATA, "2026-01", AT, ConsentWay.SIGNED)
GOLDEN: list[tuple[object, str]] = [
    (
        ReservationClosed("c1", "r1", "olga", 150, CloseReason.RECEIPT, AT),
        '{"closed_at":"2026-03-02T09:00:00Z","closing_id":"c1","customer_id":"olga","reason":"receipt",'
        '"reservation_id":"r1","spent":150}',
    ),
    (
        ReservationTerms("r1", "t1", 2, "olga", ReservationKind.LEASE, 500, 1000),
        '{"customer_id":"olga","duration_ms":1000,"epoch":2,"granted":500,"kind":"lease","reservation_id":"r1",'
        '"till_id":"t1"}',
    ),
    (
        CustomerRegistered("g1", "ivan", "Иван", "00ff", "YQ==", date(1990, 5, 4), (CONSENT,), "op", AT),
        '{"birth_day":"1990-05-04","consents":[{"given_at":"2026-03-02T09:00:00Z","purpose":"personal_data",'
        '"text_version":"2026-01","way":"signed"}],"customer_id":"ivan","invited_by":null,"name":"Иван",'
        '"operator_id":"op","phone_cipher":"YQ==","phone_hash":"00ff","registered_at":"2026-03-02T09:00:00Z","registration_id":"g1"}',
    ),
    (
        CardBound("b1", "ivan", "K100", "op", AT),
        '{"binding_id":"b1","bound_at":"2026-03-02T09:00:00Z","card_number":"K100","customer_id":"ivan",'
        '"operator_id":"op"}',
    ),
    (
        CardBlocked("k1", "ivan", "K100", BlockReason.LOST, "op", AT),
        '{"blocked_at":"2026-03-02T09:00:00Z","blocking_id":"k1","card_number":"K100","customer_id":"ivan",'
        '"operator_id":"op","reason":"lost"}',
    ),
    (
        CardActivated("a1", "ivan", "K100", "op", "boss", AT),
        '{"activated_at":"2026-03-02T09:00:00Z","activation_id":"a1","approved_by":"boss","card_number":"K100",'
        '"customer_id":"ivan","operator_id":"op"}',
    ),
    (
        DetailsChanged("d1", "ivan", "Иван", "YQ==", date(1990, 5, 4), "op", AT),
        '{"birth_day":"1990-05-04","change_id":"d1","changed_at":"2026-03-02T09:00:00Z","customer_id":"ivan",'
        '"email_cipher":"YQ==","name":"Иван","operator_id":"op"}',
    ),
    (
        PhoneVouched("u1", "ivan", "op", "boss", "no signal", AT),
        '{"approved_by":"boss","customer_id":"ivan","operator_id":"op","reason":"no signal",'
        '"vouched_at":"2026-03-02T09:00:00Z","vouching_id":"u1"}',
    ),
    (
        PhoneShown("h1", "ivan", "op", AT),
        '{"customer_id":"ivan","operator_id":"op","showing_id":"h1","shown_at":"2026-03-02T09:00:00Z"}',
    ),
    (
        CustomersMerged("m1", "ivan", "ivan-2", "two phones", "op", "boss", AT),
        '{"approved_by":"boss","goes_id":"ivan-2","merge_id":"m1","merged_at":"2026-03-02T09:00:00Z",'
        '"operator_id":"op","reason":"two phones","stays_id":"ivan"}',
    ),
    (
        PhoneChanged("p1", "ivan", "00ff", "YQ==", "op", AT, approved_by="boss", reason="lost"),
        '{"approved_by":"boss","change_id":"p1","changed_at":"2026-03-02T09:00:00Z","code_id":"","customer_id":"ivan",'
        '"operator_id":"op","phone_cipher":"YQ==","phone_hash":"00ff","reason":"lost"}',
    ),
    (
        ConsentGiven("n1", "ivan", CONSENT, "op", AT),
        '{"consent":{"given_at":"2026-03-02T09:00:00Z","purpose":"personal_data","text_version":"2026-01","way":"signed"},'
        '"consent_id":"n1","customer_id":"ivan","given_at":"2026-03-02T09:00:00Z","operator_id":"op"}',
    ),
    (
        ConsentWithdrawn("w1", "ivan", ConsentPurpose.MARKETING, "op", AT),
        '{"customer_id":"ivan","operator_id":"op","purpose":"marketing","withdrawal_id":"w1",'
        '"withdrawn_at":"2026-03-02T09:00:00Z"}',
    ),
    (
        ParkedResolved("v1", "s1", 1, 7, Resolution.ADJUST, "op", "boss", "till jam", AT, None, -50, "ivan"),
        '{"action":"adjust","approved_by":"boss","body":null,"customer_id":"ivan","epoch":1,"op_id":"s1",'
        '"operator_id":"op","points":-50,"reason":"till jam","resolution_id":"v1",'
        '"resolved_at":"2026-03-02T09:00:00Z","seq":7}',
    ),
]


@pytest.mark.parametrize(("record", "text"), GOLDEN, ids=[type(record).__name__ for record, _ in GOLDEN])
def test_a_record_is_written_so_and_read_back(record: object, text: str) -> None:
    assert encode(record).decode() == text
    assert decode(type(record), text.encode()) == record


def test_a_sale_names_the_reservations_it_spent_from_and_older_ones_name_none() -> None:
    plain = sale(1, "olga", points=500)
    spent = replace(plain, redemption=(RedemptionPart("r1", 300), RedemptionPart("r2", 200, "signed")))
    assert decode(Sale, encode(spent)) == spent
    older = encode(plain).replace(b'"redemption":[],', b"")
    assert b"redemption" not in older
    assert decode(Sale, older) == plain


def test_a_phone_is_in_no_repr() -> None:
    text = repr(CustomerRegistered("g1", "ivan", "Иван", "00ff", "YQ==", None, (), "op", AT))
    assert "YQ==" not in text


def test_a_registration_from_before_friends_were_named_is_still_read() -> None:
    old = (
        '{"birth_day":null,"consents":[],"customer_id":"ivan","name":"Иван","operator_id":"op","phone_cipher":"YQ==",'
        '"phone_hash":"00ff","registered_at":"2026-03-02T09:00:00Z","registration_id":"g1"}'
    )
    assert decode(CustomerRegistered, old.encode()).invited_by is None
