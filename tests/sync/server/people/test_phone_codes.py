"""Whether a phone is the customer's: a code that expires, few tries, few messages; spending waits for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from pos_app.domain.people.phone_trust import PhoneVouched
from sync.protocol.operation import OperationKind
from sync.protocol.phone_code import CodeAskRequest, CodeCheckRequest, CodeOutcome
from sync.server.gateway import GatewayError, LoggingGateway
from sync.server.people import phone_codes
from sync.server.people.phone_codes import NoGatewayError, TooManyCodesError, ask_code, check_code
from sync.server.reservations.refused import CustomerUnknownError, PhoneUnconfirmedError
from tests.sync.server.paper import AT, Stream, sale
from tests.sync.server.people.reporting import PHONE, journal, people, registered, report
from tests.sync.server.promising import hold
from tests.sync.server.shop import OLGA, TILL, Shop


@dataclass
class Telephones:
    """What came where; ``broken``: nothing is taken."""

    told: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False

    def send(self, phone_e164: str, text: str) -> None:
        if self.broken:
            raise GatewayError("no signal")
        self.told.append((phone_e164, text))


@pytest.fixture
def telephones() -> Telephones:
    return Telephones()


@pytest.fixture
def stream() -> Stream:
    return Stream(TILL)


@pytest.fixture
def joined(shop: Shop, telephones: Telephones, stream: Stream) -> Iterator[Shop]:
    """Anna joined at a server that sends codes, and earned something."""
    shop.central = replace(shop.central, gateway=telephones, now=shop.clock.now)
    record = registered(shop)
    report(shop, stream, OperationKind.CUSTOMER_REGISTERED, record.registration_id, record)
    stream.add(sale(1, "anna", pieces=(2,), earned=2_000))
    shop.push(stream.request(stream.operations[-1]))
    yield shop


def tell(shop: Shop, code_id: str, code: str) -> tuple[CodeOutcome, int]:
    answer = check_code(shop.central, TILL, CodeCheckRequest(code_id, "anna", "operator-1", code))
    return answer.outcome, answer.tries_left


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10_000:04d}"


def test_points_wait_until_the_code_was_told(joined: Shop, telephones: Telephones) -> None:
    assert not people(joined)["anna"].confirmed
    with pytest.raises(PhoneUnconfirmedError):
        hold(joined, "h-1", 500, customer_id="anna")
    ask_code(joined.central, CodeAskRequest("c-1", "anna"))
    ask_code(joined.central, CodeAskRequest("c-1", "anna"))  # the answer was lost
    ((phone, code),) = telephones.told
    assert (phone, len(code)) == (PHONE, 4)
    assert tell(joined, "c-1", code) == (CodeOutcome.CONFIRMED, 0)
    assert tell(joined, "c-1", code) == (CodeOutcome.CONFIRMED, 0)
    assert people(joined)["anna"].confirmed
    assert hold(joined, "h-2", 500, customer_id="anna").granted == 500
    assert journal(joined)[-1] == ("operator-1", "phone_confirmed", "anna")


def test_no_code_is_stored(joined: Shop, telephones: Telephones, monkeypatch: pytest.MonkeyPatch) -> None:
    # Four digits may stand in any hash by chance; thirty do not.
    monkeypatch.setattr(phone_codes, "CODE_DIGITS", 30)
    ask_code(joined.central, CodeAskRequest("c-1", "anna"))
    code = telephones.told[0][1]
    assert len(code) == 30
    assert tell(joined, "c-1", code[:-1])[0] is CodeOutcome.WRONG
    assert tell(joined, "c-1", code) == (CodeOutcome.CONFIRMED, 0)
    assert code.encode() not in joined.stored()


def test_a_code_is_wrong_three_times_and_no_more(joined: Shop, telephones: Telephones) -> None:
    ask_code(joined.central, CodeAskRequest("c-1", "anna"))
    code = telephones.told[0][1]
    outcomes = [tell(joined, "c-1", wrong(code)) for _ in range(3)]
    assert outcomes == [(CodeOutcome.WRONG, 2), (CodeOutcome.WRONG, 1), (CodeOutcome.USED_UP, 0)]
    assert tell(joined, "c-1", code) == (CodeOutcome.USED_UP, 0)
    assert not people(joined)["anna"].confirmed


def test_a_code_expires_and_only_the_newest_counts(joined: Shop, telephones: Telephones) -> None:
    ask_code(joined.central, CodeAskRequest("c-1", "anna"))
    ask_code(joined.central, CodeAskRequest("c-2", "anna"))
    assert tell(joined, "c-1", telephones.told[0][1]) == (CodeOutcome.USED_UP, 0)
    joined.clock.at += timedelta(minutes=5)
    assert tell(joined, "c-2", telephones.told[1][1]) == (CodeOutcome.EXPIRED, 0)


def test_three_messages_an_hour(joined: Shop, telephones: Telephones) -> None:
    for number in range(3):
        ask_code(joined.central, CodeAskRequest(f"c-{number}", "anna"))
    with pytest.raises(TooManyCodesError) as many:
        ask_code(joined.central, CodeAskRequest("c-3", "anna"))
    assert many.value.wait_ms == 3_600_000
    joined.clock.at += timedelta(hours=1)
    ask_code(joined.central, CodeAskRequest("c-4", "anna"))
    assert len(telephones.told) == 4


def test_a_message_that_did_not_leave_is_not_counted(joined: Shop, telephones: Telephones) -> None:
    telephones.broken = True
    for number in range(5):
        with pytest.raises(GatewayError):
            ask_code(joined.central, CodeAskRequest(f"c-{number}", "anna"))
    telephones.broken = False
    ask_code(joined.central, CodeAskRequest("c-9", "anna"))
    assert tell(joined, "c-9", telephones.told[0][1])[0] is CodeOutcome.CONFIRMED


def test_a_senior_vouches_where_no_code_comes(joined: Shop, stream: Stream) -> None:
    for op_id, approver, reason in (("u-1", "operator-1", "role_too_low"), ("u-2", "boss", None)):
        record = PhoneVouched(op_id, "anna", "operator-1", approver, "he rang here", AT)
        assert report(joined, stream, OperationKind.PHONE_VOUCHED, op_id, record) == reason
    assert people(joined)["anna"].confirmed


def test_nobody_waits_where_no_codes_are_sent(shop: Shop) -> None:
    record = registered(shop)
    report(shop, Stream(TILL), OperationKind.CUSTOMER_REGISTERED, record.registration_id, record)
    assert people(shop)["anna"].confirmed and people(shop)[OLGA].confirmed
    with pytest.raises(NoGatewayError):
        ask_code(shop.central, CodeAskRequest("c-1", "anna"))


def test_a_stranger_gets_no_code(joined: Shop) -> None:
    with pytest.raises(CustomerUnknownError):
        ask_code(joined.central, CodeAskRequest("c-1", "nobody"))


def test_the_log_of_messages_is_its_owners_and_masks_the_number(tmp_path: Path, shop: Shop) -> None:
    log = tmp_path / "messages.log"
    LoggingGateway(log, shop.clock.now).send(PHONE, "4821")
    assert log.read_text("utf-8").endswith("\t4821\n")
    assert PHONE[-4:] not in log.read_text("utf-8")
    assert log.stat().st_mode & 0o777 == 0o600
