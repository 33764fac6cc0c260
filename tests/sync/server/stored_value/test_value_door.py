"""Till and server over HTTP: a certificate is sold, its money set aside through the counter's door, paid with."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pos_app.domain.stored_value.value_kind import ValueKind
from sync.client.counter import CounterDoor
from sync.client.http import HttpDoor
from sync.protocol.capabilities import STORED_VALUE
from sync.protocol.stored_value import ValueAnswer, ValueRefused, ValueRequest, ValueState
from tests.fakes.clock import FakeClock
from tests.sync.server.paper import Stream
from tests.sync.server.running import fill_home, running
from tests.sync.server.shop import TILL, identity
from tests.sync.server.stored_value.test_stored_value import CARD_1, gift, paying, selling, with_certificate


def test_money_of_a_certificate_travels_by_the_counters_own_door(tmp_path: Path) -> None:
    day = fill_home(tmp_path)
    stream = Stream(TILL)
    stream.add(replace(selling(1, gift()), business_day=day))
    request = ValueRequest("hold-1", ValueKind.CERTIFICATE, CARD_1, "sale-000002", 30_000, 1)
    with running(tmp_path) as server:
        door = HttpDoor(server.url, identity(), lambda: datetime.now(UTC))
        counter = CounterDoor(door, FakeClock())
        unknown = counter.value(replace(request, hold_id="hold-0"))
        assert isinstance(unknown, ValueAnswer) and unknown.state is ValueState.UNKNOWN
        answer = door.push(stream.request())
        assert STORED_VALUE in answer.capabilities
        granted = counter.value(request)
        assert isinstance(granted, ValueAnswer) and (granted.granted, granted.left) == (30_000, 20_000)
        assert counter.value(replace(request, epoch=7, hold_id="hold-9")) == ValueRefused("fork")
        paid = replace(paying(2, with_certificate(30_000)), business_day=day)
        stream.add(paid)
        assert door.push(stream.request(stream.operations[-1])).results[0].reason is None
        left = counter.value(replace(request, hold_id="look", kopecks=0))
        assert isinstance(left, ValueAnswer) and left.left == 20_000
        counter.close()
    silent = CounterDoor(HttpDoor(server.url, identity(), lambda: datetime.now(UTC)), FakeClock())
    assert silent.value(request) == ValueRefused("no_answer")
    silent.close()
