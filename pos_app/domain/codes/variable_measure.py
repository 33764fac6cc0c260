"""Variable-measure numbers: the EAN-13 that a shop's scale prints, with article and weight, or price, inside.

GS1 leaves prefixes 20–29 to the shop and the layout to the scale (General Specifications, 2.1.12), so the layout is a
setting; the default is prefix 2x, five digits of article, five digits of grams, check digit.
"""

from dataclasses import dataclass

from pos_app.domain.codes.check_digit import CheckDigit, check_digit_holds, gs1_check_digit, is_digits
from pos_app.domain.codes.code_error import CodeError

_LENGTH = 13
_CHECK_DIGITS = 1


@dataclass(frozen=True, slots=True)
class WeightLayout:
    """How an EAN-13 is cut: prefix, article, weight in grams (or price in kopecks), check digit; they make 13 digits.

    All prefixes have the same length. Raises CodeError ``weight_layout`` where the layout does not make 13 digits.
    """

    prefixes: tuple[str, ...] = tuple(str(prefix) for prefix in range(20, 30))
    article_digits: int = 5
    grams_digits: int = 5

    def __post_init__(self) -> None:
        lengths = {len(prefix) for prefix in self.prefixes}
        fits = len(lengths) == 1 and all(is_digits(prefix) for prefix in self.prefixes)
        if not fits or self.prefix_digits + self.article_digits + self.grams_digits + _CHECK_DIGITS != _LENGTH:
            raise CodeError("weight_layout", article_digits=self.article_digits, grams_digits=self.grams_digits)

    @property
    def prefix_digits(self) -> int:
        """Number of digits of each prefix."""
        return len(self.prefixes[0]) if self.prefixes else 0


DEFAULT_LAYOUT = WeightLayout()


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a scale's label says. ``quantity`` is in thousandths of a kilogram, which is grams."""

    article: str
    quantity: int


def parse(text: str, layout: WeightLayout = DEFAULT_LAYOUT) -> Weighed:
    """Read a scale's label.

    Raises CodeError ``not_digits``, ``length``, ``check_digit``, ``prefix`` or ``weight_zero``.
    """
    if not is_digits(text):
        raise CodeError("not_digits")
    if len(text) != _LENGTH:
        raise CodeError("length", length=len(text))
    if not check_digit_holds(text, CheckDigit.GS1):
        raise CodeError("check_digit")
    start = layout.prefix_digits
    if text[:start] not in layout.prefixes:
        raise CodeError("prefix", prefix=text[:start])
    end = start + layout.article_digits
    grams = int(text[end : end + layout.grams_digits])
    if grams == 0:
        raise CodeError("weight_zero")
    return Weighed(article=text[start:end], quantity=grams)


def compose(article: str, quantity: int, layout: WeightLayout = DEFAULT_LAYOUT, prefix: str = "") -> str:
    """The 13 digits that a scale prints for ``article`` (digits) and ``quantity`` in grams; first prefix by default.

    Raises CodeError ``article_length``, ``prefix`` or ``weight_range`` (``grams_max``).
    """
    chosen = prefix or layout.prefixes[0]
    if chosen not in layout.prefixes:
        raise CodeError("prefix", prefix=chosen)
    if not is_digits(article) or len(article) != layout.article_digits:
        raise CodeError("article_length", digits=layout.article_digits)
    grams_max = 10**layout.grams_digits - 1
    if not 0 < quantity <= grams_max:
        raise CodeError("weight_range", grams_max=grams_max)
    body = f"{chosen}{article}{quantity:0{layout.grams_digits}d}"
    return body + gs1_check_digit(body)
