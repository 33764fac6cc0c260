"""The hour after a fault: what the one before it had begun is ended, once, and the till sells on."""

from pathlib import Path

from pos_app.campaign.disk.books_check import left_open, problems_in_the_hour
from pos_app.campaign.disk.furnished import BOOKS
from pos_app.campaign.disk.tracing import run_hour

_SEED = 8
_LEAST_TOLD = 6
"""Told in any hour after one: without what may happen once only, and a receipt that is tried again under its number."""


def problems_of_the_next_hour(home: Path, told: set[str]) -> list[str]:
    """Live through it in the files of ``home``; what did not hold then, in words. ``told``: in the hours before it."""
    after = run_hour(home, _SEED)
    problems = []
    if after.raised:
        problems.append(f"after the next start the till's program ended over {after.raised}")
    if len(after.told) < _LEAST_TOLD:
        problems.append(f"the till cannot be used afterwards, it told {after.told}")
    whole = (*problems_in_the_hour(home / BOOKS, {*told, *after.told}), *left_open(home / BOOKS))
    return problems + [f"after the next start: {problem}" for problem in whole]
