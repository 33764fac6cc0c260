"""Every kind of answer carries the rules for the browser; cookies are nobody else's to read or to set."""

import asyncio

import httpx
import pytest

from sync.server.office.people import add_person
from sync.server.retry import write
from sync.server.web.app import app_of
from tests.sync.server.pages.conftest import Visitor
from tests.sync.server.pages.office_world import PASSWORDS, PEOPLE, World
from tests.sync.server.pages.test_sign_on import form_token
from tests.sync.server.shop import Shop

EXPECTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def policy(answer: httpx.Response) -> dict[str, str]:
    parts = answer.headers["content-security-policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


@pytest.mark.end_to_end
def test_every_kind_of_answer(visitor: Visitor, world: World) -> None:
    anna, nobody = visitor("anna"), visitor("")
    answers = {
        "page": anna.get("/office/"),
        "part": anna.get("/office/tills?part=1"),
        "file": anna.get(f"/office/shifts/{world.shop_shift}?as=csv"),
        "missing": anna.get("/office/nothing"),
        "forbidden": visitor("sergey").get("/office/shifts"),
        "redirect": nobody.get("/office/"),
        "guest": nobody.get("/office/sign-on"),
        "static": nobody.get("/office/static/office.css"),
        "no static": nobody.get("/office/static/x.css"),
        "too large": anna.post("/office/language", content=b"a" * 300_000, headers={"Content-Type": _FORM}),
    }
    for kind, answer in answers.items():
        for name, value in EXPECTED.items():
            assert answer.headers.get(name) == value, f"{kind}: {name}"
        rules = policy(answer)
        assert rules["default-src"] == "'self'"
        assert rules["frame-ancestors"] == "'none'"
        assert "unsafe" not in answer.headers["content-security-policy"]
        if kind != "static":
            assert answer.headers.get("cache-control", "no-store") == "no-store", kind
        assert "strict-transport-security" not in answer.headers
    assert answers["too large"].status_code == 413
    assert answers["file"].headers["content-disposition"].startswith("attachment; ")


_FORM = "application/x-www-form-urlencoded"


@pytest.mark.end_to_end
def test_the_cookie_without_tls(office_url: str) -> None:
    with httpx.Client(base_url=office_url, transport=httpx.HTTPTransport(local_address="127.0.0.31")) as client:
        form = {"form_token": form_token(client.get("/office/sign-on").text)}
        form |= {"name": "sergey", "password": PASSWORDS["sergey"]}
        set_cookie = client.post("/office/sign-on", data=form).headers.get_list("set-cookie")
    session = next(each for each in set_cookie if each.startswith("kopilka-office="))
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(session.split("; "))
    assert "Secure" not in session


def test_over_tls_cookies_are_the_hosts_own(sqlite_shop: Shop) -> None:
    central = sqlite_shop.central
    write(
        central.engine,
        lambda connection: add_person(connection, PEOPLE[0], PASSWORDS["anna"], "p", central.now(), "test"),
    )

    async def visit() -> None:
        transport = httpx.ASGITransport(app_of(central, burns=False))
        async with httpx.AsyncClient(transport=transport, base_url="https://kopilka.test") as client:
            page = await client.get("/office/sign-on")
            form = {"form_token": form_token(page.text), "name": "anna", "password": PASSWORDS["anna"]}
            answer = await client.post("/office/sign-on", data=form)
            assert answer.status_code == 303
            cookies = answer.headers.get_list("set-cookie")
            session = next(each for each in cookies if each.startswith("__Host-kopilka-office="))
            assert {"HttpOnly", "SameSite=strict", "Path=/", "Secure"} <= set(session.split("; "))
            assert answer.headers["strict-transport-security"].startswith("max-age=")
            assert (await client.get("/office/account")).status_code == 200

    asyncio.run(visit())
