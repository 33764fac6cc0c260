"""From the pay key to the receipt on the disk (COMMIT has returned), with the disk's own time beside it."""

from dataclasses import replace

from pos_app.bench.benches import BenchError
from pos_app.bench.figure import Figure, Run
from pos_app.bench.till.counter import Counter
from pos_app.bench.till.disk_alone import CommitSizes, DiskAlone
from pos_app.bench.till.probes import RECEIPT_STORED
from pos_app.bench.till.scan_painted import LINES

_TARGET_MS = 20
_WARM_UP = 3
_AFTER_MS = 120  # printing and sending: a cashier's next payment is much further away


def card_stored(counter: Counter, runs: int, disk: DiskAlone, sizes: CommitSizes) -> Figure:
    """The card's key on the sale's screen: price fixed, tender taken, receipt stored."""
    return _stored(counter, runs, disk, sizes, "card", "card key → receipt stored", "F11", before=None)


def cash_stored(counter: Counter, runs: int, disk: DiskAlone, sizes: CommitSizes) -> Figure:
    """Enter on the payment's screen: exact cash, receipt stored."""
    return _stored(counter, runs, disk, sizes, "cash", "cash, Enter → receipt stored", "Enter", before="F12")


def _stored(
    counter: Counter,
    runs: int,
    disk: DiskAlone,
    sizes: CommitSizes,
    key: str,
    title: str,
    pay_key: str,
    before: str | None,
) -> Figure:
    rich = counter.people.rich
    measured: list[Run] = []
    for number in range(runs + _WARM_UP):
        counter.fill(LINES, rich[number % len(rich)].active_card)
        if before is not None:
            counter.press([before], lambda: counter.is_in_front("payment"), "the payment's screen")
        sizes.is_counting = number == _WARM_UP - 1
        if sizes.is_counting:
            sizes.sizes.clear()
        begin_ns, _ = counter.pressed([pay_key], lambda: counter.is_in_front("receipt"), "the receipt's screen")
        sizes.is_counting = False
        stored_ns = counter.stopwatch.ended_ns(RECEIPT_STORED)
        if stored_ns is None:
            raise BenchError("the receipt was shown but not stored")
        if number >= _WARM_UP:
            run = counter.run(begin_ns, stored_ns)
            measured.append(replace(run, beside={_beside(sizes.sizes): disk.write(sizes.sizes)}))
        counter.settle(_AFTER_MS)
        counter.window.go("sale", None)
    note = f"{LINES} lines, a customer who pays a part with points; {len(sizes.sizes)} commits"
    return Figure(key, title, _TARGET_MS, tuple(measured), note)


def _beside(sizes: list[int]) -> str:
    return "the disk alone, " + " + ".join(f"{size / 1_000:.0f}" for size in sizes) + " kB synced"
