"""A Z report is accepted once, by a person with the right, with a note where there is a difference."""

import pytest

from pos_app.domain.people.deed import Deed, DeedKind
from pos_app.domain.report.acceptance import NotAcceptedError
from pos_app.domain.report.figures import Scope
from sync.protocol.encoding import encode
from sync.server.reports.acceptance import accept_z
from sync.server.reports.fold_operations import rebuild
from sync.server.reports.server_reports import ServerReports
from tests.sync.server.paper import AT, DAY
from tests.sync.server.reports.trading import Trading
from tests.sync.server.shop import Shop

SHOP = frozenset({"shop"})


@pytest.fixture
def traded(shop: Shop) -> Shop:
    trading = Trading()
    trading.day(1, off_kopecks=-500, reason="сдача")
    trading.send(shop)
    return shop


def refusal(shop: Shop, shift_id: str = "shift-1", shop_ids: frozenset[str] = SHOP, note: str = "видел") -> str:
    with pytest.raises(NotAcceptedError) as caught:
        accept_z(shop.central, shift_id, shop_ids, "owner", "Глеб", note)
    return caught.value.key


def test_the_acceptance_stands_for_ever(traded: Shop) -> None:
    reports = ServerReports(traded.central)
    assert refusal(traded, note="  ") == "acceptance_note_needed"
    accepted = accept_z(traded.central, "shift-1", SHOP, "owner", "Глеб", " видел ")
    assert (accepted.note, accepted.operator_name, accepted.at_office) == ("видел", "Глеб", True)
    detail = reports.shift("shift-1", SHOP)
    assert detail is not None
    assert detail.line.acceptance == accepted
    assert detail.findings == ()
    assert refusal(traded) == "already_accepted"
    listed = reports.shifts(Scope(None, DAY, DAY))
    assert (listed.waiting_count, listed.differences_count) == (0, 1)
    assert reports.shifts(Scope(None, DAY, DAY)).waiting_count == 0
    rebuild(traded.central)
    again = reports.shift("shift-1", SHOP)
    assert again is not None
    assert again.line.acceptance == accepted
    assert traded.findings() == []


def test_what_may_not_be_accepted(traded: Shop) -> None:
    assert refusal(traded, shop_ids=frozenset({"elsewhere"})) == "shift_unknown"
    assert refusal(traded, shift_id="shift-9") == "shift_unknown"
    assert refusal(traded, note="x" * 501) == "note_too_long"
    open_one = Trading()
    open_one.stream.till_id = "till-2"
    open_one.open(7)
    open_one.send(traded)
    assert refusal(traded, shift_id="shift-7") == "shift_open"


def test_a_till_accepts_too_and_the_first_one_counts(traded: Shop) -> None:
    trading = Trading()
    trading.stream.till_id = "till-2"
    facts = (("shift", "shift-1"), ("z", "z-1"), ("number", 1), ("over_short_kopecks", -500))
    deed = Deed("deed-z", DeedKind.Z_ACCEPTED, AT, "owner", "Глеб", reason="на кассе", facts=facts)
    trading.stream.add_body("deed-z", "deed", encode(deed))
    trading.send(traded)
    assert refusal(traded) == "already_accepted"
    detail = ServerReports(traded.central).shift("shift-1", SHOP)
    assert detail is not None
    assert detail.line.acceptance is not None
    assert (detail.line.acceptance.note, detail.line.acceptance.at_office) == ("на кассе", False)
