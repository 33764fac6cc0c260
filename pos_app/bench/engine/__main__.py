"""`python -m pos_app.bench.engine [RUNS]`: the table on the standard output."""

import sys

from pos_app.bench.engine.cell import LINES, RULES, measure_cell
from pos_app.bench.engine.table import table_text
from pos_app.bench.engine.workload import Workload

_USUAL_RUNS = 300


def main() -> int:
    """Measure every cell. RUNS of each, usually 300."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdecimal() else _USUAL_RUNS
    workload = Workload()
    print(table_text([measure_cell(workload, lines, rules, max(runs, 1)) for lines in LINES for rules in RULES]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
