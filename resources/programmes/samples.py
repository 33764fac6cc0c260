"""The sample programmes: complete documents to begin with, to try on past receipts, and to read."""

from resources.paths import resource_path

SAMPLES = ("discount-card", "points-tiers", "coalition", "everything")
"""Their names; each lies beside this file as ``NAME.json``."""


def sample_text(name: str) -> str:
    """The document of a sample as it is published."""
    return resource_path("programmes", f"{name}.json").read_text(encoding="utf-8")
