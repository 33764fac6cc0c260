"""The words on paper, in both languages."""

from enum import StrEnum


class Language(StrEnum):
    """Languages of the shop floor."""

    RU = "ru"
    EN = "en"
