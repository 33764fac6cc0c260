import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.bench.figure import Figure, Report, Run, percentile
from pos_app.bench.report_text import report_text

MS = 1_000_000


@given(st.lists(st.integers(0, 10**12), min_size=1), st.integers(1, 100))
def test_as_many_values_as_asked_for_lie_at_or_below_a_percentile(values: list[int], percent: int) -> None:
    found = percentile(values, percent)
    assert found in values
    assert 100 * sum(value <= found for value in values) >= percent * len(values)
    assert 100 * sum(value < found for value in values) < percent * len(values)


def test_without_values_there_is_no_percentile() -> None:
    with pytest.raises(ValueError, match="at least one"):
        percentile([], 50)


def figure(target_ms: int, *totals_ms: int) -> Figure:
    runs = tuple(Run(total * MS, {"store": MS, "paint": (total - 1) * MS}, {"disk": 2 * MS}) for total in totals_ms)
    return Figure("pay", "pay → stored", target_ms, runs, "a note")


@pytest.mark.parametrize(("target_ms", "is_met"), [(20, True), (19, False), (0, None)])
def test_the_target_holds_for_the_99th_percentile(target_ms: int, is_met: bool | None) -> None:
    assert figure(target_ms, *range(4, 21)).is_met is is_met


def test_a_part_that_a_run_did_not_have_took_no_time() -> None:
    figure = Figure("k", "t", 0, (Run(5, {"a": 5}), Run(7, {"b": 7})))
    assert figure.parts() == {"a": (5, 0), "b": (0, 7)}


def test_the_table_says_what_a_person_asks() -> None:
    report = Report("till", ("on a quiet machine",), (figure(16, 8, 10, 12), figure(11, 8, 10, 12)))
    text = report_text(report)
    lines = text.splitlines()
    assert lines[0] == "on a quiet machine"
    met = next(line for line in lines if "16 ms" in line)
    assert met.split() == ["pay", "→", "stored", "3", "10.00", "ms", "12.00", "ms", "16", "ms:", "met"]
    assert "11 ms: MISSED" in text
    paint = next(line for line in lines if "paint" in line)
    assert paint.split() == ["paint", "9.00", "ms", "11.00", "ms", "90", "%"]
    assert "beside it: disk" in text
    assert "ratio 5.0" in text
    assert "a note" in text


def test_programs_get_every_run_in_microseconds() -> None:
    [told] = Report("till", (), (figure(16, 8, 10, 12),)).to_json()["figures"]
    assert told["runs_us"] == [8_000, 10_000, 12_000]
    assert (told["n"], told["median_us"], told["p99_us"], told["worst_us"]) == (3, 10_000, 12_000, 12_000)
    assert told["is_met"] is True
    assert [(part["title"], part["share_permille"]) for part in told["parts"]] == [("store", 100), ("paint", 900)]
    assert told["beside"][0]["ratio_hundredths"] == 500
