"""Nothing that a pool was given goes on when the program that gave it was killed."""

import ast
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from pos_app.batch.end_with_parent import end_with_parent

ROOT = Path(__file__).parents[2]


def say_and_work(_number: int) -> None:
    """What a process does that nobody stops."""
    os.write(1, f"{os.getpid()}\n".encode())  # in one piece, beside the others
    time.sleep(600)


def is_there(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][:1]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_the_processes_of_a_killed_program_end(way: str) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.batch.test_end_with_parent", way],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    try:
        workers = [int(program.stdout.readline()) for _ in range(3)]
    finally:
        program.kill()
        program.wait()
        program.stdout.close()
    ends = time.monotonic() + 60
    while left := [each for each in workers if is_there(each)]:
        assert time.monotonic() < ends, left
        time.sleep(0.02)


def test_every_pool_ends_with_its_program() -> None:
    pools = [
        (path.name, call)
        for path in (ROOT / "pos_app").rglob("*.py")
        if "ProcessPoolExecutor(" in (text := path.read_text(encoding="utf-8"))
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "ProcessPoolExecutor"
    ]
    assert len(pools) >= 4
    for name, call in pools:
        beginning = [each.value for each in call.keywords if each.arg == "initializer"] + call.args[2:3]
        assert [ast.unparse(each) for each in beginning] in (["end_with_parent"], ["_inherit"]), name


if __name__ == "__main__":
    with ProcessPoolExecutor(3, multiprocessing.get_context(sys.argv[1]), end_with_parent) as pool:
        list(pool.map(say_and_work, range(3)))
    signal.pause()
