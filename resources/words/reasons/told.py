"""What became of a rule, in words: its title and its one sentence, with sums, points and names as people read them."""

import logging
import string
from collections.abc import Callable, Mapping
from datetime import date

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.money.units import ONE, Quantity, Unit
from pos_app.domain.why.answers import WhyRule
from resources.words.formatting import Formatting
from resources.words.noop import QT_TRANSLATE_NOOP, Say
from resources.words.reasons.applied import APPLIED
from resources.words.reasons.missed import MISSED

_log = logging.getLogger("kopilka.words")
_UNKNOWN = QT_TRANSLATE_NOOP("Reasons", "The reason is not known here ({key})")
_TIER = QT_TRANSLATE_NOOP("Reasons", "Tier “{name}”")
_ON_LINE = QT_TRANSLATE_NOOP("Reasons", "{title}, line {number}")
_AT_MOST = QT_TRANSLATE_NOOP("Reasons", ", no more than {most_points}")
_KILOGRAMS = QT_TRANSLATE_NOOP("Reasons", "{quantity} kg")
_PIECE = QT_TRANSLATE_NOOP("Reasons", "{quantity} pc")
_PIECES = QT_TRANSLATE_NOOP("Reasons", "{quantity} pcs")
_TITLES: Mapping[str, str] = {
    "earning": QT_TRANSLATE_NOOP("Reasons", "Points for the purchase"),
    "points": QT_TRANSLATE_NOOP("Reasons", "Payment with points"),
    "manual": QT_TRANSLATE_NOOP("Reasons", "Discount by hand"),
    "manual:basket": QT_TRANSLATE_NOOP("Reasons", "Discount by hand on the receipt"),
    "cash_rounding": QT_TRANSLATE_NOOP("Reasons", "Rounding of cash"),
}
_LIMITS: Mapping[str, str] = {
    "balance": QT_TRANSLATE_NOOP("Reasons", "the balance"),
    "share": QT_TRANSLATE_NOOP("Reasons", "the share that points may pay"),
    "lines": QT_TRANSLATE_NOOP("Reasons", "what the goods allow"),
}
_WEEKDAYS: Mapping[str, str] = {
    "mon": QT_TRANSLATE_NOOP("Reasons", "Mon"),
    "tue": QT_TRANSLATE_NOOP("Reasons", "Tue"),
    "wed": QT_TRANSLATE_NOOP("Reasons", "Wed"),
    "thu": QT_TRANSLATE_NOOP("Reasons", "Thu"),
    "fri": QT_TRANSLATE_NOOP("Reasons", "Fri"),
    "sat": QT_TRANSLATE_NOOP("Reasons", "Sat"),
    "sun": QT_TRANSLATE_NOOP("Reasons", "Sun"),
}
_POINTS = frozenset({"points", "min_points", "most_points", "missing_points"})
_QUANTITIES = frozenset({"quantity", "missing_quantity"})
_DAYS = frozenset({"from_day", "to_day", "until_day"})
_NAMED: Mapping[str, str] = {"tier": "tier:", "needed": "", "partners": "partner:", "rule_id": "", "coupon": ""}
"""Params that name something of the programme, and what stands before its code in the table of names."""
_NEEDED: Mapping[str, str] = {"other_tier": "tier:", "no_membership": "membership:"}
_GIVEN_AS_ZERO = frozenset({"", "0"})
"""Nothing is there, or nothing is missing: the sentence that speaks of it is not meant."""


