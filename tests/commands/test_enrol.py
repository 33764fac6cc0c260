"""Whoever enrols a till is told what to do, before what the server said."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.cli import main
from tests.sync.server.running import RunningServer, fill_home, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    home = tmp_path_factory.mktemp("server")
    fill_home(home)
    with running(home) as started:
        yield started
        started.stop()


def test_a_wrong_code_and_a_server_that_is_not_there_are_told_in_words(
    server: RunningServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        for url, words in ((server.url, "the server knows no such code"), (nobody, "the server does not answer")):
            assert main(["--home", str(tmp_path), "enrol", "--server", url, "--code", "7KQ2-M4XD-90TR"]) == 1
            said = capsys.readouterr().err
            assert words in said.splitlines()[0]
            assert said.index(words) < said.index("(")
