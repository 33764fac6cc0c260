"""A window that does not answer leaves word of what its threads did."""

import os
from pathlib import Path

import pytest

from pos_app.bench.crawl.till_seen import NoAnswerError, SeenProgram


def test_a_stuck_program_tells_where_it_stands(tmp_path: Path) -> None:
    threads = tmp_path / "threads.txt"
    program = SeenProgram(
        ("tests.bench.crawl.stuck_program", str(threads)), os.environ, tmp_path / "errors.txt", threads
    )
    try:
        assert program.look(100) == {}  # it has begun
        with pytest.raises(NoAnswerError):
            program.look(0.05)
        assert "waits_for_ever" in threads.read_text(encoding="utf-8")
    finally:
        program.kill()
    assert program.exit_code == -9
