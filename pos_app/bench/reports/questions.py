"""What is asked: every page of the server, and every report and look-up of a till."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pos_app.bench.reports.made_till import MadeTill
from pos_app.bench.reports.pages import PAGES, Known, PageAsked
from pos_app.bench.reports.till_reads import TILL_READS
from pos_app.bench.reports.visitor import Visitor, application_of
from sync.server.central import Central
from sync.server.pages.navigation import BASE

Asking = Callable[[random.Random], object]
Questions = Mapping[str, Asking]


@dataclass(frozen=True, slots=True)
class Asked:
    """Nanoseconds of every run."""

    question: str
    runs: tuple[int, ...]


def ask_all(questions: Questions, runs: int, tell: Callable[[str], None]) -> tuple[Asked, ...]:
    """Every question ``runs`` times, each time about other shifts, days and people; the first run counts too."""
    chance = random.Random(1)
    asked = []
    for question, ask in questions.items():
        tell(question)
        asked.append(Asked(question, tuple(_time_of(ask, chance) for _ in range(runs))))
    return tuple(asked)


def ask_cold(questions: Questions, chill: Callable[[], None], tell: Callable[[str], None]) -> tuple[Asked, ...]:
    """Every question once, with nothing of the files in memory."""
    chance = random.Random(2)
    asked = []
    for question, ask in questions.items():
        tell(f"cold: {question}")
        chill()
        asked.append(Asked(question, (_time_of(ask, chance),)))
    return tuple(asked)


def page_questions(central: Central, known: Known) -> Questions:
    """Pages, opened by whoever may, through the server's own application."""
    application = application_of(central)
    visitors = {person: Visitor(central, application, person) for person in sorted({each.person for each in PAGES})}

    def asking(page: PageAsked) -> Asking:
        visitor = visitors[page.person]

        def ask(chance: random.Random) -> bytes:
            wish = page.wish(chance, known)
            path = BASE + page.path.format(**wish.named)
            return visitor.get(path, wish.asked) if page.method == "GET" else visitor.post(path, wish.form)

        return ask

    return {page.question: asking(page) for page in PAGES}


def till_questions(till: MadeTill) -> Questions:
    """Reports with what is new taken in, as the till's screens open them; lists, receipts and people."""

    def asking(read: Callable[[MadeTill, random.Random], object]) -> Asking:
        return lambda chance: read(till, chance)

    return {question: asking(read) for question, read in TILL_READS.items()}


def _time_of(ask: Asking, chance: random.Random) -> int:
    begun = time.perf_counter_ns()
    ask(chance)
    return time.perf_counter_ns() - begun
