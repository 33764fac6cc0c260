"""Numbers that the shop itself gives out: a prefix of letters, a serial number, a Luhn check digit.

No goods code begins with a letter, so such a number can never be taken for goods, in any carrier.
"""

from dataclasses import dataclass

from pos_app.domain.codes.check_digit import CheckDigit, check_digit_holds, is_digits, luhn_check_digit
from pos_app.domain.codes.code_error import CodeError


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """One series: ``prefix`` (Latin capitals) and the number of digits of the serial part, without the check digit."""

    prefix: str
    serial_digits: int

    @property
    def length(self) -> int:
        """Length of a whole number, prefix and check digit included."""
        return len(self.prefix) + self.serial_digits + 1

    def compose(self, serial: int) -> str:
        """The number for ``serial``. Raises CodeError ``serial_range`` (``serial_max``)."""
        serial_max = 10**self.serial_digits - 1
        if not 0 <= serial <= serial_max:
            raise CodeError("serial_range", serial_max=serial_max)
        digits = f"{serial:0{self.serial_digits}d}"
        return f"{self.prefix}{digits}{luhn_check_digit(digits)}"

    def parse(self, text: str) -> str:
        """The canonical number. Raises CodeError ``prefix``, ``length``, ``not_digits`` or ``check_digit``."""
        if not text.startswith(self.prefix):
            raise CodeError("prefix", prefix=self.prefix)
        if len(text) != self.length:
            raise CodeError("length", length=len(text))
        digits = text[len(self.prefix) :]
        if not is_digits(digits):
            raise CodeError("not_digits")
        if not check_digit_holds(digits, CheckDigit.LUHN):
            raise CodeError("check_digit")
        return text
