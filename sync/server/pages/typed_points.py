"""Points as people type them into a form."""

import re

from pos_app.domain.money.units import Points

_TYPED = re.compile(r"([+\-\u2212]?)([0-9]{1,9})(?:[.,]([0-9]{1,2}))?")


def typed_points(text: str) -> Points | None:
    """``−12,5`` → −1250 hundredths; None for what is no number of points."""
    match = _TYPED.fullmatch(re.sub(r"[\s\u00a0]", "", text))
    if match is None:
        return None
    sign, whole, rest = match.group(1), match.group(2), match.group(3) or ""
    points = int(whole) * 100 + int(rest.ljust(2, "0") or "0")
    return points if sign in ("", "+") else -points
