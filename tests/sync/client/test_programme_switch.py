"""Tills that have a version ahead switch at its start by their own clocks, one that went offline before too."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pos_app.domain.loyalty.programme_document import read_programme
from pos_app.services.programme_choice import programme_in_force
from sync.server.central import Central, open_home
from sync.server.programme.drafts import begin_draft, change_draft
from sync.server.programme.releases import publish_draft, roll_back
from sync.store.connection import Database
from sync.store.programme_shelf import StoredProgrammes
from tests.sync.client.till_side import Till
from tests.sync.server.paper import PROGRAMME
from tests.sync.server.programme.office_people import OWNER
from tests.sync.server.running import fill_home, running
from tests.sync.server.shop import OTHER_TILL

MakeTill = Callable[..., Till]
SOON = timedelta(hours=6)


def published(central: Central, rate_bp: int) -> datetime:
    draft_id = begin_draft(central, OWNER, PROGRAMME, 1)
    draft = change_draft(central, OWNER, draft_id, 1, lambda one: {**one, "base_earn_bp": rate_bp})
    starts_at = (central.now() + SOON).replace(microsecond=0)
    publish_draft(central, OWNER, draft_id, draft.revision, 1, starts_at, "проба")
    return starts_at


def rate_at(till: Till, at: datetime) -> int:
    """What the till sells by at a moment of its own clock, from its own disk."""
    database = Database(till.folder / "cache.db")
    try:
        programme = programme_in_force(StoredProgrammes(database, read_programme), at)
    finally:
        database.close()
    assert programme is not None
    return programme.base_earn_bp


def known(till: Till) -> int:
    database = Database(till.folder / "cache.db")
    try:
        return len(StoredProgrammes(database, read_programme).programmes())
    finally:
        database.close()


def wait_for_versions(till: Till, count: int) -> None:
    till.nudge()
    till.wait_for(lambda status: status.first_load_done and known(till) == count)


@pytest.mark.slow
def test_tills_switch_together_an_offline_one_too(tmp_path: Path, make_till: MakeTill) -> None:
    home = tmp_path / "server"
    fill_home(home)
    central = open_home(home)
    here = make_till("here")
    offline = make_till("offline", till_id=OTHER_TILL, code="3")
    with running(home) as server:
        starts_at = published(central, 700)
        for till in (here, offline):
            till.connect(server.url)
            wait_for_versions(till, 2)
        offline.disconnect()
        moment = timedelta(seconds=1)
        for till in (here, offline):
            assert rate_at(till, starts_at - moment) == 500
            assert rate_at(till, starts_at) == 700
        roll_back(central, OWNER, PROGRAMME, 2, "раньше срока")
        wait_for_versions(here, 3)
        assert rate_at(here, central.now()) == 700
        assert rate_at(offline, central.now()) == 500, "what it could not hear of it does not do"
        offline.connect(server.url)
        wait_for_versions(offline, 3)
        assert rate_at(offline, central.now()) == 700
    central.close()
