"""A customer's new number on the server: proven by a code to it or by a senior person, the later change stands."""

import base64
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pos_app.domain.people.phone_change import PhoneChanged
from sync.protocol.operation import OperationKind
from sync.protocol.phone_code import CodeAskRequest, CodeCheckRequest, CodeOutcome
from sync.server.people.old_number import NUMBER_CHANGED, tell_old_numbers
from sync.server.people.phone_codes import NUMBER_CHANGES, PhoneTakenError, ask_code, check_code
from sync.server.reservations.refused import RequestInvalidError
from tests.sync.server.paper import AT, Stream
from tests.sync.server.people.reporting import journal, people, report
from tests.sync.server.people.test_phone_codes import Telephones, wrong
from tests.sync.server.shop import IVAN, OLGA, OLGA_PHONE, OTHER_TILL, TILL, Shop

NEW, NEWER = "+79735550777", "+79735550888"


def sealed(shop: Shop, phone: str, customer_id: str = OLGA) -> tuple[str, str]:
    vault = shop.central.vault
    return vault.hash(phone).hex(), base64.b64encode(vault.encrypt(phone, customer_id)).decode()


def changed(
    shop: Shop, op_id: str, phone: str, *, at: datetime = AT, code_id: str = "", boss: str = "", who: str = OLGA
) -> PhoneChanged:
    hash_hex, cipher = sealed(shop, phone, who)
    return PhoneChanged(op_id, who, hash_hex, cipher, "operator-1", at, code_id, boss, "lost" if boss else "")


def send(shop: Shop, stream: Stream, record: PhoneChanged) -> str | None:
    return report(shop, stream, OperationKind.PHONE_CHANGED, record.change_id, record)


@pytest.fixture
def telephones() -> Telephones:
    return Telephones()


@pytest.fixture
def coded(shop: Shop, telephones: Telephones) -> Shop:
    shop.central = replace(shop.central, gateway=telephones, now=shop.clock.now)
    return shop


def ask(shop: Shop, code_id: str, phone: str, who: str = OLGA) -> None:
    hash_hex, cipher = sealed(shop, phone, who)
    ask_code(shop.central, CodeAskRequest(code_id, who, phone_hash=hash_hex, phone_cipher=cipher))


def tell(shop: Shop, code_id: str, phone: str, code: str) -> CodeOutcome:
    request = CodeCheckRequest(code_id, OLGA, "operator-1", code, phone_hash=sealed(shop, phone)[0])
    return check_code(shop.central, TILL, request).outcome


def test_a_code_to_the_new_number_proves_it(coded: Shop, telephones: Telephones) -> None:
    ask(coded, "c-1", NEW)
    ((phone, code),) = telephones.told
    assert phone == NEW
    assert tell(coded, "c-1", NEW, wrong(code)) is CodeOutcome.WRONG
    assert tell(coded, "c-1", NEW, code) is CodeOutcome.CONFIRMED
    assert tell(coded, "c-1", NEW, code) is CodeOutcome.CONFIRMED, "the answer was lost"
    assert telephones.told[1:] == [(OLGA_PHONE, NUMBER_CHANGES)], "who has the old telephone hears of it, once"
    assert people(coded)[OLGA].phone_e164 == OLGA_PHONE, "it counts when the till has reported it"
    assert send(coded, Stream(TILL), changed(coded, "p-1", NEW, code_id="c-1")) is None
    assert (people(coded)[OLGA].phone_e164, people(coded)[OLGA].confirmed) == (NEW, True)
    assert journal(coded)[-1] == ("operator-1", "phone_changed", OLGA)
    assert NEW[2:].encode() not in coded.stored()


@pytest.mark.allow_log("kopilka.server.people: WARNING: old_number=not_told cause=GatewayError")
def test_an_old_number_that_cannot_be_told_keeps_nothing_up(coded: Shop, telephones: Telephones) -> None:
    ask(coded, "c-1", NEW)
    telephones.broken = True
    assert tell(coded, "c-1", NEW, telephones.told[0][1]) is CodeOutcome.CONFIRMED


def test_a_code_proves_one_number_of_one_person(coded: Shop, telephones: Telephones) -> None:
    stream = Stream(TILL)
    ask(coded, "c-1", NEW)
    (_, code) = telephones.told[0]
    assert send(coded, stream, changed(coded, "p-0", NEW, code_id="c-1")) == "second_person_needed", "nobody told it"
    assert tell(coded, "c-1", NEWER, code) is CodeOutcome.USED_UP
    assert tell(coded, "c-1", NEW, code) is CodeOutcome.CONFIRMED
    assert send(coded, stream, changed(coded, "p-1", NEWER, code_id="c-1")) == "second_person_needed"
    assert send(coded, stream, changed(coded, "p-2", NEW, code_id="c-1", who=IVAN)) == "second_person_needed"
    assert people(coded)[OLGA].phone_e164 == OLGA_PHONE


