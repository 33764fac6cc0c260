"""The US keyboard by position: what a keyboard scanner means, whatever layout the computer has chosen.

Keys are numbered as in Linux evdev (``input-event-codes.h``); scan codes of Windows agree for these keys, X11 key codes
are greater by 8.
"""

KEY_ENTER = 28
KEY_TAB = 15
KEY_KEYPAD_ENTER = 96
KEY_F8 = 66
KEY_RIGHT_BRACKET = 27
KEY_J = 36
KEY_M = 50

SHIFT_KEYS = frozenset({42, 54})
CONTROL_KEYS = frozenset({29, 97})
ALT_KEYS = frozenset({56, 100})
# Caps Lock, Num Lock and the two logo keys change no position either.
MODIFIER_KEYS = SHIFT_KEYS | CONTROL_KEYS | ALT_KEYS | frozenset({58, 69, 125, 126})

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_PLAIN = {first + place: character for first, plain, _ in _ROWS for place, character in enumerate(plain)}
_SHIFTED = {first + place: character for first, _, shifted in _ROWS for place, character in enumerate(shifted)}

KEYPAD = {
    71: "7", 72: "8", 73: "9", 74: "-",
    75: "4", 76: "5", 77: "6", 78: "+",
    79: "1", 80: "2", 81: "3", 82: "0",
    83: ".", 55: "*", 98: "/",
}  # fmt: skip


def character(key: int, *, shift: bool) -> str:
    """The character on the key's position, or ``""`` for a key without one (keypad not included)."""
    return (_SHIFTED if shift else _PLAIN).get(key, "")


def key_for(text: str) -> tuple[int, bool]:
    """The key and whether Shift is held for one character. Raises KeyError for characters that US keys do not have."""
    for table, shift in ((_PLAIN, False), (_SHIFTED, True)):
        for key, value in table.items():
            if value == text:
                return key, shift
    raise KeyError(text)
