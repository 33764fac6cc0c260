import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from sync.server.database import writing
from sync.server.networks import networks_of
from sync.server.web.app import app_of
from tests.sync.server.paper import Stream
from tests.sync.server.shop import TILL, Shop

HERE = ("127.0.0.1", 50_000)


class Asking:
    """Asks the application as somebody at ``client`` does, without a network."""

    def __init__(self, shop: Shop, client: tuple[str, int] = HERE, metrics_from: str = "") -> None:
        app = app_of(shop.central, metrics_from=networks_of(metrics_from))
        self._transport = httpx.ASGITransport(app, client=client)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.request("GET", path, **headers)

    def request(self, method: str, path: str, **headers: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://server") as asking:
                return await asking.request(method, path, headers=headers)

        return asyncio.run(ask())


def test_live_and_ready_and_which_life(shop: Shop) -> None:
    ask = Asking(shop)
    assert ask.get("/health/live").json() == {"status": "ok"}
    assert ask.get("/health/ready").json() == {"status": "ok"}
    assert ask.get("/health").json() == {"status": "ok", "protocol": 1, "incarnation": shop.central.incarnation}


def test_a_database_of_another_version_or_without_an_answer_is_not_ready(shop: Shop) -> None:
    ask = Asking(shop)
    with writing(shop.central.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert (ask.get("/health/live").status_code, ask.get("/health/ready").status_code) == (200, 503)
    with writing(shop.central.engine) as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    answer = ask.get("/health/ready")
    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")


@pytest.mark.parametrize(
    ("asker", "allowed", "status"),
    [
        ("127.0.0.1", "", 200),
        ("::1", "", 200),
        ("::ffff:127.0.0.1", "", 200),
        ("10.1.2.3", "", 404),
        ("10.1.2.3", "10.0.0.0/8, fd00::/8", 200),
        ("fd00::7", "10.0.0.0/8, fd00::/8", 200),
        ("192.168.1.1", "10.0.0.0/8, fd00::/8", 404),
        ("testclient", "0.0.0.0/0", 404),
    ],
)
def test_figures_are_for_this_machine_and_the_networks_that_are_named(
    sqlite_shop: Shop, asker: str, allowed: str, status: int
) -> None:
    ask = Asking(sqlite_shop, (asker, 1), allowed)
    answer = ask.get("/metrics")
    assert answer.status_code == status
    if status == 404:
        assert ask.get("/metrics", **{"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert ("kopilka_requests_total" in answer.text) == (status == 200)


def test_invented_paths_and_methods_do_not_make_new_figures(sqlite_shop: Shop) -> None:
    ask = Asking(sqlite_shop)
    for path in ("/secret-path-1", "/v1/secret-path-2"):
        ask.request("BREW", path)
    figures = ask.get("/metrics").text
    assert "secret-path" not in figures and "BREW" not in figures
    assert 'kopilka_requests_total{door="none",method="other",status="404"}' in figures


def test_parked_operations_and_silent_tills_are_told_with_their_age(shop: Shop) -> None:
    stream = Stream(TILL)
    stream.add_body("what-1", "unknown", b"{}")
    shop.push(stream.request())
    shop.clock.at += timedelta(minutes=31)
    figures = Asking(shop).get("/metrics").text
    for line in ("parked_open 1.0", "parked_oldest_seconds 1860.0", "tills_silent 1.0", "database_up 1.0"):
        assert f"kopilka_{line}\n" in figures
    assert 'kopilka_parked_operations_total{reason="kind_unknown"}' in figures


def test_figures_are_there_without_the_database(shop: Shop) -> None:
    with writing(shop.central.engine) as connection:
        connection.execute(text("DROP TABLE till"))
    figures = Asking(shop).get("/metrics").text
    assert "kopilka_database_up 0.0\n" in figures and "kopilka_requests_total" in figures


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_a_proxy_on_this_machine_hands_on_is_not_asked_by_this_machine(sqlite_shop: Shop, header: str) -> None:
    assert Asking(sqlite_shop).get("/metrics", **{header: "203.0.113.9"}).status_code == 404
    assert Asking(sqlite_shop, metrics_from="127.0.0.1").get("/metrics", **{header: "203.0.113.9"}).status_code == 200
