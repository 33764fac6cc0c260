"""Details of the journal are told in the reader's language; what nobody knows a form of stands as it was written."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pos_app.domain.loyalty.local_text import LocalText
from pos_app.domain.report.words import Words
from pos_app.report_files.report_words import ReportWords
from sync.server.journal.journal import Action, JournalRow
from sync.server.office.named_in_journal import NamedInJournal, short_name
from sync.server.pages.journal_detail_words import detail_words

NAMES = NamedInJournal(
    {"boss": "Вера", "ivan": "Иван", "till-1": "Центр · 1"},
    {"ivan": "ivan"},
    {"tea": LocalText("Чай", "Tea")},
)


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
        (Action.COUPONS_ISSUED, "10 numbers of tea, 2026-03-01 to 2026-03-31", "правило Чай, номеров: 10"),
        (Action.COUPONS_ISSUED, "2 numbers of tea, None to 2027-11-22", "правило Чай, номеров: 2, до 22.11.2027"),
        (Action.COUPONS_ISSUED, "2 numbers of tea, None to None", "правило Чай, номеров: 2"),
        (Action.PHONE_SHOWN, "at till till-1", "на кассе Центр · 1"),
        (Action.DECLARED_LOST, "approved by this machine", "сам сервер"),
        (Action.BACKED_UP, "with its keys, sealed", "с ключами, под паролем"),
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


@pytest.mark.parametrize(
    ("name", "card", "called"),
    [
        ("Ольга Петрова", "KP000102079", "Ольга П. · ···2079"),
        ("Евгения Юрьевна К.", "", "Евгения К."),
        ("Иван", "KP000102079", "Иван · ···2079"),
        ("", "KP000102079", "···2079"),
        ("", "", ""),
    ],
)
def test_a_customer_is_called_by_no_more_than_a_receipt_tells(name: str, card: str, called: str) -> None:
    assert short_name(name, card) == called
