"""E-mail addresses: what may be one, and how it is shown to whom it is no business of."""

import re

LONGEST = 254
"""RFC 5321, 4.5.3.1.3, less the angle brackets."""
_SHAPE = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


def is_email(text: str) -> bool:
    """Whether it has the shape of an address; whether anybody reads it nobody can tell."""
    return len(text) <= LONGEST and text.isprintable() and _SHAPE.fullmatch(text) is not None


def masked(email: str) -> str:
    """Like ``an···@mail.example``; empty for none."""
    name, at, place = email.rpartition("@")
    return f"{name[:2]}···@{place}" if at else ""
