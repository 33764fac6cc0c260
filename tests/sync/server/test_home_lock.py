"""One server per home: a second one, or a restore beside it, would work on books that are not those of the tills."""

import subprocess
import sys
from pathlib import Path

import pytest

from pos_app.cli import main
from sync.server.central import open_home
from sync.server.home_lock import HomeInUseError, home_held

_HOLDER = """
import sys
from pathlib import Path
from sync.server.home_lock import home_held
with home_held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_server_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with home_held(tmp_path):
        assert main(["--home", str(tmp_path), "server", "--port", "0"]) == 1
    assert "stop it first" in capsys.readouterr().err
    assert not (tmp_path / "server.db").exists()


def test_a_backup_is_not_put_under_a_server_that_serves_another_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, saved = tmp_path / "home", tmp_path / "saved"
    open_home(home).close()
    assert main(["--home", str(home), "server", "backup", "--without-secrets", str(saved)]) == 0
    before = (home / "server.db").stat().st_ino
    with home_held(home):
        assert main(["--home", str(home), "server", "restore", "--replace", str(saved)]) == 1
    assert "stop it first" in capsys.readouterr().err
    assert (home / "server.db").stat().st_ino == before
    assert main(["--home", str(home), "server", "restore", "--replace", str(saved)]) == 0


def test_a_killed_server_leaves_no_lock(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(HomeInUseError), home_held(tmp_path):
        pass
    holder.kill()
    holder.wait(60)
    holder.stdout.close()
    holder.stdin.close()
    with home_held(tmp_path):
        pass