class ReasonWords:
    """``names`` as of :class:`~pos_app.domain.why.answers.Why`; ``line_numbers``: line id → its number.

    ``say`` speaks the language of ``formatting``.
    """

    def __init__(
        self, formatting: Formatting, names: Mapping[str, LocalText], line_numbers: Mapping[str, int], say: Say
    ) -> None:
        self._formatting = formatting
        self._say = say
        self._names = names
        self._line_numbers = line_numbers

    def title(self, rule_id: str, name: LocalText | None) -> str:
        """The rule's name in the screen's language; its id where this till has no name for it."""
        if name is None:
            return self._say("Reasons", _TITLES[rule_id]) if rule_id in _TITLES else rule_id
        text = self._local(name)
        return self._say("Reasons", _TIER).format(name=text) if rule_id.startswith("tier:") else text

    def rule_title(self, rule: WhyRule) -> str:
        """The title; a discount by hand says on which line."""
        title = self.title(rule.rule_id, rule.name)
        number = self._line_numbers.get(rule.params.get("line_id", ""))
        if number is None:
            return title
        return self._say("Reasons", _ON_LINE).format(title=title, number=number)

    def told(self, rule: WhyRule) -> str:
        """The sentence, and below it what the programme has customers told of the rule."""
        parts = (self.sentence(rule), "" if rule.text is None else self._local(rule.text))
        return "\n".join(part for part in parts if part)

    def sentence(self, rule: WhyRule) -> str:
        """Exactly one reason. Empty for rules of a receipt that was stored without reasons."""
        if not rule.reason:
            return ""
        templates = (APPLIED if rule.applied else MISSED).get(rule.reason)
        if templates is None:
            _log.error("reason=missing key=%s", rule.reason)
            return self._say("Reasons", _UNKNOWN).format(key=rule.reason)
        shown = {
            name: self._show(rule, name, value) for name, value in rule.params.items() if value not in _GIVEN_AS_ZERO
        }
        template = next(text for text in templates if placeholders(text) <= shown.keys())
        text = self._say("Reasons", template).format_map(shown)
        if "most_points" in shown:
            text += self._say("Reasons", _AT_MOST).format_map(shown)
        return text

    def _show(self, rule: WhyRule, name: str, value: str) -> str:
        try:
            return self._shown(rule, name, value)
        except ValueError:
            return value  # no number or day: told as it was stored

    def _shown(self, rule: WhyRule, name: str, value: str) -> str:
        formatting = self._formatting
        if name.endswith("_kopecks"):
            return formatting.short_roubles(int(value))
        if name == "multiplier_bp":
            return "×" + formatting.short_money(int(value) // 100)
        if name.endswith("_bp"):
            return formatting.percent(int(value))
        if name in _POINTS:
            return formatting.counted_points(int(value))
        if name in _QUANTITIES:
            return self._quantity(int(value), rule.params.get("unit", ""))
        if name in _DAYS:
            return formatting.day(date.fromisoformat(value))
        if name == "weekdays":
            return _each(value, lambda day: self._say("Reasons", _WEEKDAYS[day]) if day in _WEEKDAYS else day)
        if name == "limited_by" and value in _LIMITS:
            return self._say("Reasons", _LIMITS[value])
        if name in _NAMED:
            before = _NEEDED.get(rule.reason, "") if name == "needed" else _NAMED[name]
            return _each(value, lambda code: self._named(before + code, code))
        return ", ".join(value.split(","))

    def _quantity(self, quantity: Quantity, unit: str) -> str:
        if unit == Unit.KILOGRAM.value:
            return self._say("Reasons", _KILOGRAMS).format(quantity=self._formatting.quantity(quantity, Unit.KILOGRAM))
        text = self._formatting.quantity(quantity)
        words = _PIECE if quantity == ONE else _PIECES
        return self._say("Reasons", words).format(quantity=text) if unit == Unit.PIECE.value else text

    def _named(self, key: str, code: str) -> str:
        if key in self._names:
            return self._local(self._names[key])
        return self._say("Reasons", _TITLES[key]) if key in _TITLES else code

    def _local(self, text: LocalText) -> str:
        return text.ru if self._formatting.language == "ru" else text.en


def placeholders(template: str) -> set[str]:
    """The parameters that a sentence asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _each(listed: str, word: Callable[[str], str]) -> str:
    return ", ".join(word(part) for part in listed.split(","))
