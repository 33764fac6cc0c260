"""The customer's window covers the second screen, goes with it and comes back with it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent / "two_screens.py"
TILL = {"name": "till", "x": 0, "y": 0, "width": 1366, "height": 768}
CUSTOMER = {"name": "customer", "x": 1366, "y": 0, "width": 1024, "height": 600}


def told(folder: Path, *screens: dict[str, object]) -> list[str]:
    density = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": [{**screen, **density} for screen in screens]}))
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    return subprocess.check_output([sys.executable, PROGRAM], env=environment, text=True, timeout=60).splitlines()


@pytest.mark.slow
def test_two_screens(tmp_path: Path) -> None:
    assert told(tmp_path, TILL, CUSTOMER) == [
        "start: 1366,0 1024x600 active=False",
        "unplugged: hidden active=False",
        "back: 1366,0 1024x600 active=False",
    ]


@pytest.mark.slow
def test_one_screen_has_no_room_for_it(tmp_path: Path) -> None:
    assert told(tmp_path, TILL) == ["start: hidden active=False"]
