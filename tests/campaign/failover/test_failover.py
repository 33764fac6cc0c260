"""The PostgreSQL primary is killed while tills send: real clusters, real server processes, real signals."""

import pytest

from pos_app.campaign.failover.report import round_text
from pos_app.campaign.failover.round import run_round


@pytest.mark.end_to_end
@pytest.mark.timeout(240)
@pytest.mark.allow_log("kopilka")
def test_no_acknowledged_operation_is_lost_when_the_primary_dies(capfd: pytest.CaptureFixture[str]) -> None:
    report = run_round(seed=4)
    said = capfd.readouterr().err
    assert report.is_whole, f"{round_text(report)}\n{said}"
    assert report.before_kill > 0 and report.acknowledged > report.before_kill, "there was load before and after"
