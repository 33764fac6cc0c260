"""Charts: what is drawn is as long as its figure, nothing leaves the picture, every value is told in words."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.report.cell import Cell
from pos_app.domain.report.chart import Chart, Form, Series
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Words
from pos_app.report_files.picture.axis import axis_for
from pos_app.report_files.picture.chart_picture import chart_picture
from pos_app.report_files.picture.shapes import ON_DARK, ON_LIGHT, Box, Colours, Dot, Label, Stroke
from pos_app.report_files.picture.svg import picture_svg
from pos_app.report_files.report_words import words_for
from tests.report_files.sample_report import sample_report

_WORDS = words_for(sample_report(), "ru")
_CHARTS = [block for block in sample_report().blocks() if isinstance(block, Chart)]
_VALUES = st.lists(st.one_of(st.none(), st.integers(-(10**9), 10**9)), min_size=1, max_size=31)


@given(st.lists(st.integers(-(10**13), 10**13), max_size=20), st.sampled_from([Kind.MONEY, Kind.COUNT, Kind.SHARE]))
def test_an_axis_holds_zero_and_every_value_on_round_steps(values: list[int], kind: Kind) -> None:
    axis = axis_for(values, kind)
    assert 0 in axis.ticks
    assert axis.ticks[0] <= min([0, *values])
    assert axis.ticks[-1] >= max([0, *values])
    assert 2 <= len(axis.ticks) <= 8
    step = axis.ticks[1] - axis.ticks[0]
    assert str(step).rstrip("0") in ("1", "2", "5")


@given(_VALUES, st.sampled_from(Form), st.sampled_from([Kind.TEXT, Kind.HOUR]))
def test_nothing_leaves_the_picture(values: list[int | None], form: Form, label_kind: Kind) -> None:
    labels = tuple(Cell("Имя" if label_kind is Kind.TEXT else place % 24) for place in range(len(values)))
    series = (Series(Words("Shop"), tuple(values)), Series(Words("Shops"), tuple(reversed(values))))
    picture = chart_picture(Chart("c", Words("Day"), form, Kind.MONEY, label_kind, labels, series), _WORDS, 600)
    for shape in picture.shapes:
        match shape:
            case Box():
                xs, ys = (shape.x, shape.x + shape.width), (shape.y, shape.y + shape.height)
            case Stroke():
                xs, ys = tuple(x for x, _ in shape.points), tuple(y for _, y in shape.points)
            case Dot() | Label():
                xs, ys = (shape.x,), (shape.y,)
        assert min(xs) >= -0.01
        assert max(xs) <= picture.width + 0.01
        assert min(ys) >= -0.01
        assert max(ys) <= picture.height + 0.01


def test_bars_are_as_long_as_their_figures() -> None:
    chart = Chart(
        "c",
        Words("Day"),
        Form.BARS,
        Kind.MONEY,
        Kind.HOUR,
        (Cell(9), Cell(10), Cell(11)),
        (Series(Words("Shop"), (100_00, 300_00, -200_00)),),
    )
    bars = [shape for shape in chart_picture(chart, _WORDS, 500).shapes if isinstance(shape, Box) and shape.hint]
    assert [round(bar.height / bars[0].height, 6) for bar in bars] == [1, 3, 2]
    assert bars[2].y == pytest.approx(bars[0].y + bars[0].height)  # below the zero line


@pytest.mark.parametrize("chart", _CHARTS, ids=lambda chart: chart.key)
def test_the_svg_is_sound_and_told_in_words(chart: Chart) -> None:
    picture = chart_picture(chart, _WORDS, 640)
    for colours in (None, ON_LIGHT, ON_DARK):
        root = ElementTree.fromstring(picture_svg(picture, colours))
        told = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
        values = [value for one in chart.series for value in one.values if value is not None]
        for value in values:
            assert _WORDS.figure(chart.kind, value) in told
        assert root.get("role") == "img"
        text = ElementTree.tostring(root, encoding="unicode")
        assert "href" not in text
        assert "style=" not in text


def test_planted_markup_stays_text() -> None:
    chart = Chart(
        "c",
        Words("Day"),
        Form.BARS,
        Kind.COUNT,
        Kind.TEXT,
        (Cell("<script>alert('1')</script>"),),
        (Series(Words("Shop"), (1,)),),
    )
    assert "<script" not in picture_svg(chart_picture(chart, _WORDS, 640))


def test_a_chart_without_values_says_so() -> None:
    chart = Chart("c", Words("Day"), Form.LINE, Kind.MONEY, Kind.DAY, (), ())
    assert chart_picture(chart, _WORDS, 300).told == "Показывать нечего"


@pytest.mark.parametrize(("colours", "ground"), [(ON_LIGHT, "#FFFFFF"), (ON_DARK, "#1A2029")])
def test_every_ink_stands_out(colours: Colours, ground: str) -> None:
    for colour in (*colours.series, colours.text, colours.muted):
        assert _contrast(colour, ground) >= 4.5, colour


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
