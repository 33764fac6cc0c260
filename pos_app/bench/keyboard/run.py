"""The campaign: scans at 1 to 30 ms a key, US and Russian layout, a panel open, a person typing, a stalling window."""

import json
import os
import queue
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pos_app.bench.benches import BenchError
from pos_app.bench.keyboard.keys import Keys
from pos_app.bench.keyboard.tally import KeyboardTally
from pos_app.bench.till.screen_choice import chosen_screen
from pos_app.domain.codes import card_number, gtin

_PATIENCE_S = 60.0
# A scan that was not handled by then is lost: the filter itself waits 100 ms at most, a stall lasts as long, and a
# machine with too much to do adds its own.
_LOST_S = 20.0
# The slowest scanner of the campaign, and what a machine with too much to do may add.
_SCANNERS_PAUSE_MS = 45
_BLOCK = 50
_PERSONS_KEYS = "0123456789fd"
# What a Russian layout makes of the two letters.
_RUSSIAN = str.maketrans("fd", "ав")
_PERSON_MS = (60, 180)
# Nobody lifts a finger from a key and pulls the scanner's trigger sooner.
_HAND_TO_SCANNER_S = 0.06


class _Window:
    """The window's process, its lines as they come."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pos_app.bench.keyboard.window"],
            env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.lines: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="keyboard-campaign", daemon=True)
        self._reader.start()

    def order(self, **words: object) -> list[dict[str, Any]]:
        """Give an order and wait until it is done; the lines that came before that."""
        if self._process.stdin is None:
            raise BenchError("the window takes no orders")
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return self.wait(lambda line: "done" in line, _PATIENCE_S)

    def wait(self, wanted: Callable[[dict[str, Any]], bool], patience_s: float) -> list[dict[str, Any]]:
        """Every line up to the wanted one, which is the last. Raises TimeoutError with none of them lost to sight."""
        seen = []
        deadline_s = time.monotonic() + patience_s
        while (left_s := deadline_s - time.monotonic()) > 0:
            try:
                line = self.lines.get(timeout=left_s)
            except queue.Empty:
                break
            seen.append(line)
            if wanted(line):
                return seen
        raise TimeoutError(json.dumps(seen[-5:]))

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(_PATIENCE_S)
        self._reader.join(_PATIENCE_S)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _read(self) -> None:
        if self._process.stdout is not None:
            for line in self._process.stdout:
                self.lines.put(json.loads(line))


def run_keyboard_campaign(count: int, seed: int, progress: Callable[[KeyboardTally], None]) -> KeyboardTally:
    """``count`` scans. Raises BenchError where there is no X server to type on."""
    chance = random.Random(seed)
    tally = KeyboardTally()
    with chosen_screen(on_screen=False) as screen:
        if not screen.has_xtest:
            raise BenchError(f"real keys need Xvfb and python-xlib: {screen.words}")
        display = screen.environment["DISPLAY"]
        while tally.scans < count:
            layout = ("us", "ru")[tally.scans // _BLOCK % 2]
            _choose_layout(display, layout)
            with _opened(screen.environment, display) as (window, keys):
                _block(window, keys, layout, min(_BLOCK, count - tally.scans), chance, tally)
            progress(tally)
    return tally


def _block(window: _Window, keys: Keys, layout: str, scans: int, chance: random.Random, tally: KeyboardTally) -> None:
    for _ in range(scans):
        focus, stalls = chance.choice(("field", "panel", "button")), chance.random() < 0.3
        window.order(focus=focus, stalls=stalls, clear=True)
        if focus != "button" and chance.random() < 0.2:
            _type(window, keys, layout, chance, tally)
            time.sleep(_HAND_TO_SCANNER_S)
            window.order(clear=True)
        _scan(window, keys, stalls, chance, tally)


def _scan(window: _Window, keys: Keys, stalls: bool, chance: random.Random, tally: KeyboardTally) -> None:
    code = _code(chance)
    pace_ms = chance.choice((1, 2, 5, 10, 20, 30))
    pauses = [chance.randint(max(1, pace_ms // 2), pace_ms) for _ in code]
    pressed_ns = keys.scan(code, pauses)
    tally.scans += 1
    try:
        seen = window.wait(lambda line: "scan" in line, _LOST_S)
    except TimeoutError:
        seen = []
    late = window.order(clear=True)
    leaked = _leaks([*seen, *late])
    if late[-1]["gap_ms"] > _SCANNERS_PAUSE_MS and (not seen or leaked):
        tally.torn.append(f"{code!r} at {pace_ms} ms a key, paused for {late[-1]['gap_ms']} ms")
        return
    tally.leaked += [f"{code!r}: {line}" for line in leaked]
    if not seen:
        tally.lost.append(f"{code!r} at {pace_ms} ms a key")
    elif seen[-1]["scan"] != code:
        tally.wrong.append(f"{code!r} came as {seen[-1]['scan']!r}")
    else:
        (tally.late_ns if stalls else tally.prompt_ns).append(seen[-1]["ns"] - pressed_ns)


def _leaks(seen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines that say that a key of a scan reached a field or the button."""
    return [line for line in seen if line.get("text") or "pressed" in line]


