"""Signing on and out as people and as attackers try it, against the real process."""

import re
from urllib.parse import urlsplit

import httpx
import pytest
from selenium.webdriver.common.keys import Keys

from sync.server.central import Central
from sync.server.database import reading
from sync.server.journal.journal import journal_rows
from sync.server.office.people import named_person, set_blocked
from sync.server.pages.routes import ROWS
from sync.server.retry import write
from tests.sync.server.pages.browser import Browser
from tests.sync.server.pages.conftest import Visitor
from tests.sync.server.pages.office_world import PASSWORDS

pytestmark = pytest.mark.end_to_end

TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


def form_token(text: str) -> str:
    found = TOKEN.search(text)
    assert found is not None
    return found.group(1)


def stranger(url: str, address: str) -> httpx.Client:
    """Somebody at another address of this machine: limits are counted by address."""
    transport = httpx.HTTPTransport(local_address=address)
    return httpx.Client(base_url=url, transport=transport, follow_redirects=False, timeout=60)


def try_on(client: httpx.Client, name: str, password: str, **more: str) -> httpx.Response:
    token = form_token(client.get("/office/sign-on").text)
    return client.post("/office/sign-on", data={"form_token": token, "name": name, "password": password, **more})


def test_a_person_signs_on_with_the_keyboard_alone_and_out(browser: Browser) -> None:
    browser.open("/office/shifts")
    assert urlsplit(browser.driver.current_url).path == "/office/sign-on"
    name = browser.find("#name")
    for _ in range(6):
        if browser.tab() == name:
            break
    browser.press("Anna")  # capitals do not matter
    browser.tab()
    browser.press(PASSWORDS["anna"], Keys.ENTER)
    browser.wait("nav.menu")
    assert urlsplit(browser.driver.current_url).path == "/office/shifts", "the page that was asked for"
    browser.open("/office/account")
    browser.go("form[action='/office/sign-out'] button")
    browser.wait("#password")
    browser.open("/office/account")
    assert urlsplit(browser.driver.current_url).path == "/office/sign-on"


