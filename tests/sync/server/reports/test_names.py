"""Reports name people who left, rules as they were called then, and shops as the office calls them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.loyalty.programme import GoodsSelector, NForMPromotion
from pos_app.domain.loyalty.programme_document import write_programme
from pos_app.domain.people.operator import Operator, Role
from pos_app.domain.report.rule_names import rule_names_on
from sync.protocol.rows import ProgrammeRow, StaffRow, Stream
from sync.server.database import writing
from sync.server.feed import publish
from sync.server.journal.journal import journal_rows
from sync.server.office.shop_naming import ShopNameError, name_shop
from sync.server.reports.server_reports import ServerReports
from tests.domain.goods import tier
from tests.sync.server.pages.office_world import PROGRAMME
from tests.sync.server.shop import Shop


def version(number: int, starts: date, name: str) -> ProgrammeRow:
    rule = NForMPromotion("three", LocalText(name, f"{name} en"), GoodsSelector(), 3, 2)
    at = datetime(starts.year, starts.month, starts.day, tzinfo=UTC)
    gold = tier("gold", 0, 500, 700)
    made = replace(PROGRAMME, programme_id="named", version=number, starts_at=at, promotions=(rule,), tiers=(gold,))
    return ProgrammeRow("named", number, write_programme(made))


def test_who_left_keeps_his_name(shop: Shop) -> None:
    person = Operator("op-9", "Зоя Л.", Role.CASHIER, "$argon2id$none")
    with writing(shop.central.engine) as connection:
        publish(connection, Stream.STAFF, [StaffRow("op-9", person)])
    with writing(shop.central.engine) as connection:
        publish(connection, Stream.STAFF, [StaffRow("op-9", None, deleted=True)])
    assert ServerReports(shop.central).names(["op-9", "nobody"]) == {"op-9": "Зоя Л."}


def test_rules_are_called_as_on_that_day(shop: Shop) -> None:
    with writing(shop.central.engine) as connection:
        rows = [version(1, date(2026, 1, 1), "Старое"), version(2, date(2026, 2, 1), "Новое")]
        publish(connection, Stream.PROGRAMME, rows)
    reports = ServerReports(shop.central)

    def called(day: date) -> str:
        return reports.rule_names({"three", "unheard"}, day)["three"].ru

    assert called(date(2026, 1, 31)) == "Старое"
    assert called(date(2026, 2, 1)) == called(date(2027, 1, 1)) == "Новое"
    assert called(date(2025, 1, 1)) == "Старое", "before all versions the first name is better than an id"
    assert "unheard" not in reports.rule_names({"three", "unheard"}, date(2026, 1, 1))
    assert reports.rule_names({"tier:gold"}, date(2026, 1, 1)) == {"tier:gold": tier("gold", 0, 500, 700).name}
    assert rule_names_on((), {"three"}, date(2026, 1, 1)) == {}


def test_a_shop_is_called_as_somebody_named_it(shop: Shop) -> None:
    reports = ServerReports(shop.central)
    assert reports.shop_names(["shop", "north"]) == {"shop": "shop", "north": "north"}
    name_shop(shop.central, "north", "  Лавка   на  севере ", "person-anna")
    name_shop(shop.central, "north", "Лавка на Севере", "person-anna")
    assert reports.shop_names(["shop", "north"]) == {"shop": "shop", "north": "Лавка на Севере"}
    with writing(shop.central.engine) as connection:
        assert [row.detail for row in journal_rows(connection)][-2:] == ["Лавка на севере", "Лавка на Севере"]
    for wrong in ("", "  ", "x" * 81, "a\x07b"):
        with pytest.raises(ShopNameError):
            name_shop(shop.central, "north", wrong, "person-anna")
