"""What is asked: every report, for a month and for the year, one shop and all of them."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pos_app.bench.reports.trade import FIRST_DAY, Trade
from pos_app.domain.report.building import day_report, receipts_report, shift_report, shifts_report
from pos_app.domain.report.figures import Scope
from pos_app.domain.report.link import ReceiptsLink
from pos_app.domain.report.queries import ReportQueries
from pos_app.domain.report.report_name import ReportName
from pos_app.domain.report.setting import Setting

SETTING = Setting("Europe/Moscow", datetime(2026, 1, 1, tzinfo=UTC), ("bench",))
_MONTH = timedelta(days=30)
Asking = Callable[[random.Random], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """Nanoseconds of every run."""

    question: str
    runs: tuple[int, ...]


def ask_all(
    queries: ReportQueries, trade: Trade, real_shifts: Sequence[str], runs: int, tell: Callable[[str], None]
) -> tuple[Asked, ...]:
    """Every question ``runs`` times, each time about other shifts and months; the first run counts too."""
    chance = random.Random(1)
    asked = []
    for question, ask in _questions(queries, trade, real_shifts).items():
        tell(question)
        times = []
        for _ in range(runs):
            begun = time.perf_counter_ns()
            ask(chance)
            times.append(time.perf_counter_ns() - begun)
        asked.append(Asked(question, tuple(times)))
    return tuple(asked)


def _questions(queries: ReportQueries, trade: Trade, real_shifts: Sequence[str]) -> dict[str, Asking]:
    year = Scope(None, FIRST_DAY, trade.last_day)
    one_shop = frozenset({"shop-000"}) if trade.shops > 1 else None

    def month(chance: random.Random) -> Scope:
        first = FIRST_DAY + timedelta(days=chance.randrange(max(1, trade.days - _MONTH.days)))
        return Scope(one_shop, first, min(trade.last_day, first + _MONTH))

    def figure(name: str, **narrow: str) -> Asking:
        parts = tuple(sorted(narrow.items()))
        return lambda chance: receipts_report(
            queries, ReceiptsLink(name, _some_shift(trade, chance), parts), None, SETTING
        )

    questions: dict[str, Asking] = {
        "list of shifts, a month": lambda chance: shifts_report(queries, month(chance), SETTING),
        "list of shifts, the year, all shops": lambda _: shifts_report(queries, year, SETTING),
        "one shift, held against its receipts": lambda chance: shift_report(
            queries, chance.choice(real_shifts), None, SETTING
        ),
        "receipts of a shift": figure("all"),
        "returns of a shift": figure("returns"),
        "receipts of an hour": figure("sales", hour="12"),
        "receipts of a day, all shops": lambda chance: receipts_report(
            queries, ReceiptsLink("returns", "", (("day", month(chance).first_day.isoformat()),)), None, SETTING
        ),
    }
    for name in ReportName:
        questions[f"{name.value}, a month"] = _day(queries, name, month)
        questions[f"{name.value}, the year, all shops"] = _day(queries, name, lambda _: year)
    return questions


def _day(queries: ReportQueries, name: ReportName, scope: Callable[[random.Random], Scope]) -> Asking:
    return lambda chance: day_report(queries, name, scope(chance), SETTING)


def _some_shift(trade: Trade, chance: random.Random) -> str:
    return f"shift-{chance.randrange(trade.shifts):09d}"