def test_no_code_goes_to_somebody_elses_number(coded: Shop, telephones: Telephones) -> None:
    with pytest.raises(PhoneTakenError):
        ask(coded, "c-1", OLGA_PHONE, IVAN)
    with pytest.raises(RequestInvalidError):
        ask_code(coded.central, CodeAskRequest("c-2", OLGA, phone_hash="00" * 16, phone_cipher="AAAA"))
    assert telephones.told == []


def test_without_a_code_it_takes_a_senior_person(shop: Shop) -> None:
    stream = Stream(TILL)
    assert send(shop, stream, changed(shop, "p-1", NEW)) == "second_person_needed"
    assert send(shop, stream, changed(shop, "p-2", NEW, boss="operator-1")) == "role_too_low"
    assert send(shop, stream, changed(shop, "p-3", NEW, boss="boss")) is None
    assert people(shop)[OLGA].phone_e164 == NEW


def test_the_old_number_hears_of_a_change_by_a_senior_persons_word(coded: Shop, telephones: Telephones) -> None:
    stream = Stream(TILL)
    assert send(coded, stream, changed(coded, "p-1", NEW)) == "second_person_needed"
    assert tell_old_numbers(coded.central) == 0, "nothing was changed"
    assert send(coded, stream, changed(coded, "p-2", NEW, boss="boss")) is None
    assert telephones.told == [], "nothing is sent while the books are locked"
    assert OLGA_PHONE[2:].encode() not in coded.stored()
    assert (tell_old_numbers(coded.central), tell_old_numbers(coded.central)) == (1, 0)
    assert telephones.told == [(OLGA_PHONE, NUMBER_CHANGED)], "once"
    assert send(coded, stream, changed(coded, "p-3", NEW, boss="boss")) is None
    assert tell_old_numbers(coded.central) == 0, "it is the number that he has"


@pytest.mark.allow_log("old_number=(not_told_yet|never_told) change=p-. cause=GatewayError")
def test_what_the_gateway_does_not_take_is_tried_for_a_day(coded: Shop, telephones: Telephones) -> None:
    stream = Stream(TILL)
    assert send(coded, stream, changed(coded, "p-1", NEW, boss="boss")) is None
    telephones.broken = True
    assert (tell_old_numbers(coded.central), tell_old_numbers(coded.central)) == (0, 0)
    coded.clock.at += timedelta(minutes=1)
    telephones.broken = False
    assert tell_old_numbers(coded.central) == 1
    assert send(coded, stream, changed(coded, "p-2", NEWER, boss="boss", at=AT + timedelta(minutes=1))) is None
    telephones.broken = True
    coded.clock.at += timedelta(hours=25)
    assert tell_old_numbers(coded.central) == 0
    telephones.broken = False
    coded.clock.at += timedelta(hours=1)
    assert tell_old_numbers(coded.central) == 0, "given up"


def test_a_server_without_messages_keeps_none(shop: Shop) -> None:
    assert send(shop, Stream(TILL), changed(shop, "p-1", NEW, boss="boss")) is None
    shop.central = replace(shop.central, gateway=Telephones())
    assert tell_old_numbers(shop.central) == 0


def test_of_two_tills_the_later_change_stands_whoever_is_heard_first(shop: Shop) -> None:
    first = changed(shop, "p-1", NEW, at=AT, boss="boss")
    second = changed(shop, "p-2", NEWER, at=AT + timedelta(minutes=5), boss="boss")
    assert send(shop, Stream(TILL), second) is None
    assert send(shop, Stream(OTHER_TILL), first) == "phone_changed_since"
    assert people(shop)[OLGA].phone_e164 == NEWER
    third = changed(shop, "p-3", NEW, at=AT + timedelta(minutes=9), boss="boss", who=IVAN)
    fourth = changed(shop, "p-4", NEW, at=AT + timedelta(minutes=8), boss="boss")
    stream = Stream(OTHER_TILL)
    stream.operations = list(_sent(shop, first).operations)
    assert send(shop, stream, third) is None
    assert send(shop, stream, fourth) == "phone_taken", "a number has one owner, whose it became first here"


def _sent(shop: Shop, record: PhoneChanged) -> Stream:
    stream = Stream(OTHER_TILL)
    report(shop, stream, OperationKind.PHONE_CHANGED, record.change_id, record)
    return stream
