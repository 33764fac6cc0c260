"""Details of the journal are told in the reader's language; what nobody knows a form of stands as it was written."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pos_app.domain.report.words import Words
from pos_app.report_files.report_words import ReportWords
from sync.server.journal.journal import Action, JournalRow
from sync.server.pages.journal_detail_words import detail_words

NAMES = {"boss": "Вера", "ivan": "Иван"}


def told(action: str, detail: str) -> Words | str | None:
    return detail_words(JournalRow(1, datetime(2026, 3, 2, tzinfo=UTC), "boss", action, "x", detail, ""), NAMES)


@pytest.mark.parametrize(
    ("action", "detail", "said"),
    [
        (Action.OFFICE_PERSON_CHANGED, "added as accountant for the whole chain", "добавлен: Бухгалтер, вся сеть"),
        (Action.OFFICE_PERSON_CHANGED, "blocked", "закрыт"),
        (Action.CARD_BLOCKED, "lost card of customer ivan", "потеряна, карта покупателя Иван"),
        (Action.RESOLVED, "void approved by boss", "отменена, подтверждает: Вера"),
        (Action.RESOLVED, "void approved by nobody", "отменена, без подтверждения"),
        (Action.ORDERS_TAKEN, "3 new of 5", "заказов: 5, из них новых: 3"),
        (Action.PROGRAMME_PUBLISHED, "from 2026-03-01T21:00:00+00:00: к 8: марта", "к 8: марта"),
        (Action.PROGRAMME_PUBLISHED, "from 2026-03-01T21:00:00+00:00, version 4 again: назад", "снова версия 4: назад"),
        (Action.CORRECTION_ASKED, "-1500 hundredths for ivan: ошибка", "покупатель Иван: ошибка"),
        (Action.RETURNED_WITHOUT_RECEIPT, "12345 kopecks approved by boss: брак", "подтверждает Вера: брак"),
        (
            Action.SEGMENT_TERMS_CHANGED,
            "30/60/90 days, 4 visits, 500000 kopecks -> 20/60/90 days, 5 visits, 500000 kopecks",
            "→ дни: 20/60/90, покупок: 5",
        ),
        (Action.COUPONS_ISSUED, "10 numbers of tea, 2026-03-01 to 2026-03-31", "правило tea, номеров: 10"),
        (Action.REPORT_EXPORTED, "/office/shifts as csv", "страница /office/shifts, файл csv"),
    ],
)
def test_what_a_row_tells_is_in_words(action: Action, detail: str, said: str) -> None:
    words = told(action.value, detail)
    assert isinstance(words, Words)
    assert said in ReportWords("ru", ZoneInfo("Europe/Moscow")).sentence(words)


@pytest.mark.parametrize(
    ("action", "detail"),
    [
        (Action.Z_ACCEPTED.value, "пересчитали вдвоём"),
        (Action.CARD_BLOCKED.value, "eaten card of customer ivan"),
        (Action.RESTORED.value, "made yesterday"),
        (Action.RESTORED.value, "made 2026-03-01T21:00:00"),
        ("of_a_later_version", "blocked"),
    ],
)
def test_what_has_no_known_form_stands_as_it_was_written(action: str, detail: str) -> None:
    assert told(action, detail) == detail


def test_no_details_are_none() -> None:
    assert told(Action.ENROLLED.value, "") is None
