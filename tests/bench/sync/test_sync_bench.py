"""The bench of till and server on the smallest sizes: every part gives its table, and the figures are figures."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pos_app.bench.benches import BENCHES, BenchError, Order
from pos_app.bench.report_text import report_text
from pos_app.bench.sync import measure
from pos_app.bench.sync.sizes import SIZES

TINY = replace(
    SIZES["small"],
    ingest_receipts=80,
    row_by_row_receipts=10,
    queue_receipts=20,
    pulled_rows=1_500,
    till_customers=(500,),
    holding_tills=4,
    holds_each=2,
    till_sales=10,
)


@pytest.mark.slow
@pytest.mark.parametrize("part", ["commit", "customers", "ingest"])
def test_a_part_measures_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    monkeypatch.setitem(SIZES, "small", TINY)
    monkeypatch.setattr("pos_app.bench.sync.ingest.DATABASES", ("PostgreSQL",))
    monkeypatch.setattr("pos_app.bench.sync.ingest._WORKERS", 2)
    monkeypatch.setattr("pos_app.bench.sync.ingest._REGULARS", 20)
    monkeypatch.setattr("pos_app.bench.sync.ingest._WARM", 1)
    report = measure.measure(Order(tmp_path, 1, False, (part,), "small"), lambda text: None)
    (table,) = report.tables
    assert table.key == part and all(len(row) == len(table.head) for row in table.rows)
    rates = [int(row[table.head.index(name)]) for row in table.rows for name in table.head if name.endswith("/s")]
    assert rates and all(rate > 0 for rate in rates)
    text = report_text(report)
    assert table.title in text and re.search(r"(met|MISSED)", text)
    assert report.to_json()["tables"][0]["rows"][0][table.head[0]] == table.rows[0][0]
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


@pytest.mark.slow
@pytest.mark.parametrize("part", ["drain", "pull", "holds"])
def test_a_part_over_http_gives_its_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    monkeypatch.setitem(SIZES, "small", TINY)
    module = {"drain": "queue_drain"}.get(part, part)
    monkeypatch.setattr(f"pos_app.bench.sync.{module}.DATABASES", ("SQLite",))
    report = measure.measure(Order(tmp_path, 1, False, (part,), "small"), lambda text: None)
    (table,) = report.tables
    assert table.rows and all(row[0].startswith("SQLite") for row in table.rows)
    times = [float(cell.split()[0]) for row in table.rows for cell in row if re.fullmatch(r"[\d.]+ m?s", cell)]
    assert len(times) >= len(table.rows) and all(each >= 0 for each in times)
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


def test_a_part_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert BENCHES["sync"].module == measure.__name__
    with pytest.raises(BenchError, match=r"no part speed; there are: ingest, drain"):
        measure.measure(Order(tmp_path, 1, False, ("speed",)), lambda text: None)
