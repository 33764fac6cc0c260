from pos_app.bench.engine.cell import LINES, RULES, TARGETS_MS, Cell, measure_cell, touching_rules
from pos_app.bench.engine.table import is_met, percentile, table_text
from pos_app.bench.engine.workload import Workload
from pos_app.domain.loyalty.programme_document import read_programme, write_programme


def test_the_programmes_are_sound_and_have_so_many_rules() -> None:
    workload = Workload()
    for rules in RULES:
        programme = workload.programme(rules)
        assert len(list(programme.staged_rules())) == rules
        assert read_programme(write_programme(programme)) == programme


def test_baskets_are_the_same_for_a_seed_and_have_so_many_lines() -> None:
    assert Workload().baskets(20, 2) == Workload().baskets(20, 2)
    assert [len(basket.lines) for basket in Workload().baskets(500, 1)] == [500]


def test_rules_that_touch_a_basket_are_told_from_those_that_do_not() -> None:
    workload = Workload()
    (basket,) = workload.baskets(20, 1)
    assert 0 < touching_rules(workload.programme(1_000), basket) < 1_000


def test_a_cell_is_measured() -> None:
    cell = measure_cell(Workload(), LINES[0], RULES[0], 3)
    assert (cell.lines, cell.rules, len(cell.runs_ns)) == (5, 10, 3)
    assert all(one > 0 for one in cell.runs_ns)


def test_the_table_tells_targets_met_and_missed() -> None:
    fast, slow = Cell(20, 100, 7, (2_900_000,) * 100), Cell(500, 1_000, 90, (61_000_000,) * 100)
    assert (is_met(fast), is_met(slow), is_met(Cell(5, 10, 0, (1,)))) == (True, False, None)
    said = table_text([fast, slow]).splitlines()
    assert said[2].split() == ["20", "100", "7", "100", "2.90", "ms", "2.90", "ms", "145", "414", "3", "ms:", "met"]
    assert said[3].endswith("60 ms: MISSED")
    assert set(TARGETS_MS) == {(20, 100), (500, 1_000)}


def test_a_percentile_is_the_nearest_rank() -> None:
    assert percentile(list(range(1, 101)), 99) == 99
    assert percentile([7], 99) == 7
