"""Keys by name and their place on a PC keyboard."""

from hardware.scanner.us_layout import KEY_ENTER, key_for

LEFT_SHIFT = 42
X11_OFFSET = 8
"""X11 key codes are greater by 8 than those of Linux evdev."""
_NAMED = {
    "Enter": KEY_ENTER,
    "Esc": 1,
    "Down": 108,
    **{f"F{number}": 58 + number for number in range(1, 11)},
    "F11": 87,
    "F12": 88,
}


def key_position(name: str) -> tuple[int, bool]:
    """The evdev code of a named key or of one US character, and whether Shift is held. Raises KeyError."""
    return (_NAMED[name], False) if name in _NAMED else key_for(name)
