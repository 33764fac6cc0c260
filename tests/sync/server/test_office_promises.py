from pathlib import Path

import pytest

from pos_app.cli import main
from sync.server.central import open_home
from tests.sync.server.running import fill_home


def test_a_lost_till_needs_two_people_and_promises_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill_home(tmp_path)
    command = ["--home", str(tmp_path), "server"]
    assert main([*command, "lost", "2", "--operator", "Anna", "--approved-by", "Anna"]) == 1
    assert main([*command, "lost", "77", "--operator", "Anna", "--approved-by", "Boris"]) == 1
    assert main([*command, "lost", "2", "--operator", "Anna", "--approved-by", "Boris"]) == 0
    assert main([*command, "resume-promises"]) == 0
    captured = capsys.readouterr()
    assert "second person" in captured.err and "77" in captured.err
    assert "0 promises, 0.00 points" in captured.out
    assert "promises are given again; 0 tills" in captured.out
    open_home(tmp_path).close()
