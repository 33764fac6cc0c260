"""The floors of the house are complete: no room stands outside them, and the rules ask no clock."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PACKAGES = ("pos_app", "hardware", "sync", "resources")
CLOCK_AND_CHANCE = {"now", "today", "utcnow", "time", "uuid4", "uuid7", "random", "open", "print", "getenv"}


def _modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def _layers() -> set[str]:
    tool = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    floors = next(contract for contract in tool["importlinter"]["contracts"] if contract["id"] == "floors")
    return {name for layer in floors["layers"] for name in re.findall(r"[\w.]+", layer)}


def test_every_room_stands_on_a_floor() -> None:
    layers = _layers()
    for package in PACKAGES:
        if package in layers:
            continue
        for entry in sorted((PROJECT / package).iterdir()):
            is_room = entry.suffix == ".py" or (entry.is_dir() and (entry / "__init__.py").exists())
            if is_room and entry.name != "__init__.py":
                assert f"{package}.{entry.stem}" in layers, f"{package}.{entry.stem} is on no floor (pyproject.toml)"


def test_every_folder_of_the_packages_is_a_package() -> None:
    for package in PACKAGES:
        for module in _modules(PROJECT / package):
            assert (module.parent / "__init__.py").exists(), f"{module.parent} has modules but no __init__.py"


def test_importing_the_product_imports_nothing_by_itself() -> None:
    tree = ast.parse((PROJECT / "pos_app" / "__init__.py").read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]


@pytest.mark.parametrize("module", _modules(PROJECT / "pos_app" / "domain"), ids=lambda path: path.stem)
def test_the_rules_ask_no_clock_no_chance_and_no_disk(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in CLOCK_AND_CHANCE, f"{module.name}:{node.lineno} calls {called}()"
        assert not isinstance(node, ast.Assert), f"{module.name}:{node.lineno} asserts; raise an exception instead"


def test_no_assert_guards_the_product() -> None:
    for package in PACKAGES:
        for module in _modules(PROJECT / package):
            found = [
                node.lineno for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Assert)
            ]
            assert not found, f"{module.relative_to(PROJECT)}:{found[0]} asserts; python -O would not"


def test_test_folders_are_no_packages() -> None:
    assert not list((PROJECT / "tests").rglob("__init__.py"))


BREACHES = {
    "floors": ("hardware/scale.py", "import sync.store\n"),
    "qt": ("pos_app/services/scan.py", "from PySide6.QtCore import QObject\n"),
    "domain": ("pos_app/domain/shift.py", "import logging\n"),
    "ports": ("pos_app/services/scan.py", "import hardware\n"),
}


@pytest.fixture(scope="module")
def small_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("house")
    rooms = ("pos_app/ui", "pos_app/services", "pos_app/domain", "hardware", "resources")
    for room in (*rooms, "sync/store", "sync/client", "sync/server", "sync/protocol", "sync/vault"):
        (house / room).mkdir(parents=True)
    for room in [path for path in house.rglob("*") if path.is_dir()]:
        (room / "__init__.py").touch()
    (house / "pyproject.toml").write_text((PROJECT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return house


def _broken(house: Path, contract: str) -> bool:
    # In its own process, with its own modules first: the names are those of the real house.
    program = (
        f"import sys; sys.path.insert(0, {str(house)!r}); from importlinter.cli import lint_imports_command as run; "
    )
    program += f"run(['--no-logo', '--no-cache', '--contract', {contract!r}])"
    answer = subprocess.run([sys.executable, "-c", program], cwd=house, capture_output=True, text=True, check=False)
    assert ("1 broken" in answer.stdout) or ("0 broken" in answer.stdout), answer.stdout + answer.stderr
    return answer.returncode != 0


@pytest.mark.parametrize("contract", BREACHES)
def test_each_contract_bites(small_house: Path, contract: str) -> None:
    path, line = BREACHES[contract]
    assert not _broken(small_house, contract)
    (small_house / path).write_text(line, encoding="utf-8")
    try:
        assert _broken(small_house, contract)
    finally:
        (small_house / path).unlink()
