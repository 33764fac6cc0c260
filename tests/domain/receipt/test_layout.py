import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.receipt.document import (
    Align,
    BarcodeBlock,
    Block,
    Feed,
    PrintDocument,
    QrBlock,
    Row,
    Rule,
    Text,
)
from pos_app.domain.receipt.layout import LayoutError, lay_out, lay_out_block, wrap

columns = st.sampled_from([16, 24, 32, 42, 48])
words = st.lists(st.text("абвгд12.,", min_size=1, max_size=60), max_size=12)
texts = words.map(" ".join)
sums = st.integers(0, 10**9).map(lambda kopecks: f"{kopecks // 100},{kopecks % 100:02d}")
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Text, texts, st.sampled_from(Align), st.booleans(), st.booleans()),
    st.builds(Row, texts, sums, st.booleans(), st.booleans()),
    st.just(Rule()),
    st.builds(QrBlock, st.text("K0123456789-", min_size=1, max_size=70), texts),
    st.builds(BarcodeBlock, st.text("K0123456789-", min_size=1, max_size=20)),
    st.builds(Feed, st.integers(0, 4)),
)


def _squeezed(text: str) -> str:
    return "".join(text.split())


@given(st.lists(blocks, max_size=8), columns)
def test_no_line_is_too_long_and_none_ends_in_spaces(content: list[Block], width: int) -> None:
    for line in lay_out(PrintDocument("title", tuple(content)), width):
        assert len(line) <= width
        assert line == line.rstrip()


@given(texts, columns, st.sampled_from(Align))
def test_no_character_of_a_text_is_lost(text: str, width: int, align: Align) -> None:
    assert _squeezed("".join(lay_out_block(Text(text, align), width))) == _squeezed(text)


@given(texts, sums, columns)
def test_a_rows_sum_stands_whole_at_the_right_edge(left: str, right: str, width: int) -> None:
    lines = lay_out_block(Row(left, right), width)
    assert lines[-1].endswith(right)
    assert len(lines[-1]) == width
    assert _squeezed("".join(lines)) == _squeezed(left + right)
    if left and lines[-1] != right.rjust(width):
        assert lines[-1][: -len(right)].endswith(" ")


@given(words, columns)
def test_words_that_fit_are_not_cut(content: list[str], width: int) -> None:
    fitting = [word for word in content if len(word) <= width]
    assert " ".join(wrap(" ".join(fitting), width)).split() == fitting


def test_a_receipt() -> None:
    document = PrintDocument(
        "sale 2-000231",
        (
            Text("Магазин «Копилка»", Align.CENTER, bold=True),
            Rule(),
            Row("Молоко пастеризованное 3,2 % 930 мл", "89,90"),
            Row("Хлеб", "45,00"),
            Row("ИТОГ", "134,90", bold=True, large=True),
            QrBlock("K2-000231-7", "Возврат по чеку"),
            BarcodeBlock("K2-000231-7"),
            Feed(2),
            Text("Спасибо", Align.RIGHT),
        ),
    )
    assert lay_out(document, 32) == [
        "       Магазин «Копилка»",
        "--------------------------------",
        "Молоко пастеризованное 3,2",
        "% 930 мл                   89,90",
        "Хлеб                       45,00",
        "ИТОГ                      134,90",
        "        [QR] K2-000231-7",
        "        Возврат по чеку",
        "       [|||] K2-000231-7",
        "",
        "",
        "                         Спасибо",
    ]


def test_edges() -> None:
    assert lay_out_block(Text(""), 32) == [""]
    assert lay_out_block(Text("одна\n\nдве"), 32) == ["одна", "", "две"]
    assert lay_out_block(Row("слева", ""), 16) == ["слева"]
    assert lay_out_block(Row("", "1,00"), 16) == ["            1,00"]
    assert lay_out_block(Row("слева", "x" * 20), 16) == ["слева", "x" * 16, "xxxx".rjust(16)]
    # A long right text leaves the left one its full width and stands alone.
    assert lay_out_block(Row("слово и слово", "1234567890"), 16) == ["слово и слово", "      1234567890"]


def test_no_break_spaces_hold() -> None:
    assert wrap("Молоко жирное 3,2\u00a0%", 16) == ["Молоко жирное", "3,2\u00a0%"]


def test_narrow_paper_is_refused() -> None:
    with pytest.raises(LayoutError, match="columns 10"):
        lay_out(PrintDocument("title", (Rule(),)), 10)
