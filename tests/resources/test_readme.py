"""The README's table of people is what the demo shop has."""

from datetime import date

from resources.demo.shop import demo_shop
from resources.paths import resource_path


def test_pins_and_badges_are_documented() -> None:
    text = resource_path("README.md").read_text(encoding="utf-8")
    for person in demo_shop(date(2026, 11, 22)).staff:
        (row,) = [line for line in text.splitlines() if line.startswith(f"| {person.name} ")]
        assert f"| {person.pin} | `{person.badge}` |" in row
