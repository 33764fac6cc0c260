"""Marks sentences that the till's catalogues (Qt's ``.ts``) hold, in code that knows nothing of Qt."""

from collections.abc import Callable

Say = Callable[[str, str], str]
"""``say(context, text)``: the sentence in the language in which it is shown."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """``text`` itself, to be translated later: lupdate collects it by this name."""
    del context
    return text
