"""A till that practises names no real device and no server, looks like the till it stands for, and leaves nothing."""

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from pos_app.bootstrap import training
from pos_app.bootstrap.instance_lock import InstanceLock
from pos_app.bootstrap.till_home import TillHome
from pos_app.settings import Settings, load_settings

REAL = replace(
    Settings(),
    language="en",
    theme="dark",
    server_url="https://shop.example",
    printer="tcp:192.0.2.1",
    fiscal="atol:http://192.0.2.2:16732",
    customer_display="serial:/dev/ttyS7",
    scale="tcp:192.0.2.3:4001",
    serial_scanner_port="/dev/ttyS8",
    camera_source="0",
    keyboard_scan_threshold_ms=50,
)


def test_nothing_real_is_named(tmp_path: Path) -> None:
    training.write_training_settings(tmp_path, REAL)
    found = load_settings(tmp_path)
    assert found.server_url == Settings().server_url, "its own server replaces it before anything is opened"
    assert (found.serial_scanner_port, found.camera_source) == ("simulated", "simulated")
    assert (found.printer, found.fiscal, found.customer_display, found.scale) == (
        "file",
        "simulated",
        "simulated",
        "simulated",
    )
    assert (found.language, found.theme, found.keyboard_scan_threshold_ms) == ("en", "dark", 50)
    assert found.shop_name == "TRAINING TILL"


def test_it_runs_in_a_folder_that_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed = tmp_path / "kopilka-training-killed" / "till"
    killed.mkdir(parents=True)
    running = tmp_path / "kopilka-training-running" / "till"
    lock = InstanceLock(TillHome(running).lock)
    seen = []

    def program(args: argparse.Namespace, around: object) -> int:
        seen.append((args.home, args.training, callable(around), load_settings(args.home)))
        return 7

    monkeypatch.setattr(training, "run_till_program", program)
    home = tmp_path / "home"
    assert training.run_training(argparse.Namespace(home=home, language="en")) == 7
    ((folder, is_training, has_server, found),) = seen
    assert is_training and has_server and found.fiscal == "simulated"
    assert folder.is_relative_to(tmp_path) and not folder.exists()
    assert (found.language, found.shop_name) == ("en", "TRAINING TILL")
    assert not home.exists(), "the till's own home is not touched"
    assert Path(found.checklist_folder) == home / "training", "a list that was saved is not thrown away"
    assert not killed.exists() and running.exists()
    lock.release()
