"""The history of a customer beyond the first page: by ↓ at its end, from the server or from this till alone."""

from dataclasses import replace
from datetime import timedelta

from pos_app.ui.screens.customer_page import CustomerPageScreen
from sync.protocol.customer_page import CustomerPageAnswer, CustomerPageRequest, HistoryKind, HistoryRow
from sync.protocol.not_answered import NotAnswered
from tests.ui.demo_till import CARD, MILK
from tests.ui.server_page import server_page
from tests.ui.stage import Stage


def page(stage: Stage) -> CustomerPageScreen:
    screen = stage.screen
    assert isinstance(screen, CustomerPageScreen)
    return screen


def words(stage: Stage) -> list[str]:
    return [row.texts[1] for row in page(stage).model.rows]


def paged(stage: Stage, rows: int) -> list[CustomerPageRequest]:
    """A server with so many receipts of his, two to a page; what it was asked is kept."""
    whole, now = server_page(stage), stage.till.clock.now()
    history = [
        HistoryRow(now - timedelta(days=n), HistoryKind.SALE, 100, 0, 100, f"r-{n}", f"7-{n:06d}", 1_000)
        for n in range(1, rows + 1)
    ]
    asked: list[CustomerPageRequest] = []

    def answer(request: CustomerPageRequest) -> CustomerPageAnswer | NotAnswered:
        asked.append(request)
        start = int(request.before or 0)
        more = start + 2 < rows
        told = tuple(history[start : start + 2])
        return replace(whole, history=told, more=more, next_before=str(start + 2) if more else "")

    stage.till.customer_door.customer_page = answer  # type: ignore[method-assign]
    return asked


def opened(stage: Stage) -> Stage:
    stage.scan(CARD)
    stage.keys("F2", "F3")
    stage.wait_while(lambda: not page(stage).is_told)
    return stage


def down(stage: Stage, times: int = 1) -> None:
    for _ in range(times):
        stage.keys("Down")
        stage.wait_while(lambda: page(stage).is_reading_older)
        stage.settle()


def test_the_end_of_the_list_reads_on_and_says_where_the_history_begins(sale: Stage) -> None:
    asked = paged(sale, 5)
    opened(sale)
    assert words(sale)[-1].startswith("▼") and len(words(sale)) == 3
    down(sale, 2)
    assert [each.before for each in asked] == ["", "2"]
    assert words(sale)[:4] == [f"Чек 7-{n:06d}" for n in range(1, 5)]
    assert page(sale).table.current_line_id == "r-3", "what came is chosen"
    sale.keys("PageDown")
    sale.wait_while(lambda: page(sale).is_reading_older)
    sale.settle()
    assert words(sale)[-1] == "Это начало истории" and len(words(sale)) == 6
    down(sale, 3)
    assert len(asked) == 3


def test_a_server_that_is_silent_keeps_what_is_shown(sale: Stage) -> None:
    paged(sale, 5)
    opened(sale)
    sale.till.customer_door.customer_page = lambda _request: NotAnswered("")  # type: ignore[method-assign]
    down(sale, 2)
    assert sale.error and len(words(sale)) == 3 and words(sale)[-1].startswith("▼")
    sale.offline()
    sale.keys("Up")
    down(sale)
    assert "сервер" in sale.error.lower()


def test_a_server_of_before_says_that_it_tells_no_more(sale: Stage) -> None:
    sale.till.customer_door.pages["c-1"] = replace(server_page(sale), more=True)
    opened(sale)
    assert "старой версии" in words(sale)[-1]


def test_without_the_server_this_till_tells_all_that_it_knows(sale: Stage) -> None:
    for _ in range(52):
        sale.scan(MILK, CARD)
        sale.keys("F11", "Esc")
    sale.offline()
    sale.scan(CARD)
    sale.keys("F2", "F3")
    assert len(words(sale)) == 51 and words(sale)[-1].startswith("▼")
    sale.keys(*["PageDown"] * 5)
    assert len(words(sale)) == 53 and "остальное на сервере" in words(sale)[-1]
