"""A priced document adds up; one figure changed in it, and each place that does not fit any more is named."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.services.documents.mirroring import sale_of
from pos_app.services.documents.priced_document import PricedDocument
from pos_app.services.documents.priced_soundness import priced_problems
from pos_app.services.documents.reading import DocumentError, shaped
from tests.golden.pricing_records import records

PRICED: list[Any] = [case["priced"] for record in records() for case in json.loads(record.read_text())["cases"]]
SOLD = [document for document in PRICED if document["lines"]]


def problems(document: Any) -> list[tuple[str, str]]:
    return [(one.place, one.key) for one in priced_problems(shaped(document, PricedDocument))]


@pytest.mark.parametrize("number", range(len(PRICED)))
def test_what_is_printed_adds_up(number: int) -> None:
    assert problems(PRICED[number]) == []


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SOLD),
    st.sampled_from(["list_kopecks", "net_kopecks", "money_kopecks", "earned", "price_kopecks", "quantity"]),
    st.sampled_from([1, 100, 1000, 1_000_000]),
    st.data(),
)
def test_a_line_that_does_not_add_up_is_refused(document: Any, name: str, more: int, data: st.DataObject) -> None:
    document = deepcopy(document)
    line = data.draw(st.sampled_from(document["lines"]))
    line[name] += more
    if name == "price_kopecks" and line["quantity"] * more < 500:
        return  # less than half a kopeck: the sum stays
    assert problems(document)
    with pytest.raises(DocumentError):
        sale_of(shaped(document, PricedDocument), ())


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(SOLD), st.sampled_from(["list_kopecks", "net_kopecks", "points", "money_kopecks", "earned"]))
def test_a_total_that_is_not_that_of_the_lines_is_refused(document: Any, name: str) -> None:
    document = deepcopy(document)
    document["totals"][name] += 1
    assert (f"totals.{name}", "not_adding_up") in problems(document)


def test_every_place_is_told_at_once() -> None:
    document = deepcopy(SOLD[0])
    document["lines"][0]["money_kopecks"] += 1
    document["stages"][0]["amount_kopecks"] += 1
    document["lines"].append(document["lines"][0])
    found = dict(problems(document))
    assert {
        "lines[0].money_kopecks",
        "totals.money_kopecks",
        f"lines[{len(document['lines']) - 1}].line_id",
    } <= found.keys()
    assert any(place.startswith("stages[0]") for place in found)
