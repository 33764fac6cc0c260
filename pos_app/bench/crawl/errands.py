"""Ways that chance alone hardly finds: several keys in a row to a dialog behind others.

One is taken now and then, and chance goes on from where it leads.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """``kind`` and ``name`` as of a deed (``choosing.Deed``); what is typed is finished with Enter."""

    kind: str
    name: str


def _keys(*names: str) -> tuple[Step, ...]:
    return tuple(Step("key", name) for name in names)


_CARD = Step("scan", "any card")
ERRANDS: dict[str, tuple[Step, ...]] = {
    "goods of one code": (Step("scan", "shared code"),),
    "goods by weight": _keys("Home", "1"),
    "a weight typed": (*_keys("Home", "2"), Step("type", "count")),
    "a new customer": (
        *_keys("F2"),
        Step("type", "new phone"),
        *_keys("F4"),
        Step("type", "name"),
        *_keys("Enter", "Enter"),
    ),
    "a code to the phone": (_CARD, *_keys("F2", "F6")),
    "a gift for points": (_CARD, *_keys("End", "3", "1")),
    "two who are one": (_CARD, *_keys("F2", "F3", "F7"), Step("type", "phone"), *_keys("Enter")),
    "points on a line": (Step("scan", "any goods"), _CARD, *_keys("F6", "Down")),
    "points for a sum": (_CARD, *_keys("End", "4"), Step("type", "sum")),
    "money on the account": (_CARD, *_keys("End", "1"), Step("type", "sum")),
    "cards": (_CARD, *_keys("F2", "F3", "F3")),
    "the camera": _keys("F10", "F9", "F3"),
    "a form": (_CARD, *_keys("F2", "F3", "F4")),
    "consents": (_CARD, *_keys("F2", "F3", "F5")),
    "an arrangement": (*_keys("Home", "End"), Step("pin", "manager")),
    "a discount that needs a senior": (
        Step("scan", "any goods"),
        *_keys("F7"),
        Step("type", "percent"),
        *_keys("1"),
        Step("pin", "senior"),
    ),
}
"""By what it leads to."""
