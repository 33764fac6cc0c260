"""Templates of ``resources/pages``, always escaped; ``_("…")`` says a sentence in the visitor's language."""

from collections.abc import Callable
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Filling, Words
from pos_app.report_files.report_words import ReportWords
from resources.paths import resource_path

Say = Callable[..., str]


@cache
def environment() -> Environment:
    """One for the process; a name that no handler gave is an error, not an empty place."""
    return Environment(
        loader=FileSystemLoader(resource_path("pages")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def say_in(words: ReportWords) -> Say:
    """``say("Signed on as {name}", name=…)``."""

    def say(text: str, **places: object) -> str:
        filled = tuple((name, Filling(Kind.TEXT, str(value))) for name, value in places.items())
        return words.sentence(Words(text, filled))

    return say
