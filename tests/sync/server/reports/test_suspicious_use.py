"""Closed shifts are looked at once, again when something came later; the report names shift, cashier and receipts."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from pos_app.domain.people.customer_came import CameBy, CustomerCame
from pos_app.domain.report.building import day_report
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.link import ReceiptLink, ShiftLink
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.setting import Setting
from pos_app.domain.report.table import Table
from pos_app.domain.suspicion.alarm import Pattern, Sign
from sync.reports.suspicion import forget_cards
from sync.reports.tables import SUSPICION_CARD, SUSPICION_OPERATOR
from sync.server.database import reading, writing
from sync.server.people.own_account import tell_own_account
from sync.server.reports.fold_operations import fold_new
from sync.server.reports.server_reports import ServerReports
from sync.server.reports.suspicious_use import look_for_suspicious_use
from sync.server.server_settings import ServerSettingsError, load_server_settings
from sync.server.upkeep import upkeep
from tests.sync.server.paper import AT, DAY
from tests.sync.server.reports.trading import Trading
from tests.sync.server.shop import OLGA, Shop

SCOPE = Scope(None, DAY, DAY + timedelta(days=9))
SETTING = Setting("Europe/Moscow", AT, ("Лавка",), "Глеб")


@pytest.fixture
def looking(shop: Shop) -> Shop:
    shop.central = replace(shop.central, now=shop.clock.now)
    return shop


def sell_to_olga(trading: Trading, times: int) -> list[str]:
    """So many receipts of one cashier with one card, typed before the goods."""
    came = CustomerCame(CameBy.CARD_TYPED, 0)
    return [trading.sell(1, minutes=number * 7, came=came).receipt_id for number in range(times)]


def kept(shop: Shop) -> list[tuple[str, str, int, int]]:
    table = SUSPICION_CARD.c
    with reading(shop.central.engine) as connection:
        rows = connection.execute(
            select(table.customer_id, table.shift_id, table.receipts, table.first).order_by(table.day)
        )
        return [tuple(row) for row in rows]


def test_a_closed_shift_is_looked_at_once_and_names_its_receipts(looking: Shop) -> None:
    trading, reports = Trading(), ServerReports(looking.central)
    trading.open(1)
    receipts = sell_to_olga(trading, 5)
    trading.send(looking)
    fold_new(looking.central)
    assert look_for_suspicious_use(looking.central) == 0, "it is still open"
    trading.close()
    trading.send(looking)
    fold_new(looking.central)
    assert look_for_suspicious_use(looking.central) == 1
    assert look_for_suspicious_use(looking.central) == 0
    (line,) = reports.alarms(SCOPE).lines
    assert (line.alarm.pattern, line.alarm.sign, line.alarm.found) == (Pattern.ONE_CARD, Sign.SHIFT, 5)
    assert (line.alarm.operator_id, line.alarm.customer_id) == ("operator-1", OLGA)
    assert line.customer, "the account has a name"
    assert [receipt.receipt_id for receipt in line.receipts] == receipts == list(line.alarm.receipts)
    assert kept(looking) == [(OLGA, "shift-1", 5, 5)]
    with reading(looking.central.engine) as connection:
        sums = connection.execute(select(SUSPICION_OPERATOR)).one()
    assert (sums.receipts, sums.named, sums.first, sums.first_again, sums.cash) == (5, 5, 5, 4, 5)


def test_what_comes_later_makes_the_shift_be_looked_at_again(looking: Shop) -> None:
    trading, reports = Trading(), ServerReports(looking.central)
    trading.open(1)
    sell_to_olga(trading, 2)
    trading.close()
    trading.send(looking)
    assert upkeep(looking.central).lots >= 0
    assert reports.alarms(SCOPE).count == 0
    sell_to_olga(trading, 3)  # after the Z: its till told late
    trading.send(looking)
    upkeep(looking.central)
    assert [line.alarm.found for line in reports.alarms(SCOPE).lines] == [5]
    assert kept(looking) == [(OLGA, "shift-1", 5, 5)]


def test_the_staffs_own_account_is_told_by_the_office(looking: Shop) -> None:
    tell_own_account(looking.central, "operator-1", OLGA, "office")
    trading = Trading()
    trading.open(1)
    sell_to_olga(trading, 1)
    trading.close()
    trading.send(looking)
    upkeep(looking.central)
    (line,) = ServerReports(looking.central).alarms(SCOPE).lines
    assert (line.alarm.pattern, line.alarm.sign) == (Pattern.OWN_CARD, Sign.COUNT)


def test_a_shop_hears_nothing_of_another(looking: Shop) -> None:
    trading, reports = Trading(), ServerReports(looking.central)
    trading.open(1)
    sell_to_olga(trading, 5)
    trading.close()
    trading.send(looking)
    upkeep(looking.central)
    assert reports.alarms(SCOPE).count == 1
    elsewhere = reports.alarms(replace(SCOPE, shop_ids=frozenset({"elsewhere"})))
    assert (elsewhere.count, elsewhere.lines, elsewhere.closed) == (0, (), 0)
    assert reports.alarms(replace(SCOPE, first_day=DAY + timedelta(days=1))).count == 0


def test_the_report_leads_to_shift_and_receipts(looking: Shop) -> None:
    trading, reports = Trading(), ServerReports(looking.central)
    trading.open(1)
    receipts = sell_to_olga(trading, 5)
    trading.close()
    trading.send(looking)
    upkeep(looking.central)
    report = day_report(reports, ReportName.SUSPICION, SCOPE, SETTING)
    tables = {block.key: block for block in report.blocks() if isinstance(block, Table)}
    (alarm,) = tables["alarms"].rows
    assert ShiftLink("shift-1") in [cell.link for cell in alarm]
    assert [row[1].link for row in tables["receipts"].rows] == [ReceiptLink(each) for each in receipts]
    nothing = day_report(reports, ReportName.SUSPICION, Scope(None, date(2001, 1, 1), date(2001, 1, 2)), SETTING)
    assert not any(isinstance(block, Table) for block in nothing.blocks())


def test_which_account_came_to_whom_is_forgotten_in_time(looking: Shop) -> None:
    trading = Trading()
    trading.open(1)
    sell_to_olga(trading, 1)
    trading.close()
    trading.send(looking)
    upkeep(looking.central)
    thresholds = looking.central.thresholds
    with writing(looking.central.engine) as connection:
        assert forget_cards(connection, DAY + timedelta(days=90), thresholds) == 0
        assert forget_cards(connection, DAY + timedelta(days=200), thresholds) == 1
    assert kept(looking) == []


def test_the_office_sets_from_where_on_it_is_suspicious(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text("workers = 2\n[suspicion]\nown_card_receipts = 0\nrecent_days = 14\n")
    read = load_server_settings(file).suspicion
    assert (read.own_card_receipts, read.recent_days, read.past_days) == (0, 14, 56)
    file.write_text("[suspicion]\nrecent_day = 14\n")
    with pytest.raises(
        ServerSettingsError, match=r"unknown setting recent_day in \[suspicion\]; there are: .*recent_days"
    ):
        load_server_settings(file)
    file.write_text('[suspicion]\nrecent_days = "14"\n')
    with pytest.raises(ServerSettingsError, match=r"\[suspicion\] recent_days: expected a whole number of 1 or more"):
        load_server_settings(file)
    file.write_text("suspicion = 5\n")
    with pytest.raises(ServerSettingsError, match=r"expected a table \[suspicion\]"):
        load_server_settings(file)
