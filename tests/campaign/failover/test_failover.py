"""The PostgreSQL primary is killed while tills send: real clusters, real server processes, real signals."""

import pytest

from pos_app.campaign.failover.report import round_text
from pos_app.campaign.failover.round import Load, run_round

SMALL = Load(tills=6, processes=2, least_each=5)


@pytest.mark.end_to_end
@pytest.mark.timeout(600)
@pytest.mark.allow_log("kopilka")
def test_no_acknowledged_operation_is_lost_when_the_primary_dies(capfd: pytest.CaptureFixture[str]) -> None:
    report = run_round(seed=4, load=SMALL)
    said = capfd.readouterr().err
    assert report.is_whole, f"{round_text(report)}\n{said}"
    assert report.before_kill > 0 and report.acknowledged > report.before_kill, "there was load before and after"
    assert report.promises > 0, "points were set aside"
