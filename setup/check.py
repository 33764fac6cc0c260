"""The steps behind ./check: all lint steps, each with its time, and the tests if those are clean."""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from lanes import run_in_lanes

PROJECT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
STOPPED = 130  # as a shell tells of Ctrl+C
FAST = ["-m", "not end_to_end and not slow"]


@dataclass(frozen=True, slots=True)
class Step:
    """A name and the command that ends with 0 if all is well."""

    name: str
    command: tuple[str, ...]


LINT_STEPS = (
    Step("format", (PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")),
    Step("lint", (PYTHON, "-m", "ruff", "check", "--quiet", ".")),
    Step("types", (PYTHON, "-m", "mypy", "--no-error-summary")),
    Step("floors", (str(Path(PYTHON).with_name("lint-imports")), "--no-logo")),
)


def run_quietly(step: Step) -> tuple[bool, float]:
    """Run a step, print one line, and what it said if it failed. Returns success and seconds."""
    started = time.monotonic()
    done = subprocess.run(
        step.command, cwd=PROJECT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - started
    passed = done.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'} {step.name:<7} {seconds:6.1f} s", flush=True)
    if not passed:
        print((done.stdout + done.stderr).rstrip(), "\n", flush=True)
    return passed, seconds


def run_tests(options: list[str], for_pytest: list[str]) -> tuple[bool, float]:
    """Run the suite in lanes, or what ``for_pytest`` asks for in one pytest. Returns success and seconds."""
    started = time.monotonic()
    pytest = (PYTHON, "-m", "pytest", *options, *for_pytest)
    if for_pytest or (os.cpu_count() or 1) < 2:
        passed = subprocess.run(pytest, cwd=PROJECT, stdin=subprocess.DEVNULL, check=False).returncode == 0
    else:
        passed = run_in_lanes(pytest, PROJECT)
    seconds = time.monotonic() - started
    print(f"{'ok    ' if passed else 'FAILED'} tests   {seconds:6.1f} s", flush=True)
    return passed, seconds


def main() -> int:
    """Run the steps; 0 if all passed, else 1."""
    parser = argparse.ArgumentParser(
        prog="check",
        description="Format, lint (ruff), types (mypy), floors (import-linter), tests (pytest).",
        epilog="The tests run in three lanes. Further arguments go to one pytest: ./check tests/domain -k money",
    )
    parser.add_argument("--fast", action="store_true", help="leave out end-to-end and other slow tests")
    parser.add_argument("--lint", action="store_true", help="leave out the tests")
    options, for_pytest = parser.parse_known_args()

    results = {step.name: run_quietly(step) for step in LINT_STEPS}
    clean = all(passed for passed, _ in results.values())
    if clean and not options.lint:
        results["tests"] = run_tests(FAST if options.fast else [], for_pytest)

    failed = [name for name, (passed, _) in results.items() if not passed]
    total = sum(seconds for _, seconds in results.values())
    if failed:
        skipped = "" if clean else "; tests not run"
        print(f"check: FAILED in {', '.join(failed)} after {total:.1f} s{skipped}")
        return 1
    print(f"check: passed {', '.join(results)} in {total:.1f} s")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("check: stopped")
        sys.exit(STOPPED)
