"""Every error fits into the scan line of the narrow screen, in both languages."""

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from pos_app.ui.app import make_application
from pos_app.ui.formatting import Formatting
from pos_app.ui.sentences import SENTENCES, sentence
from pos_app.ui.theme.theme import make_theme
from pos_app.ui.ui_settings import UiSettings

_ROOM = 1024 - 2 * 8 - 300 - 6 - 44
_TYPICAL: dict[str, int | str] = {
    "left": 4,
    "seconds": 30,
    "number": "2-000231",
    "receipt": "2-000231",
    "expected_kopecks": 1_234_567,
    "remaining_kopecks": 1_234_567,
    "limit_bp": 1000,
    "asked_bp": 3000,
    "code": "4600000000107",
    "item": "Молоко «Простоквашино» 3,2% 930 мл",
    "phone": "+7 973 ···-··-42",
    "digits": "2342",
    "cause": "damaged",
    "needed": "manager",
    "needed_role": "manager",
    "least": 1,
    "most": 9_999_000,
}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_sentence_fits(qapp: QApplication, language: str) -> None:
    make_application(UiSettings(language=language, sound_volume_percent=0))
    small = QFontMetrics(make_theme().font("small"))
    formatting = Formatting(language, ZoneInfo("Europe/Moscow"))
    shown = {key: sentence(key, _TYPICAL, formatting) for key in SENTENCES}
    too_long = {key: text for key, text in shown.items() if small.horizontalAdvance(text) > _ROOM}
    assert too_long == {}
