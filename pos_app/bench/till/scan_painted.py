"""From the last key of a scan to the painted line, in a full basket with a customer and points."""

from pos_app.bench.figure import Figure
from pos_app.bench.till.counter import Counter
from pos_app.bench.till.hands import SCANNER_INTERVAL_MS

LINES = 14
_WARM_UP = 10


def scan_painted(counter: Counter, runs: int) -> Figure:
    """The fourteenth line comes in, is painted, and is taken out again."""
    counter.fill(LINES - 1, counter.people.rich[0].active_card)
    codes = counter.people.codes[LINES - 1 :]
    screen = counter.sale
    measured = []
    for number in range(runs + _WARM_UP):
        run = counter.press(
            [*codes[number % len(codes)], "Enter"],
            lambda: screen.model.rowCount() == LINES and counter.painted.has("lines"),
            "the scanned line",
            SCANNER_INTERVAL_MS,
        )
        if number >= _WARM_UP:
            measured.append(run)
        counter.services.sale.remove_line(counter.services.sale.state.basket.lines[-1].line_id)
        screen.refresh()
    note = f"line {LINES} of a basket with a customer who pays with points; a key each {SCANNER_INTERVAL_MS} ms"
    return Figure("scan", "scan's last key → line painted", 16, tuple(measured), note)
