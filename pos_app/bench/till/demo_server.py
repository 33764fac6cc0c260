"""The demo shop's server as a process of its own, and a till's home that works with it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pos_app.bench.benches import BenchError
from pos_app.bootstrap.local_enrolment import code_file, enrol_beside
from pos_app.bootstrap.till_home import TillHome
from pos_app.settings import load_settings, settings_path
from pos_app.settings.file import as_toml

_STOP_PATIENCE_S = 10.0


@contextmanager
def demo_server(till_home: Path, server_home: Path) -> Iterator[None]:
    """A server with the demo shop, where the new till in ``till_home`` is enrolled, as long as the block runs."""
    settings = load_settings(till_home)
    server_home.mkdir(parents=True)
    code = code_file(server_home)
    command = [
        *(sys.executable, "-m", "pos_app", "--home", str(server_home), "server", "--demo", "--port", "0"),
        *("--enrol-code-to", str(code), "--till-code", settings.till_code, "--until-input-ends"),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = _ready_url(process)
            if not enrol_beside(TillHome(till_home), url, code):
                raise BenchError("the demo server did not take the till in; the log says why")
            # Hundreds of beeps measure nothing.
            words = f"server_url = {as_toml(url)}\nvolume_percent = 0\n"
            settings_path(till_home).write_text(words, encoding="utf-8")
            yield
        finally:
            _stop(process)


def _ready_url(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        word, _, rest = line.partition(" ")
        if word == "ready":
            return rest.strip()
    raise BenchError(f"the demo server ended with code {process.wait()} instead of listening")


def _stop(process: subprocess.Popen[str]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(_STOP_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
