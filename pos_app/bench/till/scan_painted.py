"""From the last key of a scan to the painted line, in a full basket with a customer and points."""

from pos_app.bench.figure import Figure, Run
from pos_app.bench.till.counter import Counter, NotSeenError
from pos_app.bench.till.hands import SCANNER_INTERVAL_MS

LINES = 14
_WARM_UP = 10
_TORN_PERCENT = 5
_AFTER_TORN_MS = 500


def scan_painted(counter: Counter, runs: int) -> Figure:
    """The fourteenth line comes in, is painted, and is taken out again."""
    counter.fill(LINES - 1, counter.people.rich[0].active_card)
    codes = counter.people.codes[LINES - 1 :]
    measured: list[Run] = []
    number = torn = 0
    while len(measured) < runs:
        number += 1
        try:
            run = _scan(counter, codes[number % len(codes)])
        except NotSeenError:
            # On a busy machine the typing process may be stopped in the middle of a code, as no scanner is.
            if not counter.sale.line_entry.text() and not counter.sale.line_entry.error:
                raise
            torn += 1
            if torn > 1 + runs * _TORN_PERCENT // 100:
                raise
            counter.sale.line_entry.replace_text("")
            counter.settle(_AFTER_TORN_MS)
            continue
        if number > _WARM_UP:
            measured.append(run)
        counter.services.sale.remove_line(counter.services.sale.state.basket.lines[-1].line_id)
        counter.sale.refresh()
    note = f"line {LINES} of a basket with a customer who pays with points; a key each {SCANNER_INTERVAL_MS} ms"
    if torn:
        note += f"; {torn} scans left out, whose typing the busy machine tore apart"
    return Figure("scan", "scan's last key → line painted", 16, tuple(measured), note)


def _scan(counter: Counter, code: str) -> Run:
    screen = counter.sale
    return counter.press(
        [*code, "Enter"],
        lambda: screen.model.rowCount() == LINES and counter.painted.has("lines"),
        "the scanned line",
        SCANNER_INTERVAL_MS,
    )
