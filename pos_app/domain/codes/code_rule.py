"""One named rule of the classifier: which codes it takes, and what they mean."""

from dataclasses import dataclass
from enum import StrEnum

from pos_app.domain.codes.check_digit import CheckDigit, check_digit_holds
from pos_app.domain.codes.radio_token import TokenFormat
from pos_app.domain.codes.scan import ScanSource, Symbology
from pos_app.domain.codes.variable_measure import WeightLayout


class CodeKind(StrEnum):
    """What a rule makes of a code."""

    GOODS = "goods"
    GS1_GOODS = "gs1_goods"
    DIGITAL_LINK = "digital_link"
    MARKED = "marked"
    MARKED_TOBACCO = "marked_tobacco"
    WEIGHED = "weighed"
    PRICED = "priced"
    CARD = "card"
    ROTATING_CARD = "rotating_card"
    RADIO_TOKEN = "radio_token"
    MAGNETIC_STRIPE = "magnetic_stripe"
    PHONE = "phone"
    RECEIPT = "receipt"
    BADGE = "badge"
    COUPON = "coupon"
    CERTIFICATE = "certificate"
    ORDER = "order"


class Characters(StrEnum):
    """The characters a code may hold behind its prefix."""

    DIGITS = "0123456789"
    RECEIPT = "-0123456789"
    HEXADECIMAL = "0123456789ABCDEF"
    LETTERS_DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    PHONE = " ()+-./0123456789\u00a0\u2010\u2011\u2012\u2013\u2014\u2212"
    ANY = ""

    def holds(self, text: str) -> bool:
        """Whether every character of ``text`` is one of these."""
        return self is Characters.ANY or all(character in self.value for character in text)

    def meets(self, other: "Characters") -> bool:
        """Whether the two sets have a character in common."""
        return self is Characters.ANY or other is Characters.ANY or not set(self.value).isdisjoint(other.value)


@dataclass(frozen=True, slots=True)
class CodeRule:
    """A code matches when source, symbology, length, prefix and characters all do; an empty set means any.

    ``length`` is a range of whole lengths, prefix included. ``characters`` are those behind the prefix; letters are
    compared as capitals. ``check`` governs the last of all digits in the text. A reader that names no symbology means
    any, unless the rule ``needs_symbology``. ``after`` names the rules that come first on purpose where both
    match: every other overlap is a mistake in the table. ``layout`` cuts a label of weighed or priced goods,
    ``token_format`` reads a radio token; other kinds have neither.
    """

    name: str
    kind: CodeKind
    characters: Characters
    length: range
    prefixes: tuple[str, ...] = ("",)
    sources: frozenset[ScanSource] = frozenset()
    symbologies: frozenset[Symbology] = frozenset()
    needs_symbology: bool = False
    check: CheckDigit = CheckDigit.NONE
    after: tuple[str, ...] = ()
    layout: WeightLayout | None = None
    token_format: TokenFormat | None = None

    def matches(self, text: str, source: ScanSource, symbology: Symbology | None) -> bool:
        """Whether this rule takes ``text`` (in capitals); the check digit is not looked at."""
        if self.sources and source not in self.sources:
            return False
        if symbology is None and self.needs_symbology:
            return False
        if symbology is not None and self.symbologies and symbology not in self.symbologies:
            return False
        if len(text) not in self.length:
            return False
        return any(text.startswith(prefix) and self.characters.holds(text[len(prefix) :]) for prefix in self.prefixes)

    def check_holds(self, text: str) -> bool:
        """Whether the last digit of ``text`` is right; always true for a rule without a check digit."""
        digits = "".join(character for character in text if character in "0123456789")
        return check_digit_holds(digits, self.check)

    def overlap(self, other: "CodeRule") -> str | None:
        """The beginning of a text that both rules take (empty: any beginning), or None where there is no such text.

        Check digits are left out: one text in ten passes by chance.
        """
        if self.sources and other.sources and self.sources.isdisjoint(other.sources):
            return None
        if not self._shares_symbology(other):
            return None
        for mine in self.prefixes:
            for theirs in other.prefixes:
                longer = self._common_beginning(mine, other, theirs)
                if longer is not None:
                    return longer
        return None

    def _shares_symbology(self, other: "CodeRule") -> bool:
        both_take_unnamed = not self.needs_symbology and not other.needs_symbology
        return (
            both_take_unnamed
            or not self.symbologies
            or not other.symbologies
            or not self.symbologies.isdisjoint(other.symbologies)
        )

    def _common_beginning(self, mine: str, other: "CodeRule", theirs: str) -> str | None:
        longer, shorter, holder = (mine, theirs, other) if len(mine) >= len(theirs) else (theirs, mine, self)
        if not longer.startswith(shorter) or not holder.characters.holds(longer[len(shorter) :]):
            return None
        shared = [length for length in self.length if length in other.length and length >= len(longer)]
        if not shared:
            return None
        return longer if shared[0] == len(longer) or self.characters.meets(other.characters) else None
