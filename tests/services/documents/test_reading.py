import pytest

from pos_app.services.documents.customer_document import CustomerDocument
from pos_app.services.documents.reading import DocumentError, FileForm, read_documents, read_one


def faults(data: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(DocumentError) as refused:
        read_documents(data, CustomerDocument)
    return [(one.place, one.expected, one.found) for one in refused.value.problems]


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b'{"customer_id": "a"}', FileForm.SINGLE),
        (b'\xef\xbb\xbf  {"customer_id": "a"}\n', FileForm.SINGLE),
        (b'[{"customer_id": "a"}]', FileForm.ARRAY),
        (b'{"customer_id": "a"}\n\n{"customer_id": "a"}\n', FileForm.LINES),
    ],
)
def test_one_document_an_array_or_lines(data: bytes, form: FileForm) -> None:
    found = read_documents(data, CustomerDocument)
    assert found.form is form
    assert {one.customer_id for one in found.values} == {"a"}


def test_every_fault_of_every_document_is_told_with_its_place() -> None:
    data = b'[{"spendable": -1, "tier": "gold"}, {"customer_id": "b", "spendable": 1.5, "birthday": "30-02"}]'
    assert faults(data) == [
        ("[0].customer_id", "this key", "nothing"),
        ("[0].spendable", "0 or more", "-1"),
        ("[0].tier", "no such key", '"gold"'),
        ("[1].spendable", "a whole number", "1.5"),
        ("[1].birthday", "month and day such as 05-14", '"30-02"'),
    ]


def test_a_fault_on_a_line_names_the_document() -> None:
    assert faults(b'{"customer_id": "a"}\n{"customer_id": 5}')[0][0] == "document 2 customer_id"
    assert faults(b'{"customer_id": "a"}\n7')[0][0] == "document 2"


def test_what_is_no_json_is_told_with_line_and_column() -> None:
    assert faults(b'{"customer_id":\n oops}')[0][0] == "line 2, column 2"
    assert faults(b"")[0][1] == "at least one document"
    assert faults(b"[]")[0][1] == "at least one document"
    assert faults(b"\xff")[0] == ("$", "UTF-8 text", '"byte 0"')
    assert faults(b"[" * 100_000)[0][1] == "JSON"
    assert faults(b'{"customer_id": "a"}\n{"spendable":\n ' + b"9" * 5000 + b"}")[0] == (
        "line 3, column 2",
        "JSON",
        '"a number of 5000 digits"',
    )


def test_what_json_lets_pass_is_told_with_its_place() -> None:
    assert faults(b'{"customer_id": "a", "spendable": NaN}')[0] == ("spendable", "a whole number", "NaN")
    half = b'[{"customer_id": "a"}, {"customer_id": "\\ud800"}]'
    assert faults(half)[0][:2] == ("[1].customer_id", "whole characters")
    for deep in (300, 800):
        assert faults(b'{"customer_id": "a", "tags": ' + b"[" * deep + b"]" * deep + b"}") == [
            ("tags", "at most 100 brackets within brackets", '"…"')
        ]


@pytest.mark.parametrize("day", ["1999-12-31", "2200-01-01", "1773500000", "2026-02-30", "2026-3-1", "20260301"])
def test_a_day_is_written_in_one_way_and_near_enough(day: str) -> None:
    (fault,) = faults(b'{"customer_id": "a", "memberships": [{"code": "club", "until_day": "%s"}]}' % day.encode())
    assert fault[0] == "memberships[0].until_day"
    assert fault[1].startswith("a day such as 2026-03-01")


def test_a_key_that_stands_twice_is_a_fault() -> None:
    once = "each key once in an object"
    assert faults(b'{"customer_id": "a", "customer_id": "b"}') == [("customer_id", once, '["a", "b"]')]
    twice_below = b'{"customer_id": "a", "offers": [{"rule_id": "x", "rule_id": "y"}]}'
    assert faults(twice_below) == [("offers[0].rule_id", once, '["x", "y"]')]
    assert faults(b"[" + twice_below + b"]")[0][0] == "[0].offers[0].rule_id"
    assert faults(b'{"customer_id": "a"}\n' + twice_below)[0][0] == "document 2 offers[0].rule_id"


def test_editors_may_name_the_schema() -> None:
    assert read_one(b'{"$schema": "../x.json", "customer_id": "a"}', CustomerDocument).customer_id == "a"


def test_one_document_means_one() -> None:
    with pytest.raises(DocumentError, match="2 documents"):
        read_one(b'{"customer_id": "a"}{"customer_id": "b"}', CustomerDocument)
