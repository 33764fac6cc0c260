"""A draft tried on past receipts: counted as the engine counts, in a process of its own, with progress and an end."""

import pytest
from sqlalchemy import update

from pos_app.domain.report.chart import Chart
from pos_app.domain.report.link import ReceiptLink
from pos_app.domain.report.programme_trial import TrialFrame, programme_trial_report
from pos_app.report_files.report_words import ReportWords
from sync.protocol.operation import unix_ms
from sync.server.database import reading, writing
from sync.server.office.roles import Viewer
from sync.server.programme.drafts import Draft, begin_draft, change_draft
from sync.server.programme.refused import ProgrammeError
from sync.server.programme.trial_run import run_aside, run_trial
from sync.server.programme.trials import (
    LOST_AFTER,
    TrialSeen,
    TrialState,
    TrialWish,
    make_trial,
    stop_trial,
    trial_of,
    trials_of,
)
from sync.server.tables import PROGRAMME_TRIAL
from tests.sync.server.paper import DAY, PROGRAMME
from tests.sync.server.programme.office_people import ACCOUNTANT, ELSEWHERE, MANAGER, OWNER
from tests.sync.server.reports.trading import Trading
from tests.sync.server.shop import Shop

WISH = TrialWish((), DAY, DAY, against_present=True)
TENTH_OFF = {
    "kind": "goods_discount",
    "rule_id": "tea",
    "name": {"ru": "Чай дешевле", "en": "Tea for less"},
    "goods": {"groups": ["tea"]},
    "benefit": {"kind": "percent", "rate_bp": 1000},
}


def draft_of_tea(shop: Shop) -> Draft:
    draft_id = begin_draft(shop.central, OWNER, PROGRAMME, 1)
    return change_draft(shop.central, OWNER, draft_id, 1, lambda one: {**one, "promotions": [TENTH_OFF]})


def seen(shop: Shop, trial_id: str, viewer: Viewer = OWNER) -> TrialSeen:
    with reading(shop.central.engine) as connection:
        return trial_of(connection, trial_id, viewer, shop.central.now())


@pytest.fixture
def traded(shop: Shop) -> Shop:
    trading = Trading()
    trading.day(1)
    trading.send(shop)
    return shop


def test_a_discount_is_counted_to_the_kopeck(traded: Shop) -> None:
    trial_id = make_trial(traded.central, MANAGER, draft_of_tea(traded).draft_id, WISH)
    begun = seen(traded, trial_id)
    assert (begun.state, begun.done_count, begun.all_count, begun.against_version) == (TrialState.RUNNING, 0, 4, 1)
    run_aside(traded.central, begun).join()
    ended = seen(traded, trial_id)
    assert (ended.state, ended.done_count, ended.detail) == (TrialState.DONE, 4, "")
    result = ended.result
    assert result is not None
    assert (result.receipts, result.with_customer, result.changed, result.unreadable) == (3, 2, 3, 0)
    assert result.sums.list_kopecks == 60_000
    # Before, her first purchase of 300.00 makes Olga silver: 3 % off the second. With 270.00 she is not there yet.
    assert result.sums.discount_kopecks == (600, 6_000)
    assert result.sums.money_kopecks == (59_400, 54_000)
    assert result.sums.earned == (1_500 + 970, 1_350 + 900)
    assert (result.cheaper, result.cheaper_kopecks, result.dearer) == (3, 5_400, 0)
    (tea,) = [rule for rule in result.rules if rule.rule_id == "tea"]
    assert (tea.receipts, tea.kopecks) == ((0, 3), (0, 6_000))
    assert (result.largest[0].number, result.largest[0].money_kopecks) == ("2-000001", (30_000, 27_000))
    report = programme_trial_report(
        result, TrialFrame(("shop",), "Europe/Moscow", traded.central.now(), DAY, DAY, 1, "ru")
    )
    words = ReportWords("ru", traded.central.timezone)
    assert words.sentence(report.title)
    blocks = {block.key: block for block in report.blocks()}
    chart = blocks["rules_drawn"]
    assert isinstance(chart, Chart)
    assert (chart.labels[0].value, chart.series[1].values) == ("Чай дешевле", (6_000, 0))
    changes = blocks["changes"]
    assert changes.rows[0][0].link == ReceiptLink("sale-000001")  # type: ignore[union-attr]


def test_it_may_be_compared_with_what_was_sold(traded: Shop) -> None:
    wish = TrialWish(("shop",), DAY, DAY, against_present=False)
    trial_id = make_trial(traded.central, OWNER, draft_of_tea(traded).draft_id, wish)
    run_trial(traded.central, seen(traded, trial_id))
    ended = seen(traded, trial_id)
    assert ended.against_version is None
    assert ended.result is not None
    assert ended.result.sums.discount_kopecks == (0, 6_000)


def test_it_can_be_stopped_and_a_lost_one_is_told(traded: Shop) -> None:
    trial_id = make_trial(traded.central, OWNER, draft_of_tea(traded).draft_id, WISH)
    stop_trial(traded.central, MANAGER, trial_id)
    run_trial(traded.central, seen(traded, trial_id))
    assert seen(traded, trial_id).state is TrialState.STOPPED
    with writing(traded.central.engine) as connection:
        beat_ms = unix_ms(traded.central.now() - 2 * LOST_AFTER)
        connection.execute(update(PROGRAMME_TRIAL).values(state="running", beat_ms=beat_ms))
    assert seen(traded, trial_id).state is TrialState.LOST


@pytest.mark.allow_log("kopilka.server.programme")
def test_what_fails_is_told(traded: Shop) -> None:
    trial_id = make_trial(traded.central, OWNER, draft_of_tea(traded).draft_id, WISH)
    with writing(traded.central.engine) as connection:
        connection.execute(update(PROGRAMME_TRIAL).values(document="{}"))
    run_trial(traded.central, seen(traded, trial_id))
    ended = seen(traded, trial_id)
    assert ended.state is TrialState.FAILED
    assert "ProgrammeDocumentError" in ended.detail


def test_who_may_try_what(traded: Shop) -> None:
    draft = draft_of_tea(traded)

    def key(viewer: Viewer, wish: TrialWish = WISH) -> str:
        with pytest.raises(ProgrammeError) as refused:
            make_trial(traded.central, viewer, draft.draft_id, wish)
        return refused.value.key

    assert key(ACCOUNTANT) == "not_allowed"
    assert key(ELSEWHERE) == "trial_no_receipts"
    assert key(OWNER, TrialWish((), DAY.replace(year=2020), DAY.replace(year=2020), True)) == "trial_no_receipts"
    assert key(OWNER, TrialWish((), DAY, DAY.replace(year=2020), True)) == "days_invalid"
    trial_id = make_trial(traded.central, OWNER, draft.draft_id, WISH)
    with pytest.raises(ProgrammeError) as hidden:
        seen(traded, trial_id, ELSEWHERE)
    assert hidden.value.key == "trial_unknown"
    make_trial(traded.central, OWNER, draft.draft_id, WISH)
    assert key(OWNER) == "trial_busy"
    with reading(traded.central.engine) as connection:
        assert len(trials_of(connection, draft.draft_id, OWNER, traded.central.now())) == 2
        assert trials_of(connection, draft.draft_id, ELSEWHERE, traded.central.now()) == ()
