"""The number of an operator's badge: ``KB``, ten digits, Luhn check digit.

Whoever knows the number can sign on with it where the shop allows badges, so serials are drawn at random.
"""

from pos_app.domain.codes.prefixed_number import NumberSeries

BADGE_SERIES = NumberSeries(prefix="KB", serial_digits=10)


def generate(serial: int) -> str:
    """The badge number for a random ``serial`` below 10**10. Raises CodeError ``serial_range``."""
    return BADGE_SERIES.compose(serial)


def parse(text: str) -> str:
    """The canonical badge number. Raises CodeError ``prefix``, ``length``, ``not_digits`` or ``check_digit``."""
    return BADGE_SERIES.parse(text.strip().upper())
