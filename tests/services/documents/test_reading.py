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
    assert faults(b'{"customer_id": "a", "spendable": NaN}')[0] == ("$", "JSON", '"NaN"')


def test_a_key_that_stands_twice_is_a_fault() -> None:
    assert faults(b'{"customer_id": "a", "customer_id": "b"}') == [("customer_id", "each key once in an object", '"b"')]


def test_editors_may_name_the_schema() -> None:
    assert read_one(b'{"$schema": "../x.json", "customer_id": "a"}', CustomerDocument).customer_id == "a"


def test_one_document_means_one() -> None:
    with pytest.raises(DocumentError, match="2 documents"):
        read_one(b'{"customer_id": "a"}{"customer_id": "b"}', CustomerDocument)
