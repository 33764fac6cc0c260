"""./check on a small project of its own, with the real tools."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from setup.lanes import LANES

PROJECT = Path(__file__).parents[2]

PYPROJECT = """
[tool.ruff]
line-length = 120
[tool.ruff.lint]
select = ["F"]
[tool.mypy]
packages = ["shop"]
strict = true
[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["."]
qt_log_level_fail = "WARNING"
qt_api = "pyside6"
markers = ["end_to_end", "slow"]
[tool.importlinter]
root_package = "shop"
[[tool.importlinter.contracts]]
name = "floors"
type = "layers"
layers = ["shop.upper", "shop.lower"]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "setup").mkdir()
    for script in ("check.py", "lanes.py"):
        shutil.copy(PROJECT / "setup" / script, tmp_path / "setup" / script)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    for module in ("__init__", "upper", "lower"):
        (tmp_path / "shop").mkdir(exist_ok=True)
        (tmp_path / "shop" / f"{module}.py").touch()
    for number, lane in enumerate(LANES):
        for folder in lane:
            (tmp_path / folder).mkdir(parents=True)
        test = f"def test_{number}():\n    pass\n"
        (tmp_path / lane[0] / f"test_{number}.py").write_text(test, encoding="utf-8")
    (tmp_path / "tests" / "test_shop.py").write_text(
        "import pytest\n\n\n@pytest.mark.end_to_end\ndef test_whole():\n    pass\n\n\ndef test_part():\n    pass\n",
        encoding="utf-8",
    )
    return tmp_path


def _check(shop: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, shop / "setup" / "check.py", *arguments],
        cwd=shop.parent,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(shop), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return done.returncode, done.stdout


def test_a_clean_project_passes_and_each_step_is_timed(shop: Path) -> None:
    code, said = _check(shop)
    assert code == 0, said
    for step in ("format", "lint", "types", "floors", "tests"):
        assert f"ok     {step}" in said
    assert said.count("1 passed") == len(LANES)
    assert "2 passed" in said  # the last lane
    assert said.splitlines()[-1].startswith("check: passed format, lint, types, floors, tests in ")


def test_every_lint_step_reports_before_it_stops_and_the_tests_wait(shop: Path) -> None:
    (shop / "shop" / "lower.py").write_text("import os\nimport shop.upper\nx: int = 'a'", encoding="utf-8")
    code, said = _check(shop)
    assert code == 1
    assert "F401" in said
    assert "Incompatible types in assignment" in said
    assert "shop.lower is not allowed to import shop.upper" in said
    assert "pytest" not in said
    last = said.splitlines()[-1]
    assert last.startswith("check: FAILED in format, lint, types, floors after ")
    assert last.endswith("; tests not run")


def test_fast_leaves_out_end_to_end_and_further_words_go_to_pytest(shop: Path) -> None:
    code, said = _check(shop, "--fast", "-q", "--no-header", "tests/test_shop.py")
    assert code == 0
    assert "1 passed, 1 deselected" in said


def test_a_failing_test_fails_the_check(shop: Path) -> None:
    (shop / "tests" / "test_bad.py").write_text("def test_bad():\n    assert not 1\n", encoding="utf-8")
    code, said = _check(shop)
    assert code == 1
    assert "test_bad.py:2: AssertionError" in said
    assert "first passed after" in said
    assert "third FAILED (1) after" in said
    assert said.splitlines()[-1].startswith("check: FAILED in tests after ")
