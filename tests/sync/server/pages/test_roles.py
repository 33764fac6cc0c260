"""Who may open what: by role, and of a chain's shops only one's own, whatever ids are put into an address."""

import re

import pytest

from sync.server.enrolment import DEFAULT_SHOP
from sync.server.office.roles import Right
from sync.server.pages.routes import ROWS
from tests.sync.server.pages.conftest import Visitor
from tests.sync.server.pages.office_world import NORTH, OLGA, World
from tests.sync.server.pages.test_sign_on import form_token
from tests.sync.server.pages.test_tour import pages

pytestmark = pytest.mark.end_to_end

CHAIN = {"segments", "offers", "journal"}
OWNER = {"people"}
CLOSED = {
    "anna": set[str](),
    "mikhail": OWNER,
    "vera": OWNER | CHAIN,
    "galina": OWNER
    | CHAIN
    | {"customers", "customer", "flagged", "corrections", "programme", "programme_version"}
    | {"points_burnt", "points_owed"},
}


@pytest.mark.parametrize("name", [*CLOSED, "sergey"])
def test_each_role_opens_what_it_is_for(visitor: Visitor, world: World, name: str) -> None:
    client = visitor(name)
    opened = {page for page, path in pages(world).items() if client.get(path).status_code == 200}
    everything = set(pages(world))
    if name == "sergey":
        assert opened == {"today", "tills", "account"}
    else:
        assert opened == everything - CLOSED[name]


def test_no_form_made_by_hand_is_carried_out_for_who_may_not(visitor: Visitor) -> None:
    sergey, nobody = visitor("sergey"), visitor("")
    token = form_token(sergey.get("/office/account").text)
    forms = [row for row in ROWS if row.method == "POST" and row.right is not None]
    assert len(forms) > 20 and Right.TILLS not in {row.right for row in forms}, "what support may do is another test"
    for row in forms:
        path = f"/office{re.sub('{[^}]*}', 'x', row.path)}"
        assert sergey.post(path, data={"form_token": token}).status_code == 403, path
        assert nobody.post(path, data={"form_token": token}).status_code == 403, path
    galina = visitor("galina")
    token = form_token(galina.get("/office/account").text)
    for path in (
        "/office/shifts/x/accept",
        "/office/customers/customer-olga/phone",
        "/office/people/person-galina/let",
    ):
        assert galina.post(path, data={"form_token": token}).status_code == 403, path


def test_one_shops_manager_sees_nothing_of_another(visitor: Visitor, world: World) -> None:
    nina = visitor("nina")
    foreign = (
        f"/office/shifts/{world.shop_shift}",
        f"/office/shifts/{world.shop_open_shift}",
        f"/office/receipts/{world.shop_sale}",
        f"/office/receipts/{world.shop_return}",
        f"/office/receipts/{world.shop_sale}/why",
        f"/office/shifts?shop={DEFAULT_SHOP}",
        f"/office/reports/hours?shop={DEFAULT_SHOP}",
        f"/office/flagged?shop={DEFAULT_SHOP}",
        f"/office/receipts?figure=all&first={world.today}&last={world.today}&shop={DEFAULT_SHOP}",
        f"/office/deeds?figure=approved&first={world.today}&last={world.today}&shop={DEFAULT_SHOP}",
    )
    for path in foreign:
        there, nowhere = nina.get(path), nina.get(f"{path.partition('?')[0]}-there-is-none")
        assert there.status_code == 404, path
        assert nowhere.status_code == 404
    for path in (f"/office/shifts/{world.shop_shift}?as=csv", f"/office/receipts/{world.shop_sale}?as=pdf"):
        assert nina.get(path).status_code == 404
    token = form_token(nina.get("/office/account").text)
    accepted = nina.post(f"/office/shifts/{world.shop_shift}/accept", data={"form_token": token, "note": "моё"})
    assert accepted.status_code == 404
    assert nina.get(f"/office/shifts/{world.north_shift}").status_code == 200


