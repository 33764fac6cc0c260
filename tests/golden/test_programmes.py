import json
from pathlib import Path
from typing import Any

import pytest

from pos_app.domain.loyalty.programme_document import read_programme, write_programme
from tests.domain.loyalty.drawn_programmes import KINDS, kinds_of
from tests.golden.programme_records import documents, expectation_of, told


def missing_from(expected: Any, found: Any, place: str = "$") -> list[str]:
    """Places where what was stored is not what is read; fields that came later may be there as well."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [
            wrong
            for key, value in expected.items()
            for wrong in (missing_from(value, found[key], f"{place}.{key}") if key in found else [f"{place}.{key}"])
        ]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [
            wrong
            for index, (one, other) in enumerate(zip(expected, found, strict=True))
            for wrong in missing_from(one, other, f"{place}[{index}]")
        ]
    return [] if expected == found else [f"{place}: stored {expected!r}, read {found!r}"]


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.stem)
def test_a_stored_document_says_what_it_said(document: Path) -> None:
    programme = read_programme(document.read_bytes())
    expected = json.loads(expectation_of(document).read_text(encoding="utf-8"))
    assert missing_from(expected, told(document)) == []
    assert read_programme(write_programme(programme)) == programme


def test_each_rule_kind_has_a_stored_document() -> None:
    stored = {path.stem for path in documents()}
    kinds = {one.__dataclass_fields__["kind"].default for union in KINDS.values() for one in kinds_of(union)}
    parts = {
        "coupon",
        "coupon_print",
        "referral",
        "tiers",
        "membership",
        "coalition",
        "money_account",
        "certificate",
        "offline",
    }
    assert {*kinds, *parts, "reward", "manual", "cash_rounding", "earning", "points", "head"} == stored
