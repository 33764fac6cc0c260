"""Goods found by what is typed on a till that knows very many: first load, size, and what each key of a word costs."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from pos_app.bench.benches import Progress
from pos_app.bench.figure import Table, percentile
from pos_app.bench.sync.sizes import Sizes
from pos_app.bench.sync.words import megabytes, milliseconds, seconds
from pos_app.domain.catalogue.item import Item
from pos_app.domain.codes import gtin
from pos_app.services.goods_search import find_goods
from resources.demo.shop import demo_shop
from sync.protocol.limits import MAX_PAGE_ROWS
from sync.protocol.rows import GoodsRow, Stream
from sync.store.cache_database import prepare_cache_database
from sync.store.connection import Database
from sync.store.feed_intake import open_intake
from sync.store.goods_shelf import GoodsShelf
from sync.vault.phone_vault import PhoneVault

SHOWN = 9
LEAST_LETTERS = 2
"""Of the till's search; see ``ui/dialogs/search.py``."""
_TARGET_NS = 50_000_000
_WORDS = 120
_LAYOUT = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")


def till_goods(parent: Path, sizes: Sizes, progress: Progress) -> Table:
    """One file for each number of goods."""
    rows = []
    for count in sizes.till_goods:
        progress(f"{count:,} goods on a till")
        with tempfile.TemporaryDirectory(dir=parent) as folder:
            rows.append(_measured(Path(folder) / "cache.db", count))
    note = (
        f"Each key of {_WORDS} things that are looked for, from the second letter on: whole names, two words, inside"
        " of a word, a word typed in the other layout, what is not sold. Names: those of the demo shop, each time of"
        " another maker. The till asks beside its window, which waits for none of it"
    )
    head = ("goods", "first load", "file", "keys", "median", "p99", "slowest", "target for p99")
    return Table("goods", "goods by what is typed, on the till", head, tuple(rows), note)


def _measured(path: Path, count: int) -> tuple[str, ...]:
    vault = PhoneVault(b"h" * 32, b"c" * 32, bytes)
    prepare_cache_database(path, vault)
    begin = time.monotonic_ns()
    intake = open_intake(path, vault)
    page: list[GoodsRow] = []
    for item in many_goods(count):
        page.append(GoodsRow(item.item_id, item))
        if len(page) == MAX_PAGE_ROWS:
            intake.apply_page(Stream.GOODS, page, item.item_id)
            page = []
    intake.apply_page(Stream.GOODS, page, "end")
    intake.close()
    loaded = time.monotonic_ns() - begin
    times = _keys_answered(path, count)
    met = "met" if percentile(times, 99) <= _TARGET_NS else "MISSED"
    return (
        f"{count:,}",
        seconds(loaded),
        megabytes(path.stat().st_size),
        f"{len(times):,}",
        milliseconds(times, 50),
        milliseconds(times, 99),
        milliseconds(times, 100),
        f"50 ms: {met}",
    )


def many_goods(count: int) -> Iterator[Item]:
    """The demo shop's goods again and again, each time of another maker."""
    patterns = demo_shop(date(2026, 1, 1)).goods
    for number in range(count):
        pattern, series = patterns[number % len(patterns)], number // len(patterns)
        name = pattern.name if not series else f"{pattern.name} «{_maker(series)}»"
        code = gtin.with_check_digit(f"{200_000_000_000 + number}")
        yield replace(pattern, item_id=f"goods-{number}", name=name, article=f"{number:07d}", codes=(code,))


def _maker(series: int) -> str:
    """A word of its own for each series: «Бакова», «Бакоро» …"""
    syllables = ("ба", "ко", "ва", "ро", "ми", "ле", "ну", "са", "ди", "го", "фе", "ху")
    parts = []
    while series:
        series, place = divmod(series, len(syllables))
        parts.append(syllables[place])
    return "".join(parts).capitalize()


def _keys_answered(path: Path, count: int) -> list[int]:
    """Nanoseconds of the answer to each key, by the till's own catalogue."""
    shelf = GoodsShelf(Database(path))
    times = []
    for typed in _typed(count):
        for length in range(LEAST_LETTERS, len(typed) + 1):
            begin = time.monotonic_ns()
            find_goods(shelf, typed[:length], SHOWN)
            times.append(time.monotonic_ns() - begin)
    shelf.close()
    return times


def _typed(count: int) -> Iterator[str]:
    chance = Random(count)
    patterns = demo_shop(date(2026, 1, 1)).goods
    for number in range(_WORDS):
        words = chance.choice(patterns).name.replace("«", "").replace("»", "").lower().split()
        match number % 5:
            case 0:
                yield " ".join(words)[:24]
            case 1:
                yield f"{words[0][:5]} {words[-2][:4]}"
            case 2:
                yield max(words, key=len)[2:9]
            case 3:
                yield words[0].translate(_LAYOUT)
            case _:
                yield f"{words[0][:4]} {_maker(chance.randrange(1, 500))[:6].lower()} ъъъ"
