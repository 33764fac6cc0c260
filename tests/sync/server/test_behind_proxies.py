"""A proxy before the server: it alone is believed of whom a request comes from, and over what."""

import asyncio
from pathlib import Path

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from sync.server.access.rate_limit import RateLimits
from sync.server.networks import networks_of
from sync.server.server_settings import ServerSettingsError, load_server_settings
from sync.server.web.app import app_of
from sync.server.web.behind_proxies import BehindProxies
from tests.sync.server.shop import Shop

OWN = "127.0.0.1, 10.0.0.0/8, fd00::/8"
FAR = "203.0.113.9"


def seen(connection: str, *headers: tuple[str, str], proxies: str = OWN) -> tuple[str, str]:
    """Who asks and by which scheme, as the application is told."""
    told: list[tuple[str, str]] = []

    async def application(scope: Scope, _receive: Receive, _send: Send) -> None:
        told.append((scope["client"][0], scope["scheme"]))

    async def nothing(*_: object) -> None:
        raise AssertionError("nobody reads or writes here")

    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    scope = {"type": "http", "client": (connection, 5), "scheme": "http", "headers": raw}
    asyncio.run(BehindProxies(application, networks_of(proxies))(scope, nothing, nothing))
    return told[0]


FOR, PROTO = "X-Forwarded-For", "X-Forwarded-Proto"


@pytest.mark.parametrize(
    ("connection", "headers", "expected"),
    [
        ("127.0.0.1", [(FOR, FAR), (PROTO, "https")], (FAR, "https")),
        ("::ffff:10.1.1.1", [(FOR, FAR), (PROTO, "HTTPS")], (FAR, "https")),
        ("fd00::7", [(FOR, "[2001:db8::1]:4711"), (PROTO, "https")], ("2001:db8::1", "https")),
        ("10.1.1.1", [(FOR, f"{FAR}:4711")], (FAR, "http")),
        # Somebody who is no proxy says that he is somebody else, over TLS.
        (FAR, [(FOR, "127.0.0.1"), (PROTO, "https")], (FAR, "http")),
        ("11.0.0.1", [(FOR, FAR), (PROTO, "https")], ("11.0.0.1", "http")),
        # He says so through the proxy, which writes his own address behind it, in the same line or in another.
        ("127.0.0.1", [(FOR, f"198.51.100.1, 10.0.0.3, {FAR}"), (PROTO, "https")], (FAR, "https")),
        ("127.0.0.1", [(FOR, "10.0.0.3"), (FOR, FAR), (PROTO, "https")], (FAR, "https")),
        # Two proxies, one behind the other: the outer one has the certificate, each adds its line or the last tells.
        ("127.0.0.1", [(FOR, f"198.51.100.1, {FAR}, 10.0.0.3"), (PROTO, "https")], (FAR, "https")),
        ("127.0.0.1", [(FOR, f"{FAR}, 10.0.0.3"), (PROTO, "https, http")], (FAR, "https")),
        ("127.0.0.1", [(FOR, f"198.51.100.1, {FAR}, 10.0.0.3"), (PROTO, "https, http, https")], (FAR, "http")),
        ("127.0.0.1", [(FOR, f"{FAR}, 10.0.0.3"), (PROTO, "https, http, https")], (FAR, "http")),
        # Somebody on a proxy's own machine; nonsense; nothing.
        ("127.0.0.1", [(FOR, "10.0.0.4, 10.0.0.3"), (PROTO, "https")], ("10.0.0.4", "https")),
        ("127.0.0.1", [(FOR, f"{FAR}, unknown"), (PROTO, "gopher")], ("127.0.0.1", "http")),
        ("127.0.0.1", [(FOR, " , "), (PROTO, "")], ("127.0.0.1", "http")),
        ("127.0.0.1", [], ("127.0.0.1", "http")),
        ("not an address", [(FOR, FAR), (PROTO, "https")], ("not an address", "http")),
    ],
)
def test_who_asks(connection: str, headers: list[tuple[str, str]], expected: tuple[str, str]) -> None:
    assert seen(connection, *headers) == expected


def test_without_the_setting_nobody_is_believed() -> None:
    assert seen("127.0.0.1", (FOR, FAR), (PROTO, "https"), proxies="") == ("127.0.0.1", "http")


def test_cookies_and_limits_are_those_of_who_asks(sqlite_shop: Shop) -> None:
    limits = RateLimits(enrolments=2)
    app = app_of(sqlite_shop.central, limits, burns=False, proxies=networks_of("10.0.0.1"))

    async def ask(connection: str, asker: str) -> tuple[str, list[int]]:
        headers = {FOR: asker, PROTO: "https"}
        transport = httpx.ASGITransport(app, client=(connection, 5))
        async with httpx.AsyncClient(transport=transport, base_url="http://kopilka.test", headers=headers) as client:
            page = await client.get("/office/sign-on")
            tries = [(await client.post("/v1/enrol", json={})).status_code for _ in range(3)]
            return page.headers["set-cookie"], tries

    for asker in (FAR, "203.0.113.10"):
        cookie, tries = asyncio.run(ask("10.0.0.1", asker))
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie
        assert [each == 429 for each in tries] == [False, False, True]
    by_himself = [asyncio.run(ask("198.51.100.7", f"203.0.113.{number}")) for number in (20, 21)]
    assert all("Secure" not in cookie and not cookie.startswith("__Host-") for cookie, _ in by_himself)
    assert [each == 429 for _, tries in by_himself for each in tries] == [False, False, *[True] * 4]


@pytest.mark.parametrize("wrong", ["0.0.0.0/0", "::/0", "nginx", "10.0.0.1/8", "*"])
def test_a_setting_that_is_none(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "server.toml"
    file.write_text(f'trusted_proxies = "{wrong}"\n', encoding="utf-8")
    with pytest.raises(ServerSettingsError, match="trusted_proxies is wrong; expected"):
        load_server_settings(file)
    file.write_text(f'trusted_proxies = "{OWN}"\n', encoding="utf-8")
    assert load_server_settings(file).trusted_proxies == OWN
