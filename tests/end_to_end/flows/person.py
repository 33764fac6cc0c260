"""A person at the watched till: plays the steps of flows by keys or by finger, and counts what is pressed."""

import re
import time
from collections.abc import Sequence
from typing import Any

from pos_app.bench.crawl.hands import Hands
from pos_app.bench.crawl.till_seen import SeenProgram
from pos_app.domain.codes import receipt_code
from tests.end_to_end.flows.flow import (
    DRAWER,
    NEW_PHONE,
    RECEIPT,
    Check,
    Flow,
    Key,
    Scan,
    Seen,
    Step,
    Text,
    Until,
    typed_text,
)

PATIENCE_S = 60.0
# A scanner's keys come faster; what comes slower is a person's.
_BETWEEN_KEYS_S = 0.06
_GLANCE_S = 0.01
_PRINTED = {"Insert": "Ins"}
_CASHIER = "1001"
_FLOAT = "3000"


class Person:
    """``by_finger``: everything but scans is touched on the screen. ``pressed``: keys or touches of the flow."""

    def __init__(self, till: SeenProgram, display: str, language: str, first_new_phone: int) -> None:
        self._till = till
        self._hands = Hands(display)
        self._language = language
        self._next_phone = first_new_phone
        self.by_finger = False
        self.pressed = 0

    def close(self) -> None:
        self._hands.close()

    def look(self) -> Seen:
        return self._till.look_when_shown(PATIENCE_S)

    def play(self, flow: Flow) -> int:
        """How many keys or touches it took. Raises TimeoutError if it does not end as it should."""
        by_finger = self.by_finger
        self.by_finger = False
        self.do(flow.before)
        self.by_finger, self.pressed = by_finger, 0
        self.do(flow.by_finger if by_finger and flow.by_finger is not None else flow.steps)
        self.wait_until(flow.ends, f"the end of «{flow.name}»")
        return self.pressed

    def do(self, steps: Sequence[Step]) -> None:
        for step in steps:
            match step:
                case Key(name, row):
                    self._press(name, row)
                case Text():
                    for character in self._words(step):
                        self._press(character, None)
                case Scan(code, is_counted):
                    self._scan(code)
                    self.pressed += is_counted
                case Until(check, what):
                    self.wait_until(check, what)

    def wait_until(self, check: Check, what: str) -> Seen:
        deadline_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline_s:
            seen = self.look()
            if check(seen):
                return seen
            time.sleep(_GLANCE_S)
        raise TimeoutError(f"{what} did not come within {PATIENCE_S:g} s; the till shows {_short(seen)}")

    def begin_the_day(self) -> None:
        """From whatever screen a till begins or ends the day with to an empty sale."""
        self._hands.focus(self._till.look_when_shown(PATIENCE_S)["window"])
        self.clear()

    def clear(self) -> None:
        """An empty sale: what stands in the way is left, taken up, sold; without a customer, so no points are spent."""
        self.by_finger = False
        for _ in range(40):
            seen = self.look()
            keys = _way_to_an_empty_sale(seen)
            if not keys:
                return
            self.do([Text(key) if key.isdecimal() else Key(key) for key in keys])
        raise TimeoutError(f"the sale does not get empty: {_short(self.look())}")

    def _words(self, step: Text) -> str:
        if step.text == NEW_PHONE:
            self._next_phone += 1
            return f"8973666{self._next_phone:04d}"
        if step.text == DRAWER:
            seen = self.look()
            kopecks, offered = seen["drawer_kopecks"], {each["text"] for each in seen["touch"]}
            mark = "," if self.by_finger and "," in offered else "."
            return f"{kopecks // 100:04d}{mark}{kopecks % 100:02d}"
        return typed_text(step, self._language, self.by_finger)

    def _press(self, name: str, row: int | None) -> None:
        if self.by_finger:
            self._hands.touch(*self._place(name, row))
        else:
            self._hands.press(name)
        self.pressed += 1
        time.sleep(_BETWEEN_KEYS_S)
        self.look()

    def _place(self, name: str, row: int | None) -> tuple[int, int]:
        """Where a finger does what the key does: a row of the table, or a button that shows the key."""
        seen = self.look()
        if row is not None:
            x, y = seen["rows"][row]
            return int(x), int(y)
        for shows in (_is_key, _says_key):
            for each in seen["touch"]:
                if shows(each, name):
                    return int(each["x"]), int(each["y"])
        if self._is_on_another_page(seen, name):
            return self._place_on_next_page(seen, name)
        offered = [each["label"] for each in seen["touch"]]
        raise LookupError(f"nothing on the screen may be touched instead of the key {name}; there are {offered}")

    @staticmethod
    def _is_on_another_page(seen: Seen, name: str) -> bool:
        return name.isalnum() and any(each["text"] in ("abc", "123", "абв") for each in seen["touch"])

    def _place_on_next_page(self, seen: Seen, name: str) -> tuple[int, int]:
        turn = next(each for each in seen["touch"] if each["text"] in ("abc", "123", "абв"))
        self._hands.touch(turn["x"], turn["y"])
        self.pressed += 1
        time.sleep(_BETWEEN_KEYS_S)
        return self._place(name, None)

    def _scan(self, code: str) -> None:
        if code == RECEIPT:
            code = receipt_code.compose(self.look()["receipt"])
        before = self.look()
        self._hands.scan(code)
        self.wait_until(lambda seen: _told(seen) != _told(before), f"anything after the scan of {code}")


def _way_to_an_empty_sale(seen: Seen) -> tuple[str, ...]:
    match seen["screen"]:
        case "sign_on":
            return (_CASHIER, "Enter")
        case "shift_open":
            return (_FLOAT, "Enter")
        case "receipt":
            return ("Enter",)
        case "shift" if seen["step"] == "CLOSED":
            return ("Enter",)
        case "sale":
            return _way_on_the_sale(seen)
    return ("Esc",)


def _way_on_the_sale(seen: Seen) -> tuple[str, ...]:
    if seen["dialog"] or seen["typed"]:
        return ("Esc",)
    if seen["customer"]:
        return ("F2", "F8")
    if seen["lines"]:
        return ("F11",)
    return ("F5", "1") if seen["held"] else ()


def _is_key(each: dict[str, Any], name: str) -> bool:
    """The key itself: a digit or letter of a pad, Enter, *."""
    text = each["text"]
    return text == name or (name == "Enter" and text == "OK") or (name == "Esc" and text == "Esc")


def _says_key(each: dict[str, Any], name: str) -> bool:
    """A button with the key's name in its words: «F6 Points», «Cash  F12», the row «3 Ivanova»."""
    words = re.split(r"[\s,]+", f"{each['text']} {each['label']}")
    return (name in words or _PRINTED.get(name) in words) if len(name) > 1 else each["label"].startswith(f"{name} ")


def _told(seen: Seen) -> tuple[Any, ...]:
    return tuple(str(seen[name]) for name in ("lines", "customer", "screen", "error", "dialog"))


def _short(seen: Seen) -> dict[str, Any]:
    return {name: value for name, value in seen.items() if name not in ("touch", "keys", "rows", "window")}
