"""What is wrong with a programme document: every problem at once, each with its place."""

import json
import re
from dataclasses import dataclass

from pos_app.domain.loyalty.problem_words import EXPECTED, KEYS
from pos_app.domain.receipt.labels import Language

MOST_SHOWN = 80
_NOTHING_FOUND = "nothing"
_LINE = re.compile("^line ([0-9]+), column ([0-9]+)$")


@dataclass(frozen=True, slots=True)
class Problem:
    """``place`` like ``tiers[1].turnover_kopecks``; ``key`` for the screen; ``expected`` and ``found`` as text.

    ``sentence`` names its words in ``problem_words``, which ``params`` fill, as pairs.
    """

    place: str
    key: str
    expected: str
    found: str
    sentence: str
    params: tuple[tuple[str, str], ...] = ()

    def said(self, language: Language) -> str:
        """Place, what was expected and what was found, as one line in that language."""
        expected = self.expected_in(language)
        if language is Language.EN:
            return f"{self.place}: expected {expected}, found {self.found}"
        found = "ничего" if self.found == _NOTHING_FOUND else self.found
        place = _LINE.sub(r"строка \1, столбец \2", self.place)
        return f"{place}: ожидалось: {expected}; найдено: {found}"

    def expected_in(self, language: Language) -> str:
        """What was expected, in that language."""
        return EXPECTED[self.sentence][language].format(**dict(self.params))

    def __str__(self) -> str:
        return self.said(Language.EN)


class ProgrammeDocumentError(ValueError):
    """The document is unsound and was refused as a whole. ``problems`` is never empty, sorted by place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.key = "programme_unsound"
        self.problems = problems


NOTHING = object()
"""What is found where a key is missing."""


def problem(place: tuple[int | str, ...], sentence: str, found: object, **params: object) -> Problem:
    """A problem at a path of the document, with the value that stands there."""
    texts = tuple((name, str(value)) for name, value in params.items())
    expected = EXPECTED[sentence][Language.EN].format(**dict(texts))
    return Problem(place_of(place), KEYS.get(sentence, sentence), expected, shown(found), sentence, texts)


def place_of(path: tuple[int | str, ...]) -> str:
    """A path in the document as people write it; the document itself is ``$``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return _printable(text) or "$"


def shown(value: object) -> str:
    """A value of the document as short JSON text."""
    if value is NOTHING:
        return _NOTHING_FOUND
    text = _printable(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def _printable(text: str) -> str:
    """Half characters as JSON writes them: nothing else can be done with them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
