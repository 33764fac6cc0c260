"""Shipped files are found wherever the program stands, and a missing one is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resources.paths import MissingResourceError, resource_path


@pytest.mark.parametrize(
    "parts",
    [
        ("fonts", "GolosText-Regular.ttf"),
        ("sounds", "goods.wav"),
        ("icons", "kopilka.svg"),
        ("icons", "kopilka-256.png"),
        ("demo", "programme.json"),
        (),
    ],
)
def test_shipped_files_are_there(parts: tuple[str, ...]) -> None:
    path = resource_path(*parts)
    assert path.is_absolute()
    assert path.exists()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(MissingResourceError) as caught:
        resource_path("sounds", "nothing.wav")
    assert caught.value.key == "resource_missing"
    assert caught.value.name == "sounds/nothing.wav"


def test_parts_cannot_lead_out_of_the_folder() -> None:
    with pytest.raises(MissingResourceError):
        resource_path("..", "pyproject.toml")


def test_found_from_another_working_directory(tmp_path: Path) -> None:
    root = resource_path().parent
    code = "from resources.paths import resource_path; print(resource_path('icons', 'kopilka.svg').is_file())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "True"
