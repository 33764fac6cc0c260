"""How each language writes figures and lists: sums, percentages, points, quantities, days."""

from collections.abc import Iterable
from dataclasses import dataclass

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.money.units import BasisPoints, Kopecks, Points, Quantity
from pos_app.domain.receipt.labels import Language

_HUNDRED = 100
_NARROW = "\u00a0"
_FORMS: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {
    "point": (("балл", "балла", "баллов"), ("point", "points")),
    "day": (("день", "дня", "дней"), ("day", "days")),
    "time": (("раз", "раза", "раз"), ("time", "times")),
    "piece": (("штука", "штуки", "штук"), ("piece", "pieces")),
    "sign": (("знак", "знака", "знаков"), ("character", "characters")),
    "friend": (("друг", "друга", "друзей"), ("friend", "friends")),
    "rule": (("правило", "правила", "правил"), ("rule", "rules")),
    "error": (("ошибка", "ошибки", "ошибок"), ("error", "errors")),
}
"""Russian for 1, 2 and 5; English for 1 and more."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Writes in one language. Amounts are those of the house: kopecks, hundredths of a point, basis points."""

    language: Language

    def pick(self, russian: str, english: str) -> str:
        """The words of the language."""
        return russian if self.language is Language.RU else english

    def text(self, text: LocalText) -> str:
        """A text of the document."""
        return self.pick(text.ru, text.en)

    def quoted(self, text: str) -> str:
        """``«Чай»`` or ``“Tea”``."""
        return self.pick(f"«{text}»", f"“{text}”")

    def money(self, kopecks: Kopecks) -> str:
        """``1 500 ₽``; kopecks only where there are some."""
        return f"{self._hundredths(kopecks, whole_cents=True)}{_NARROW}₽"

    def percent(self, rate_bp: BasisPoints) -> str:
        """``2,5 %``."""
        return f"{self._hundredths(rate_bp)}{_NARROW}%"

    def factor(self, multiplier_bp: BasisPoints) -> str:
        """``×1,5``: 10 000 basis points are once."""
        return f"×{self._decimal(multiplier_bp, 4)}"

    def points(self, points: Points, *, than: bool = False) -> str:
        """``150 баллов``; ``than``: after «не больше» and the like."""
        whole, rest = divmod(points, _HUNDRED)
        form = self.form("point", 2) if rest else self.form("point", whole, than=than)
        return f"{self._hundredths(points)}{_NARROW}{form}"

    def quantity(self, quantity: Quantity) -> str:
        """Units, thousandths only where there are some."""
        return self._decimal(quantity, 3)

    def counted(self, count: int, what: str, *, than: bool = False) -> str:
        """``3 дня``; ``what`` is one of the countable words; ``than``: after «не больше» and the like, ``3 дней``."""
        return f"{self._grouped(count)}{_NARROW}{self.form(what, count, than=than)}"

    def form(self, what: str, count: int, *, than: bool = False) -> str:
        """The form of a countable word after that number; ``than`` asks for the genitive in Russian."""
        russian, english = _FORMS[what]
        if self.language is Language.EN:
            return english[0] if count == 1 else english[1]
        if count % 10 == 1 and count % 100 != 11:
            return russian[1] if than else russian[0]
        if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
            return russian[2] if than else russian[1]
        return russian[2]

    def listed(self, names: Iterable[str]) -> str:
        """``a, b, c``."""
        return ", ".join(names)

    def either(self, names: Iterable[str]) -> str:
        """``a, b или c``."""
        *most, last = names
        return f"{', '.join(most)} {self.pick('или', 'or')} {last}" if most else last

    def _grouped(self, number: int) -> str:
        return f"{number:,}".replace(",", _NARROW if self.language is Language.RU else ",")

    def _hundredths(self, amount: int, *, whole_cents: bool = False) -> str:
        whole, rest = divmod(amount, _HUNDRED)
        if not rest:
            return self._grouped(whole)
        digits = f"{rest:02d}" if whole_cents else f"{rest:02d}".rstrip("0")
        return f"{self._grouped(whole)}{self.pick(',', '.')}{digits}"

    def _decimal(self, amount: int, places: int) -> str:
        whole, rest = divmod(amount, 10**places)
        digits = f"{rest:0{places}d}".rstrip("0")
        return f"{self._grouped(whole)}{self.pick(',', '.')}{digits}" if digits else self._grouped(whole)
