"""The gate seen from a till: a clock that is off heals itself, and a database that is away is said in JSON."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from sync.client.http import HttpDoor
from sync.protocol.pull import PullRequest
from sync.protocol.rows import Stream
from sync.server.access.gate import Gate
from sync.server.access.seen_requests import SeenRequests
from tests.sync.server.asking import Asker, client_of, told
from tests.sync.server.shop import Shop, identity

GOODS = "/v1/sync/pull?stream=goods"


@pytest.mark.allow_log("the server's clock is ahead")
@pytest.mark.parametrize("wrong_by", [timedelta(days=400), timedelta(days=-8000), timedelta(minutes=-6)])
def test_a_till_whose_clock_is_wrong_still_gets_through(shop: Shop, wrong_by: timedelta) -> None:
    with client_of(shop) as client:
        door = HttpDoor(str(client.base_url), identity(), lambda: shop.clock.now() + wrong_by)
        for _ in range(2):
            assert door.pull(PullRequest(Stream.GOODS, None)).rows
        shop.clock.at += timedelta(days=3)  # time goes on for both
        assert door.pull(PullRequest(Stream.GOODS, None)).rows
        door.close()


@pytest.mark.allow_log("database failed", "request failed", "Exception in ASGI application")
def test_what_fails_at_the_gate_is_said_in_json(shop: Shop, monkeypatch: pytest.MonkeyPatch, allow_log: object) -> None:
    def away(*_: object) -> bool:
        raise OperationalError("INSERT", {}, Exception("the database is locked"))

    def broken(*_: object) -> None:
        raise RuntimeError("nobody foresaw this")

    with client_of(shop) as client:
        asker = Asker(client, shop.clock.now)
        monkeypatch.setattr(SeenRequests, "is_new", away)
        assert told(asker.ask("GET", GOODS)) == (503, "database_unavailable")
        monkeypatch.setattr(Gate, "announced", broken)
        assert told(asker.ask("GET", GOODS)) == (500, "server_fault")
        monkeypatch.setattr(Gate, "check_time", broken)
        assert told(client.post("/v1/enrol", content=b"{}")) == (500, "server_fault")
