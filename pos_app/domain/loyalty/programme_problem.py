"""What is wrong with a programme document: every problem at once, each with its place."""

import json
from dataclasses import dataclass

MOST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """``place`` like ``tiers[1].turnover_kopecks``; ``key`` for the screen; ``expected`` and ``found`` as text.

    Keys: ``not_json``, ``key_twice``, ``missing``, ``unknown_key``, ``wrong_type``, ``out_of_range``, ``not_one_of``,
    ``wrong_text``, ``not_a_time``, ``duplicate``, ``unsorted``, ``reserved_name``, ``pay_not_below_take``.
    """

    place: str
    key: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.place}: expected {self.expected}, found {self.found}"


class ProgrammeDocumentError(ValueError):
    """The document is unsound and was refused as a whole. ``problems`` is never empty, sorted by place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.key = "programme_unsound"
        self.problems = problems


def place_of(path: tuple[int | str, ...]) -> str:
    """A path in the document as people write it; the document itself is ``$``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text or "$"


def shown(value: object) -> str:
    """A value of the document as short JSON text."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