def test_who_guesses_hears_the_same_for_a_name_that_there_is(office_url: str, beside: Central) -> None:
    answers = []
    with stranger(office_url, "127.0.0.11") as client:
        for name in ("anna", "nobody.at.all"):
            answer = try_on(client, name, "не тот пароль")
            answers.append((answer.status_code, TOKEN.sub("", answer.text), sorted(answer.headers)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 401
    with reading(beside.engine) as connection:
        refused = [row for row in journal_rows(connection) if row.action == "office_refused"][-2:]
    assert [row.subject for row in refused] == ["person-anna", "nobody"], "an unknown name may be a password"


def test_guessing_is_slowed_down_by_name_and_by_address(office_url: str) -> None:
    with stranger(office_url, "127.0.0.12") as client:
        token = form_token(client.get("/office/sign-on").text)
        form = {"form_token": token, "name": "galina", "password": "x"}
        statuses = [client.post("/office/sign-on", data=form).status_code for _ in range(14)]
        assert statuses[0] == 401
        assert statuses[-1] == 429
        right = client.post("/office/sign-on", data={**form, "password": PASSWORDS["galina"]})
        assert (right.status_code, int(right.headers["retry-after"]) > 0) == (429, True)
        others = [client.post("/office/sign-on", data={**form, "name": f"n{n}"}).status_code for n in range(14)]
        assert others[-1] == 429, "one address cannot try a password with every name either"
    with stranger(office_url, "127.0.0.13") as client:
        assert try_on(client, "nina", PASSWORDS["nina"]).status_code == 303, "others are not kept out"


def test_a_planted_session_is_worth_nothing_after_signing_on(office_url: str) -> None:
    with stranger(office_url, "127.0.0.14") as client:
        first = try_on(client, "vera", PASSWORDS["vera"]).cookies["kopilka-office"]
        again = httpx.Client(base_url=office_url, cookies={"kopilka-office": first}, follow_redirects=False)
        with again:
            # The victim's browser carries the attacker's own session when she signs on.
            client.cookies.set("kopilka-office", first)
            client.post("/office/sign-out", data={"form_token": form_token(client.get("/office/account").text)})
            client.cookies.clear()
            second = try_on(client, "vera", PASSWORDS["vera"]).cookies["kopilka-office"]
            assert first != second
            assert again.get("/office/account").status_code == 303
    planted = httpx.Client(base_url=office_url, cookies={"kopilka-office": "a" * 64}, follow_redirects=False)
    with planted:
        made = try_on(planted, "vera", PASSWORDS["vera"]).cookies["kopilka-office"]
        assert made != "a" * 64


def test_signing_on_again_ends_the_session_that_the_browser_had(office_url: str) -> None:
    with stranger(office_url, "127.0.0.15") as client:
        first = try_on(client, "vera", PASSWORDS["vera"]).cookies["kopilka-office"]
        client.cookies.delete("kopilka-office")
        page = client.get("/office/sign-on").text
        client.cookies.set("kopilka-office", first)
        form = {"form_token": form_token(page), "name": "vera", "password": PASSWORDS["vera"]}
        # A signed-on browser's forms carry its session's token: a sign-on form of before does not fit.
        assert client.post("/office/sign-on", data=form).status_code == 403


def test_nobody_is_sent_to_another_site(office_url: str) -> None:
    for place in ("https://evil.example/", "//evil.example", "/\\evil.example", "/office/sign-on", "/office//x", ""):
        with stranger(office_url, "127.0.0.16") as client:
            answer = try_on(client, "sergey", PASSWORDS["sergey"], next=place)
            assert (answer.status_code, answer.headers["location"]) == (303, "/office/"), place


def test_who_is_blocked_is_out_at_once(beside: Central, office_url: str) -> None:
    with stranger(office_url, "127.0.0.17") as client:
        assert try_on(client, "boris", PASSWORDS["boris"]).status_code == 303
        assert client.get("/office/account").status_code == 200
        block(beside, "boris", True)
        try:
            assert client.get("/office/account").status_code == 303
            assert try_on(client, "boris", PASSWORDS["boris"]).status_code == 401
        finally:
            block(beside, "boris", False)


def block(central: Central, name: str, blocked: bool) -> None:
    write(
        central.engine,
        lambda connection: set_blocked(connection, named_person(connection, name), blocked, central.now(), "test"),
    )


def test_sign_out_everywhere_and_another_password(office_url: str) -> None:
    with stranger(office_url, "127.0.0.18") as here, stranger(office_url, "127.0.0.19") as there:
        for client in (here, there):
            assert try_on(client, "nina", PASSWORDS["nina"]).status_code == 303
        token = form_token(here.get("/office/account").text)
        here.post("/office/sign-out", data={"form_token": token, "everywhere": "1"})
        assert [client.get("/office/account").status_code for client in (here, there)] == [303, 303]
        for client in (here, there):
            try_on(client, "nina", PASSWORDS["nina"])
        token = form_token(here.get("/office/account").text)
        new = "Совсем другой 42"
        fields = {"form_token": token, "present": PASSWORDS["nina"], "new": new, "again": new}
        assert here.post("/office/account/password", data={**fields, "present": "x"}).status_code == 400
        assert here.post("/office/account/password", data={**fields, "again": "x"}).status_code == 400
        weak = {**fields, "new": "коротко", "again": "коротко"}
        assert here.post("/office/account/password", data=weak).status_code == 400
        assert here.post("/office/account/password", data=fields).status_code == 303
        assert here.get("/office/account").status_code == 200
        assert there.get("/office/account").status_code == 303, "other places are signed out"
        assert try_on(there, "nina", new).status_code == 303


FORMS = tuple(f"/office{re.sub('{[^}]*}', 'x', row.path)}" for row in ROWS if row.method == "POST" and not row.guests)
"""Every form that is for somebody who is signed on."""


def test_a_form_of_another_page_does_nothing(visitor: Visitor) -> None:
    anna = visitor("anna")
    own = form_token(anna.get("/office/account").text)
    foreign = form_token(visitor("boris").get("/office/account").text)
    for path in (*FORMS, "/office/language"):
        assert anna.post(path, data={"form_token": foreign}).status_code == 403, path
        assert anna.post(path, data={"form_token": own}, headers={"Origin": "https://evil.example"}).status_code == 403
    path = FORMS[0]
    for form in ({"x": "1"}, {"form_token": own[:-1]}, {"form_token": ""}):
        assert anna.post(path, data=form).status_code == 403
    for header in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert anna.post(path, data={"form_token": own}, headers=header).status_code == 403
    assert anna.post(path, json={"form_token": own}).status_code == 415
    assert anna.get("/office/account").status_code == 200, "still signed on"
