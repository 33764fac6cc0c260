"""Before the first load nobody signs on; after it the till goes on by itself."""

from dataclasses import replace

from sync.protocol.status import Link
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
