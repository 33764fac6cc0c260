"""Every page that stands by itself answers on SQLite and on PostgreSQL, before anything was sold."""

import asyncio
import os

import httpx
from sqlalchemy import Connection

from pos_app.domain.report.report_name import ReportName
from sync.server.office.people import NewPerson, add_person
from sync.server.office.sessions import begin_session
from sync.server.retry import write
from sync.server.web.app import app_of
from tests.sync.server.pages.office_world import PASSWORDS, PEOPLE
from tests.sync.server.pages.test_sign_on import form_token
from tests.sync.server.shop import OLGA, OLGA_PHONE, Shop

PATHS = (
    "/office/",
    "/office/?part=1",
    "/office/shifts",
    "/office/shifts?shop=shop",
    *(f"/office/reports/{name}" for name in ReportName),
    "/office/flagged",
    "/office/flagged?action=without_promise&before=9.till.1.1",
    "/office/tills",
    "/office/customers",
    f"/office/customers/{OLGA}",
    "/office/corrections",
    "/office/account",
)


def test_every_page(shop: Shop) -> None:
    for new in (PEOPLE[0], PEOPLE[2]):  # the owner, and the manager of this one shop
        asyncio.run(visit_all(shop, signed_on(shop, new)))


def signed_on(shop: Shop, new: NewPerson) -> str:
    now = shop.clock.now()

    def work(connection: Connection) -> str:
        add_person(connection, new, PASSWORDS[new.name], f"person-{new.name}", now, "test")
        return begin_session(connection, f"person-{new.name}", now, os.urandom)

    return write(shop.central.engine, work)


async def visit_all(shop: Shop, token: str) -> None:
    transport = httpx.ASGITransport(app_of(shop.central, burns=False))
    cookies = {"kopilka-office": token}
    async with httpx.AsyncClient(transport=transport, base_url="http://kopilka.test", cookies=cookies) as client:
        for path in PATHS:
            answer = await client.get(path)
            assert answer.status_code == 200, path
        form = {"form_token": form_token(answer.text), "wanted": OLGA_PHONE}
        assert "Ольга П." in (await client.post("/office/customers", data=form)).text
