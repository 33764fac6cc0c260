"""GS1 element strings and Digital Link URIs, read by biip: which goods, how much, and what else the code says."""

from dataclasses import dataclass
from importlib import import_module

from pos_app.domain.codes import gtin
from pos_app.domain.codes.code_error import CodeError
from pos_app.domain.money.units import ONE

GROUP_SEPARATOR = "\x1d"
_GTIN, _CONTENT, _SERIAL = "01", "02", "21"
_COUNTS = ("30", "37")
_NET_WEIGHT_KG = "310"
# «Честный знак»: the key and the signature of the check code, one way or the other.
_MARK_CHECKS = frozenset({"91", "92", "93"})


@dataclass(frozen=True, slots=True)
class Gs1Goods:
    """``gtin`` has 13 digits; ``quantity`` is in thousandths, None where the code does not say how much it is."""

    gtin: str
    quantity: int | None
    elements: tuple[tuple[str, str], ...]

    def value(self, identifier: str) -> str | None:
        """The value of an application identifier."""
        return dict(self.elements).get(identifier)


def make_ready() -> None:
    """Load what the first marked code would have to wait for, some 100 ms. May be called from any thread."""
    import_module("biip.gs1_messages")
    import_module("biip.gs1_digital_link_uris")


def parse(text: str) -> Gs1Goods:
    """Read element strings such as ``01…21…␝93…`` (FNC1 left out). Raises CodeError ``gs1_broken`` or ``gtin_case``."""
    # Imported here: few codes need it, and every start would pay; a till does it behind its first screen.
    from biip import BiipException
    from biip.gs1_messages import GS1Message

    try:
        message = GS1Message.parse(text.strip(GROUP_SEPARATOR))
    except (BiipException, ValueError):
        raise CodeError("gs1_broken") from None
    return _goods(tuple((element.ai.ai, element.value) for element in message.element_strings))


def parse_link(uri: str) -> Gs1Goods:
    """Read a GS1 Digital Link such as ``https://id.gs1.org/01/04600051000057``. Raises CodeError ``no_rule``,

    ``gs1_broken`` or ``gtin_case``.
    """
    from biip import BiipException
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    try:
        link = GS1DigitalLinkURI.parse(uri)
    except (BiipException, ValueError):
        # Most addresses in QR codes are adverts, no goods.
        raise CodeError("no_rule") from None
    return _goods(tuple((element.ai.ai, element.value) for element in link.element_strings))


def parse_mark(text: str) -> Gs1Goods:
    """Read the code of one marked piece: GTIN, serial, GS, then 91 and 92, or 93.

    Raises CodeError ``not_marked``: GS1 goods without a mark; ``mark_broken``: the separators were lost on the way.
    """
    try:
        goods = parse(text)
    except CodeError as error:
        if error.key == "gs1_broken" and text[16:18] == _SERIAL:
            raise CodeError("mark_broken") from None
        raise
    identifiers = {identifier for identifier, _ in goods.elements}
    if goods.value(_SERIAL) is None:
        raise CodeError("not_marked")
    if not identifiers & _MARK_CHECKS:
        # A scanner that drops GS leaves everything behind 21 in the serial number.
        raise CodeError("mark_broken" if GROUP_SEPARATOR not in text else "not_marked")
    return goods


def _goods(elements: tuple[tuple[str, str], ...]) -> Gs1Goods:
    values = dict(elements)
    number = values.get(_GTIN) or values.get(_CONTENT)
    if number is None:
        raise CodeError("gs1_broken")
    return Gs1Goods(gtin.normalise(number), _quantity(values), elements)


def _quantity(values: dict[str, str]) -> int | None:
    for identifier, value in values.items():
        if identifier[:3] == _NET_WEIGHT_KG:
            # The fourth digit says how many decimals the kilograms have.
            decimals = int(identifier[3])
            thousandths = int(value) * ONE
            return thousandths // 10**decimals if thousandths % 10**decimals == 0 else None
    count = next((values[identifier] for identifier in _COUNTS if identifier in values), None)
    return int(count) * ONE if count and int(count) > 0 else None
