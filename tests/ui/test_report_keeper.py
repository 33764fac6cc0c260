"""Reports are kept up while nobody needs the till, and at once no more when somebody does."""

import threading

from tests.fakes.review import FakeReview
from tests.ui.demo_till import MILK
from tests.ui.stage import Stage


def review(stage: Stage) -> FakeReview:
    found = stage.till.services.review
    assert isinstance(found, FakeReview)
    return found


def idle(stage: Stage, seconds: int) -> None:
    """So long nobody touches the till, and the window's clock ticks."""
    stage.till.clock.advance(seconds=seconds)
    stage.window._tick()
    stage.wait_while(lambda: stage.window._reports.is_at_work)


def test_an_idle_till_keeps_its_reports_up_once_a_minute(sale: Stage) -> None:
    idle(sale, 5)
    assert review(sale).kept == []
    idle(sale, 6)
    assert len(review(sale).kept) == 1
    idle(sale, 30)
    assert len(review(sale).kept) == 1
    idle(sale, 40)
    assert len(review(sale).kept) == 2


def test_never_while_something_is_sold(sale: Stage) -> None:
    sale.scan(MILK)
    idle(sale, 600)
    assert review(sale).kept == []


def test_whoever_touches_the_till_stops_it(sale: Stage) -> None:
    hold = threading.Event()
    review(sale).slow = lambda: hold.wait(60) and None
    sale.till.clock.advance(seconds=60)
    sale.window._tick()
    sale.wait_while(lambda: not review(sale).kept)
    going = review(sale).kept[0]
    assert going()
    sale.scan(MILK)
    assert not going()
    hold.set()
    sale.wait_while(lambda: sale.window._reports.is_at_work)
    idle(sale, 60)
    assert len(review(sale).kept) == 1
