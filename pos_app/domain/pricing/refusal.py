"""Why a rule does not apply, as a reason key and its parameters (``reasons.py``)."""

from typing import NamedTuple

Params = tuple[tuple[str, str | int], ...]


class Refusal(NamedTuple):
    """``params`` fill the sentence of ``reason``: what is there, what is missing."""

    reason: str
    params: Params = ()


def refused(reason: str, **params: str | int) -> Refusal:
    """A refusal from parameters by name."""
    return Refusal(reason, tuple(params.items()))