def test_lists_and_figures_hold_the_own_shop_alone(visitor: Visitor, world: World) -> None:
    nina, anna = visitor("nina"), visitor("anna")
    lists = ("/", "/tills", "/shifts", "/reports/differences", "/reports/deeds", "/flagged")
    for path in (f"/office{each}" for each in lists):
        told = nina.get(path).text
        assert world.shop_sale not in told
        assert world.shop_shift not in told
        assert f">{DEFAULT_SHOP}<" not in told
    assert world.shop_shift in anna.get("/office/shifts").text
    flagged = nina.get("/office/flagged").text
    assert world.north_sale in flagged
    assert "Баллы списаны без брони" in flagged
    assert world.shop_sale in anna.get("/office/flagged").text
    assert "2-000001" not in nina.get("/office/flagged?as=csv").text
    mine = nina.get(f"/office/receipts?figure=sales&shift={world.shop_shift}").text
    assert world.shop_sale not in mine
    days = world.week
    for path in (f"/office/receipts?figure=all&{days}", f"/office/receipts?figure=discount&{days}"):
        told, file = nina.get(path).text, nina.get(f"{path}&as=csv").text
        assert world.north_sale in told
        assert world.shop_sale not in told
        assert "3-000001" in file
        assert "2-000001" not in file
        assert world.shop_sale in anna.get(path).text
    deeds = nina.get(f"/office/deeds?figure=approved&{days}").text
    assert world.north_shift in deeds
    assert world.shop_shift not in deeds
    assert world.north_sale in nina.get(f"/office/receipts?figure=sales&shift={world.north_shift}").text
    by_day = "/office/reports/days?as=csv"
    assert nina.get(by_day).text != anna.get(by_day).text
    assert nina.get(f"{by_day}&shop={NORTH}").text.splitlines()[-3:] == nina.get(by_day).text.splitlines()[-3:]


def test_a_customers_history_tells_a_manager_of_his_own_shops_receipts(visitor: Visitor, world: World) -> None:
    nina, anna = visitor("nina"), visitor("anna")
    path = f"/office/customers/{OLGA}"
    whole, hers = anna.get(path).text, nina.get(path).text
    assert world.shop_sale in whole
    assert world.north_sale in whole
    assert world.shop_sale not in hers
    assert world.north_sale in hers


@pytest.mark.parametrize(
    "path",
    [
        "/office/static/../../secrets.json",
        "/office/static/..%2f..%2fsecrets.json",
        "/office/static/%2e%2e/office.css",
        "/office/receipts/..%2f..%2fsecrets",
        "/office/shifts/%00",
        "/office/reports/__class__",
        "/office/receipts?figure=__class__",
        "/office/receipts?figure=sales",
        "/office/receipts?figure=sales&shift=x&evil=1",
        "/office/receipts?figure=sales&first=0001-01-01&last=9999-12-31",
        "/office/receipts?figure=sales&first=2026-12-31&last=2026-01-01",
        "/office/deeds?figure=__class__&day=2026-01-01",
        "/office/points/__class__",
        "/office/shifts/x'%20OR%20'1'='1",
        "/office/customers/%F0%9F%92%A9",
        "/office/nothing/at/all",
    ],
)
def test_addresses_that_somebody_makes_up(visitor: Visitor, path: str) -> None:
    answer = visitor("anna").get(path)
    assert answer.status_code in (404, 200) if "static" in path else answer.status_code == 404
    assert "phone_hash_key" not in answer.text


@pytest.mark.parametrize(
    "asked", ["first=x", "last=2026-13-01", "first=2020-01-01", "first=2026-12-31&last=2026-01-01"]
)
def test_days_that_are_none(visitor: Visitor, asked: str) -> None:
    assert visitor("anna").get(f"/office/reports/hours?{asked}").status_code == 400
