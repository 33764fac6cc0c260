"""Before the first load nobody signs on; after it the till goes on by itself."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QProgressBar

from pos_app.ui.screens.first_load import FirstLoadScreen
from sync.protocol.rows import Stream
from sync.protocol.status import Link, Loading
from tests.ui.demo_till import MILK
from tests.ui.stage import Stage


def test_goes_on_when_the_first_load_is_done(stage: Stage) -> None:
    loading = replace(stage.till.status(Link.ONLINE), first_load_done=False)
    stage.window.take_status(loading)
    stage.window.go("first_load", None)
    assert stage.screen_name == "first_load"
    stage.scan(MILK)
    stage.window.take_news(frozenset({"goods"}))
    assert stage.screen_name == "first_load"
    stage.window.take_status(replace(loading, first_load_done=True))
    assert stage.screen_name == "sign_on"


def test_how_much_is_still_to_come_is_shown_where_the_server_counts(stage: Stage) -> None:
    loading = replace(stage.till.status(Link.ONLINE), first_load_done=False)
    stage.window.take_status(loading)
    stage.window.go("first_load", None)
    (screen,) = stage.window.findChildren(FirstLoadScreen)
    bar = screen.findChild(QProgressBar)
    assert (bar.minimum(), bar.maximum()) == (0, 0), "an older server does not count"
    stage.window.take_status(replace(loading, loading=Loading(Stream.CUSTOMERS, 2_000, 6_000)))
    stage.window.take_news(frozenset({"customers"}))
    assert (bar.value(), bar.maximum()) == (2_000, 8_000)
    assert "Осталось загрузить клиентов: 6000" in [label.text() for label in screen.findChildren(QLabel)]
