"""The demo shop's loyalty programme: a document in ``programme.json``, and what the makers of rows need of it."""

import json
from functools import cache
from typing import Any

from pos_app.domain.loyalty.programme import LocalText
from pos_app.domain.money.units import Kopecks
from resources.paths import resource_path


def programme_text() -> str:
    """The JSON document as it is published; its shape is ``pos_app.domain.loyalty.programme.Programme``."""
    return resource_path("demo", "programme.json").read_text(encoding="utf-8")


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(programme_text())
    return document


def tier_ladder() -> tuple[tuple[str, Kopecks], ...]:
    """Code and least turnover of each tier, lowest first."""
    ladder = [(tier["code"], tier["turnover_kopecks"]) for tier in _document()["tiers"]]
    return tuple(sorted(ladder, key=lambda tier: tier[1]))


def lot_days() -> int:
    """Days from accrual to expiry of a lot."""
    days: int = _document()["points"]["lot_days"]
    return days


def tier_names() -> dict[str, LocalText]:
    """Names of the tiers by their codes."""
    return {tier["code"]: LocalText(tier["name"]["ru"], tier["name"]["en"]) for tier in _document()["tiers"]}
