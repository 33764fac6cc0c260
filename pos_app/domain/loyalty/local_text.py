"""A text for people in both languages of the shop floor."""

from dataclasses import dataclass

from pos_app.domain.loyalty.rules.figures import Text


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text for people, in Russian and English."""

    ru: Text
    en: Text
