"""Where the pictures of end-to-end tests go: a folder that stays, so that people can look at every screen."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def pictures() -> Path:
    """``var/pictures`` of the project."""
    return Path(__file__).resolve().parents[2] / "var" / "pictures"
