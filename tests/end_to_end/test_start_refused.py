"""A till that must not start says so on the console and in a window, changes nothing, and ends with 1."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pos_app.bootstrap.instance_lock import InstanceLock
from pos_app.bootstrap.secrets_file import load_or_make_secrets
from tests.end_to_end.programs import PATIENCE_S, Program
from tests.end_to_end.till_driver import TillDriver

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(120)]


def start_and_close_the_window(home: Path, display: str, picture: Path, language: str) -> tuple[int, str]:
    """Start the till, take a picture of the window it refuses with, close that by Enter; exit code and output."""
    environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    arguments = ["--home", str(home), "run", "--language", language]
    with Program(arguments, home.parent / f"{language}.out", environment) as program:
        program.output.wait_for(r"^till: ")
        driver = TillDriver(home, display, picture.parent)
        driver.focus()
        driver.picture(picture.stem)
        driver.press("Return")
        code = program.process.wait(PATIENCE_S)
        driver.close()
        return code, program.output.whole()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_second_till_on_one_machine_is_refused(
    tmp_path: Path, x_server_at: Callable[[int, int], str], pictures: Path, language: str
) -> None:
    home = tmp_path / "home"
    first = InstanceLock(home / "till.lock")
    code, output = start_and_close_the_window(
        home, x_server_at(1024, 768), pictures / "refused" / f"second-start-{language}.png", language
    )
    first.release()
    assert code == 1
    assert "is running already" in output
    assert not (home / "till.db").exists()


def test_a_damaged_database_is_named_and_left_as_it_is(
    tmp_path: Path, x_server_at: Callable[[int, int], str], pictures: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    load_or_make_secrets(home / "secrets.json", "0190b6f0-0000-7000-8000-000000000002")
    (home / "till.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5_000)
    before = (home / "till.db").read_bytes()
    code, output = start_and_close_the_window(home, x_server_at(1024, 768), pictures / "refused" / "damaged.png", "ru")
    assert code == 1
    assert "till.db" in output
    assert (home / "till.db").read_bytes() == before
