"""The bench runs small and prints its table. Nothing here says how fast anything has to be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

AT_THE_COUNTER = ["scan", "phone", "last_four", "choice", "card", "cash"]


def bench(home: Path, *arguments: str, **environment: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", "pos_app", "--home", str(home), "bench", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3_000:]
    return ended.stdout


@pytest.mark.end_to_end
@pytest.mark.slow
def test_real_keys_on_an_x_server(tmp_path: Path) -> None:
    report = json.loads(bench(tmp_path, "till", "--runs", "2", "--json"))
    assert "XTEST" in report["conditions"][0]
    figures = {figure["key"]: figure for figure in report["figures"]}
    assert list(figures) == [*AT_THE_COUNTER, "start", "start_parts", "start_cold"]
    for figure in figures.values():
        assert figure["n"] == len(figure["runs_us"]) >= 1
        assert 0 < figure["median_us"] <= figure["p99_us"] <= figure["worst_us"]
    for key in (*AT_THE_COUNTER, "start_parts"):
        assert 980 <= sum(part["share_permille"] for part in figures[key]["parts"]) <= 1_000
    assert {"priced", "draft stored (fsync)", "paint"} <= {part["title"] for part in figures["scan"]["parts"]}
    for key in ("card", "cash"):
        assert "receipt stored (fsync)" in {part["title"] for part in figures[key]["parts"]}
        assert figures[key]["beside"][0]["median_us"] > 0
    assert list(tmp_path.iterdir()) == []  # the demo shop went with its folder


@pytest.mark.end_to_end
@pytest.mark.slow
def test_keys_in_the_windows_queue_without_a_screen(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    told = bench(tmp_path / "home", "--runs", "1", PATH=str(nothing))
    assert "offscreen platform" in told
    for title in ("line painted", "customer painted", "list painted", "receipt stored", "badge accepted"):
        assert title in told
    assert "beside it: the disk alone" in told
