"""The counter asks about a customer over HTTP: his page, a code to his phone; what no answer is, and when to rest."""

from dataclasses import replace

from sync.client.customer_door import CustomerCounter
from sync.client.failure import ExchangeFailedError, FailureKind
from sync.client.http import HttpDoor
from sync.protocol.customer_page import CustomerPageAnswer, CustomerPageRequest
from sync.protocol.not_answered import NO_ANSWER, NotAnswered
from sync.protocol.phone_code import CodeAskAnswer, CodeAskRequest, CodeCheckAnswer, CodeCheckRequest, CodeOutcome
from tests.fakes.clock import FakeClock
from tests.sync.server.asking import client_of
from tests.sync.server.shop import OLGA, Shop, identity


class _Telephones:
    def __init__(self) -> None:
        self.told: list[str] = []

    def send(self, phone_e164: str, text: str) -> None:
        self.told.append(text)


def test_page_and_code_over_http(sqlite_shop: Shop) -> None:
    telephones = _Telephones()
    sqlite_shop.central = replace(sqlite_shop.central, gateway=telephones)
    with client_of(sqlite_shop) as client:
        counter = CustomerCounter(HttpDoor(str(client.base_url), identity(), sqlite_shop.clock.now), FakeClock())
        page = counter.customer_page(CustomerPageRequest(OLGA, "operator-1"))
        sent = counter.ask_code(CodeAskRequest("code-1", OLGA))
        right = counter.check_code(CodeCheckRequest("code-1", OLGA, "operator-1", telephones.told[0]))
        unknown = counter.ask_code(CodeAskRequest("code-2", "nobody"))
        counter.close()
    assert isinstance(page, CustomerPageAnswer) and page.customer is not None
    assert isinstance(sent, CodeAskAnswer) and sent.tries == 3
    assert isinstance(right, CodeCheckAnswer) and right.outcome is CodeOutcome.CONFIRMED
    assert unknown == NotAnswered("customer_unknown")


def test_a_server_without_a_gateway_says_so(sqlite_shop: Shop) -> None:
    with client_of(sqlite_shop) as client:
        counter = CustomerCounter(HttpDoor(str(client.base_url), identity(), sqlite_shop.clock.now), FakeClock())
        assert counter.ask_code(CodeAskRequest("code-1", OLGA)) == NotAnswered("no_gateway")
        assert counter.is_worth_asking()
        counter.close()


class _Dead:
    def customer_page(self, request: CustomerPageRequest) -> CustomerPageAnswer:
        raise ExchangeFailedError(FailureKind.SERVER_DOWN, "nobody")

    def ask_code(self, request: CodeAskRequest) -> CodeAskAnswer:
        raise ExchangeFailedError(FailureKind.SERVER_DOWN, "503", code="message_not_sent")

    def check_code(self, request: CodeCheckRequest) -> CodeCheckAnswer:
        raise ExchangeFailedError(FailureKind.SERVER_DOWN, "nobody")

    def close(self) -> None: ...


def test_after_two_silences_nobody_waits_for_a_while() -> None:
    clock = FakeClock()
    counter = CustomerCounter(_Dead(), clock)
    for _ in range(3):
        assert counter.ask_code(CodeAskRequest("c", OLGA)) == NotAnswered("message_not_sent")
    assert counter.is_worth_asking()  # it answered, though it could not send
    for _ in range(2):
        assert counter.customer_page(CustomerPageRequest(OLGA, "op")) == NotAnswered(NO_ANSWER)
    assert not counter.is_worth_asking()
    clock.advance(seconds=11)
    assert counter.is_worth_asking()