def _type(window: _Window, keys: Keys, layout: str, chance: random.Random, tally: KeyboardTally) -> None:
    text = "".join(chance.choice(_PERSONS_KEYS) for _ in range(chance.randint(3, 8)))
    wanted = text.translate(_RUSSIAN) if layout == "ru" else text
    keys.type_by_hand(text, [chance.randint(*_PERSON_MS) for _ in text])
    tally.typed += 1
    try:
        seen = window.wait(lambda line: line.get("text") == wanted, _LOST_S)
    except TimeoutError as error:
        tally.misjudged.append(f"{text!r}: {error}")
        return
    tally.misjudged += [f"{text!r} became {line}" for line in seen if "scan" in line]


def _code(chance: random.Random) -> str:
    """What counters see: goods, cards, marked goods with capitals, signs and GS."""
    kind = chance.randrange(4)
    if kind == 0:
        return gtin.with_check_digit("".join(chance.choice("0123456789") for _ in range(12)))
    if kind == 1:
        return card_number.generate(chance.randrange(10**8))
    if kind == 2:
        serial = "".join(chance.choice("ABCabc0123!\"%&'*+-./_,:;=<>?") for _ in range(13))
        return f"010460005100005721{serial}\x1d93" + "".join(chance.choice("aBc9+/=") for _ in range(4))
    # No «]» in front: with a letter and a digit behind it that is an AIM identifier, which is taken off.
    return chance.choice("ABab09-") + "".join(
        chance.choice("ABCDEFGHabcdefgh0123456789-_=/;[]") for _ in range(chance.randint(4, 20))
    )


@contextmanager
def _opened(environment: dict[str, str], display: str) -> Iterator[tuple[_Window, Keys]]:
    window, keys = _Window(environment), Keys(display)
    try:
        ready = window.wait(lambda line: "ready" in line, _PATIENCE_S)[-1]["ready"]
        _focus(keys, ready)
        yield window, keys
    finally:
        keys.close()
        window.close()


def _focus(keys: Keys, window: int) -> None:
    """X tells nobody when a window without a manager may have the keyboard. Raises TimeoutError."""
    deadline_s = time.monotonic() + _PATIENCE_S
    time.sleep(0.3)
    while True:
        keys.focus(window)
        if keys.has_keyboard(window):
            return
        if time.monotonic() > deadline_s:
            raise TimeoutError("the window does not get the keyboard")
        time.sleep(0.1)


def _choose_layout(display: str, layout: str) -> None:
    """Layouts are the X server's; a window that is opened afterwards knows the new one from the start."""
    try:
        subprocess.run(
            ["setxkbmap", "-display", display, "-layout", layout], check=True, capture_output=True, timeout=_PATIENCE_S
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise BenchError(f"the keyboard layout cannot be chosen (setxkbmap): {error}") from error
