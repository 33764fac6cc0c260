"""What to do next: by chance, what was done least where the till stands now more often than what was done much."""

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pos_app.bench.crawl.errands import DIALOG, ERRANDS, Errand, Step, before, has_come
from pos_app.bench.crawl.hands import NAMED_KEYS
from pos_app.bench.crawl.shop_words import ShopWords

_CHARACTERS = tuple("0123456789*.,-abz")
_RARE_PLACE = 30.0
_NEVER_DONE = 3.0
_OFFERED_KEY, _BUTTON, _PAD_BUTTON = 40.0, 8.0, 1.0
_FINISHES = 0.6
"""How often a person who typed something presses Enter."""
_ERRAND, _ERRAND_TO_UNSEEN = 0.06, 0.4
"""How often an errand begins where goods are sold."""
WAITS_MOST = 25
"""How often an errand looks again for what it waits for."""


@dataclass(frozen=True, slots=True)
class Deed:
    """``kind``: ``touch``, ``key``, ``scan``, ``type``, ``pin`` or ``wait``; ``name`` is what it is counted under.

    ``text``: what is scanned or typed, with Enter behind it if it ``finishes``; ``place``: where is touched, in pixels
    of the screen.
    """

    kind: str
    name: str
    text: str = ""
    place: tuple[int, int] = (0, 0)
    finishes: bool = False

    def __str__(self) -> str:
        return f"{self.kind} {self.name}" + (f" {self.text!r}" if self.text else "") + " Enter" * self.finishes


class Choosing:
    """The same seed makes the same choices before the same screens; how long the till takes may change what it sees."""

    def __init__(self, seed: int, words: ShopWords) -> None:
        self._chance = random.Random(seed)
        self.words = words
        self._done: Counter[tuple[str, str, str]] = Counter()
        self._visits: Counter[str] = Counter()
        self._leads_to: dict[tuple[str, str, str], str] = {}
        self._last: tuple[str, str, str] | None = None
        self._errand: list[Step] = []
        self._errands_done: Counter[str] = Counter()
        self._waited = 0
        self._seen: set[str] = set()

    def next(self, seen: dict[str, Any]) -> Deed:
        """A deed for what is seen now, or the next one of an errand that was begun."""
        self._seen |= {seen["screen"], seen["dialog"] + DIALOG}
        if not self._errand and seen["screen"] == "sale" and not (seen["dialog"] or seen["typed"] or seen["help"]):
            self._begin_errand(seen)
        if (deed := self._next_of_errand(seen)) is not None:
            self._last = None
            return deed
        where = f"{seen['screen']}/{seen['dialog']}{seen['basket']}"
        if self._last is not None and self._last[0] != where:
            self._leads_to[self._last] = where
            self._visits[where] += 1
        possible = self._possible(seen)
        (deed,) = self._chance.choices(
            [deed for deed, _ in possible], [self._weight(where, deed, weight) for deed, weight in possible]
        )
        self._last = (where, deed.kind, deed.name)
        self._done[self._last] += 1
        return self._worded(deed)

    def _weight(self, where: str, deed: Deed, weight: float) -> float:
        """Less by how often it was done here, more by how seldom the place was visited where it led last time."""
        done = (where, deed.kind, deed.name)
        there = self._leads_to.get(done)
        rare = 1.0 if there is None else 1.0 + _RARE_PLACE / (1 + self._visits[there])
        times = self._done[done]
        return weight * rare * (_NEVER_DONE if times == 0 else 1 / times)

    def _possible(self, seen: dict[str, Any]) -> list[tuple[Deed, float]]:
        found = [
            (Deed("touch", each["name"], place=(each["x"], each["y"])), _PAD_BUTTON if each["pad"] else _BUTTON)
            for each in seen["touch"]
        ]
        offered = set(seen["keys"])
        found += [(Deed("key", name), _OFFERED_KEY if name in offered else 1.0) for name in NAMED_KEYS]
        found += [(Deed("key", name), 1.0) for name in _CHARACTERS]
        # What was typed is finished more often than left: else nothing that asks twice is ever reached.
        found += [(Deed("key", "Enter"), 20.0)] if seen["typed"] else []
        found += [(Deed("type", kind), 3.0) for kind in self.words.typed]
        if seen["secret"]:
            found += [(Deed("pin", role), 60.0) for role in self.words.pins]
        is_selling = seen["screen"] == "sale" and not seen["dialog"]
        found += [(Deed("scan", kind), 6.0 if is_selling else 1.5) for kind in self.words.scans]
        return found

    def _begin_errand(self, seen: dict[str, Any]) -> None:
        """One that was taken least, to what was not seen if there is such; not always, so that chance stays at work."""
        unseen = [each for each in ERRANDS if each.leads_to not in self._seen]
        if self._chance.random() < (_ERRAND_TO_UNSEEN if unseen else _ERRAND):
            least = min(self._errands_done[each.leads_to] for each in unseen or ERRANDS)
            possible = [each for each in unseen or ERRANDS if self._errands_done[each.leads_to] == least]
            errand: Errand = self._chance.choice(possible)
            self._errands_done[errand.leads_to] += 1
            self._errand = [*before(errand, seen), *errand.steps]

    def _next_of_errand(self, seen: dict[str, Any]) -> Deed | None:
        """None: there is no errand, or what it waited for did not come."""
        while self._errand and self._errand[0].kind == "until":
            condition = self._errand[0].name
            if not has_come(condition, seen):
                if self._waited == WAITS_MOST:
                    self._errand = []
                    self._waited = 0
                    return None
                self._waited += 1
                return Deed("wait", condition)
            self._errand.pop(0)
            self._waited = 0
        if not self._errand:
            return None
        step = self._errand.pop(0)
        return self._worded(Deed(step.kind, step.name), finishes=True)

    def _worded(self, deed: Deed, *, finishes: bool = False) -> Deed:
        texts = {"scan": self.words.scans, "type": self.words.typed, "pin": self.words.pins}.get(deed.kind)
        if texts is None:
            return deed
        finishes = finishes or deed.kind == "pin" or (deed.kind == "type" and self._chance.random() < _FINISHES)
        return Deed(deed.kind, deed.name, self._chance.choice(texts[deed.name]), finishes=finishes)
