"""Phone numbers as people say and type them, in E.164 (ITU-T) inside.

A Russian mobile number is every +7 9XX XXX-XX-XX, whether or not the code is in use: codes are handed out faster than
tills are updated. Numbers of other countries need their code (``+375 …``) and are checked by libphonenumber.
"""

import re

from pos_app.domain.codes.check_digit import is_digits
from pos_app.domain.codes.code_error import CodeError

_NATIONAL_DIGITS = 10
_MOBILE_LEAD = "9"
_E164_DIGITS_MAX = 15
_E164_DIGITS_MIN = 8
_LAST_DIGITS = 4
# What stands between digits when people write numbers: spaces, dashes, brackets, dots, slashes of every width.
_PUNCTUATION = re.compile(r"[\s()\[\]./\-\u2010-\u2015\u2212\u00ad\u200b\u2060\ufeff]")
_RUSSIAN = re.compile(r"\+79[0-9]{9}")


def parse(text: str) -> str:
    """The E.164 text of a mobile number: ``8 (973) 123-45-67`` or ``9731234567`` → ``+79731234567``.

    Raises CodeError ``phone_empty``, ``phone_not_digits``, ``phone_too_short`` or ``phone_too_long`` (``digits``: how
    many were given), ``phone_not_mobile``, ``phone_unknown_country``.
    """
    dialled = _dialled(text)
    digits = dialled.removeprefix("+")
    if not digits:
        raise CodeError("phone_empty")
    if not is_digits(digits):
        raise CodeError("phone_not_digits")
    if dialled.startswith("+") and not _reads_as_russian(digits):
        return _foreign(digits)
    return _russian(dialled)


def last_four_query(text: str) -> str | None:
    """The four digits when ``text`` asks for a customer by the last four digits of the phone, else None."""
    digits = _dialled(text)
    return digits if len(digits) == _LAST_DIGITS and is_digits(digits) else None


def last_four(e164: str) -> str:
    """The last four digits of an E.164 number."""
    return e164[-_LAST_DIGITS:]


def formatted(e164: str) -> str:
    """A number for people: ``+7 973 123-45-67``; of other countries the plain E.164 text."""
    if not _RUSSIAN.fullmatch(e164):
        return e164
    return f"{e164[:2]} {e164[2:5]} {e164[5:8]}-{e164[8:10]}-{e164[10:]}"


def masked(e164: str) -> str:
    """A number for the screen: operator code and last two digits, ``+7 973 ···-··-42``."""
    if not _RUSSIAN.fullmatch(e164):
        return f"{e164[:4]} {'·' * max(len(e164) - 6, 0)}{e164[-2:]}"
    return f"{e164[:2]} {e164[2:5]} ···-··-{e164[-2:]}"


def uri(e164: str) -> str:
    """The text of a static QR card that holds a phone: ``tel:+79731234567`` (RFC 3966)."""
    return f"tel:{e164}"


def _dialled(text: str) -> str:
    bare = text.strip()
    if bare[:4].lower() == "tel:":
        bare = bare[4:]
    return _PUNCTUATION.sub("", bare)


def _reads_as_russian(digits: str) -> bool:
    # «+8 9…» is how people write an 8-number by mistake: no country has the code +89.
    return digits.startswith(("7", "89"))


def _russian(dialled: str) -> str:
    digits = dialled.removeprefix("+")
    # A leading 7 or 8 is the country code or the trunk prefix, except in the ten digits of a landline without one.
    coded = dialled.startswith("+") or len(digits) != _NATIONAL_DIGITS or digits[1] == _MOBILE_LEAD
    national = digits[1:] if digits[0] in "78" and coded else digits
    if len(national) < _NATIONAL_DIGITS:
        raise CodeError("phone_too_short", digits=len(digits))
    if len(national) > _NATIONAL_DIGITS:
        raise CodeError("phone_too_long", digits=len(digits))
    if len(digits) > _NATIONAL_DIGITS and national[0] == "7":
        return _foreign(f"7{national}")  # Kazakhstan shares the code 7
    if national[0] != _MOBILE_LEAD:
        raise CodeError("phone_not_mobile")
    return f"+7{national}"


def _foreign(digits: str) -> str:
    if len(digits) < _E164_DIGITS_MIN:
        raise CodeError("phone_too_short", digits=len(digits))
    if len(digits) > _E164_DIGITS_MAX:
        raise CodeError("phone_too_long", digits=len(digits))
    # Imported here: it costs 50 ms at start, and only numbers of other countries need it.
    import phonenumbers

    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        raise CodeError("phone_unknown_country") from None
    if not phonenumbers.is_valid_number(number):
        raise CodeError("phone_unknown_country")
    mobile = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    if phonenumbers.number_type(number) not in mobile:
        raise CodeError("phone_not_mobile")
    return f"+{digits}"
