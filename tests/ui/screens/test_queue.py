"""The exchange: what waits and why in words, and who may decide what about a record that was not accepted."""

from dataclasses import replace
from datetime import timedelta

from pos_app.domain.parked.resolved import ParkedResolved, Resolution
from pos_app.domain.transaction.sale import Sale
from pos_app.ui.screens.queue import QueueScreen
from sync.protocol.status import Link
from tests.ui.demo_till import CARD, MILK
from tests.ui.stage import Stage


def refused_sale(stage: Stage, reason: str = "sums_do_not_tie") -> Sale:
    """A receipt that the server keeps and could not accept; then the exchange is opened."""
    stage.scan(MILK, CARD)
    stage.keys("F11", "Esc")
    sold = [record for record in stage.till.books.operations if isinstance(record, Sale)][-1]
    stage.till.books.parked[sold.receipt_id] = reason
    stage.keys("F10", "F7")
    assert stage.screen_name == "queue"
    return sold


def screen(stage: Stage) -> QueueScreen:
    shown = stage.screen
    assert isinstance(shown, QueueScreen)
    return shown


def rows(stage: Stage) -> list[tuple[str, ...]]:
    return [row.texts for row in screen(stage).model.rows]


def decisions(stage: Stage) -> list[ParkedResolved]:
    return [record for record in stage.till.books.operations if isinstance(record, ParkedResolved)]


def test_what_waits_is_listed_refused_ones_first_with_the_reason_in_words(sale: Stage) -> None:
    refused_sale(sale)
    shown = rows(sale)
    assert shown[0][0] == "⚠"
    assert shown[0][1].startswith("Чек 2-")
    assert shown[0][4] == "Суммы чека не сходятся"
    assert ("Смена открыта", "Ждёт сервера") in [(row[1], row[4]) for row in shown[1:]]
    assert "ждут решения: 1" in screen(sale).prompt


def test_a_record_that_nobody_needs_to_decide_about_offers_no_decision(sale: Stage) -> None:
    refused_sale(sale)
    sale.keys("Down", "F3")
    assert not screen(sale).line_is_asked
    assert "само" in screen(sale).advice


def test_a_cashier_needs_a_seniors_pin_and_the_decision_goes_to_the_server(sale: Stage) -> None:
    sold = refused_sale(sale)
    nudges = sale.till.sync.nudges
    sale.keys("F3", "пробит дважды", "Enter", "2222", "Enter")
    (decision,) = decisions(sale)
    assert (decision.op_id, decision.action, decision.reason) == (sold.receipt_id, Resolution.VOID, "пробит дважды")
    assert (decision.operator_id, decision.approved_by) == ("cashier-1", "senior-1")
    assert rows(sale)[0][4] == "Решено: без последствий. Ждёт сервера"
    assert sale.till.sync.nudges == nudges + 1
    sale.keys("F3")
    assert not screen(sale).line_is_asked


def test_a_cashiers_own_pin_is_no_seniors(sale: Stage) -> None:
    refused_sale(sale)
    sale.keys("F2", "цены верны", "Enter", "1111", "Enter")
    assert decisions(sale) == []
    assert sale.error
    sale.keys("Esc", "Esc")
    assert sale.screen_name == "sale"


def test_a_senior_decides_alone_unless_points_move(sale: Stage) -> None:
    refused_sale(sale)
    sale.keys("Esc", "F10", "F6", "2222", "Enter", "F10", "F7")
    sale.keys("F3", "пробит дважды", "Enter")
    assert [(each.operator_id, each.approved_by) for each in decisions(sale)] == [("senior-1", None)]


def test_points_are_set_right_by_two_people(sale: Stage) -> None:
    sold = refused_sale(sale)
    sale.keys("Esc", "F10", "F6", "2222", "Enter", "F10", "F7")
    sale.keys("F4", "-12,50", "Enter", "начислено лишнее", "Enter")
    assert decisions(sale) == []
    sale.keys("2222", "Enter")  # himself
    assert decisions(sale) == []
    sale.keys("3333", "Enter")
    (decision,) = decisions(sale)
    assert (decision.action, decision.points, decision.customer_id) == (Resolution.ADJUST, -1_250, sold.customer_id)
    assert (decision.operator_id, decision.approved_by) == ("senior-1", "manager-1")


def test_a_reason_is_needed(sale: Stage) -> None:
    refused_sale(sale)
    sale.keys("F3", "Enter")
    assert "Почему" in sale.error
    assert decisions(sale) == []


def test_the_record_is_shown_as_it_was_written(sale: Stage) -> None:
    sold = refused_sale(sale)
    sale.keys("F5")
    assert sold.receipt_id in screen(sale).text
    sale.keys("F5")
    assert screen(sale).text == ""


def test_the_list_follows_the_exchange_and_a_scan_goes_on_selling(sale: Stage) -> None:
    refused_sale(sale)
    sale.till.books.confirmed = len(sale.till.books.operations)
    sale.window.take_status(sale.till.status(Link.ONLINE, queue_depth=0, parked=1))
    assert len(rows(sale)) == 1
    sale.scan(MILK)
    assert sale.screen_name == "sale"
    assert len(sale.state.basket.lines) == 1


def test_an_unknown_reason_is_shown_by_its_key(sale: Stage) -> None:
    refused_sale(sale, "something_new")
    assert rows(sale)[0][4] == "Сервер не принял (something_new)"


def test_what_waits_too_long_for_a_decision_calls_for_a_senior(sale: Stage) -> None:
    now = sale.till.clock.now()
    status = replace(sale.till.status(Link.ONLINE, parked=2), parked_since=now - timedelta(minutes=14))
    sale.window.take_status(status)
    assert "не приняты: 2" in sale.window.strip.link_text and "F10" not in sale.window.strip.link_text
    sale.window.take_status(replace(status, parked_since=now - timedelta(minutes=40)))
    assert "40 мин" in sale.window.strip.link_text and "F10, F7" in sale.window.strip.link_text


def test_a_queue_that_does_not_move_while_the_server_is_there_is_told(sale: Stage) -> None:
    now = sale.till.clock.now()
    status = replace(sale.till.status(Link.ONLINE, queue_depth=3), queued_since=now - timedelta(minutes=29))
    sale.window.take_status(status)
    assert "29 мин" not in sale.window.strip.link_text
    sale.window.take_status(replace(status, queued_since=now - timedelta(minutes=31)))
    assert "⚠ в очереди: 3" in sale.window.strip.link_text and "31 мин" in sale.window.strip.link_text
