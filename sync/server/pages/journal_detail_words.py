"""What a row of the journal tells more, in words: rows are sealed as they were written, so they are read, not changed.

Rows tell it in a fixed English form for every kind; what a person typed in it (a reason, a note) stays as it was typed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from pos_app.domain.parked.resolved import Resolution
from pos_app.domain.people.held_card import BlockReason
from pos_app.domain.report.kind import Kind
from pos_app.domain.report.words import Filling, Words
from sync.server.journal.journal import Action, JournalRow
from sync.server.office.named_in_journal import NamedInJournal
from sync.server.office.roles import OfficeRole
from sync.server.pages.journal_words import NOT_PEOPLE
from sync.server.pages.role_names import ROLE_NAMES

_Places = tuple[tuple[str, Filling], ...]
_Told = tuple[Action, re.Pattern[str], Callable[[_Places], Words]]


def detail_words(row: JournalRow, names: NamedInJournal) -> Words | str | None:
    """As it stands where no form is known, as in rows of a later version; None for none."""
    for action, form, words in _FORMS:
        if row.action != action.value or (found := form.fullmatch(row.detail)) is None:
            continue
        try:
            return words(tuple((name, _filling(name, text, names)) for name, text in found.groupdict().items()))
        except ValueError:
            break
    return row.detail or None


def _filling(name: str, text: str, names: NamedInJournal) -> Filling:
    kind, _, _ = name.partition("_")
    match kind:
        case "count":
            return Filling(Kind.COUNT, int(text))
        case "kopecks":
            return Filling(Kind.MONEY, int(text))
        case "points":
            return Filling(Kind.POINTS, int(text))
        case "day":
            return Filling(Kind.DAY, date.fromisoformat(text))
        case "at":
            if (at := datetime.fromisoformat(text)).tzinfo is None:
                raise ValueError(text)
            return Filling(Kind.INSTANT, at)
        case "role":
            return Filling(Kind.WORDS, ROLE_NAMES[OfficeRole(text)])
        case "why":
            return Filling(Kind.WORDS, _CARD_REASONS[BlockReason(text)])
        case "decision":
            return Filling(Kind.WORDS, _DECISIONS[Resolution(text)])
        case "who" | "till":
            if (known := NOT_PEOPLE.get(text)) is not None:
                return Filling(Kind.WORDS, known)
            return Filling(Kind.TEXT, names.called.get(text, text))
        case "shops":
            return Filling(Kind.TEXT, ", ".join(names.called.get(each, each) for each in text.split(", ")))
        case "rule":
            return Filling(Kind.TEXT, names.rules.get(text, text))
        case _:
            return Filling(Kind.TEXT, text)


def _form(action: Action, form: str, words: Callable[[_Places], Words]) -> _Told:
    return action, re.compile(form, re.DOTALL), words


_CARD_REASONS: Mapping[BlockReason, Words] = {
    BlockReason.LOST: Words("lost"),
    BlockReason.DAMAGED: Words("damaged"),
    BlockReason.REPLACED: Words("replaced by another"),
    BlockReason.OFFICE: Words("blocked by the office"),
}
_DECISIONS: Mapping[Resolution, Words] = {
    Resolution.REPLAY: Words("corrected and applied"),
    Resolution.VOID: Words("has no effect"),
    Resolution.ADJUST: Words("has no effect, points set right by hand"),
}
_TERMS = r"(?P<{0}a>\d+)/(?P<{0}b>\d+)/(?P<{0}c>\d+) days, (?P<{0}d>\d+) visits, (?P<kopecks_{0}>\d+) kopecks"
_FORMS: tuple[_Told, ...] = (
    _form(
        Action.CODE_MADE, "replaces the till of that number", lambda to: Words("in place of the till of that number")
    ),
    _form(Action.ENROLLED, "new key, same books", lambda to: Words("a new key, the same books")),
    _form(
        Action.REPLACED,
        r"epoch (?P<count_epoch>\d+), device (?P<device>.+)",
        lambda to: Words("by the device {device}", to),
    ),
    _form(Action.DECLARED_LOST, r"approved by (?P<who>.+)", lambda to: Words("approved by {who}", to)),
    _form(
        Action.RESOLVED, r"(?P<decision>\w+) approved by nobody", lambda to: Words("{decision}, approved by nobody", to)
    ),
    _form(
        Action.RESOLVED,
        r"(?P<decision>\w+) approved by (?P<who>.+)",
        lambda to: Words("{decision}, approved by {who}", to),
    ),
    _form(Action.BACKED_UP, "with its keys, sealed", lambda to: Words("with the keys, sealed")),
    _form(Action.BACKED_UP, "without its keys", lambda to: Words("without the keys")),
    _form(Action.RESTORED, r"made (?P<at>.+)", lambda to: Words("made {at}", to)),
    _form(
        Action.CORRECTION_ASKED,
        r"(?P<points>-?\d+) hundredths for (?P<who>[^:]+): (?P<reason>.*)",
        lambda to: Words("points: {points}, customer {who}: {reason}", to),
    ),
    _form(
        Action.CORRECTED,
        r"(?P<points>-?\d+) hundredths for (?P<who>[^:,]+), asked by (?P<who_asked>[^:]+): (?P<reason>.*)",
        lambda to: Words("points: {points}, customer {who}, asked for by {who_asked}: {reason}", to),
    ),
    _form(Action.AWARDED, r"(?P<rule>\S+) for (?P<for>.+)", lambda to: Words("rule {rule}, for {for}", to)),
    _form(
        Action.PROGRAMME_PUBLISHED,
        r"from (?P<at>\S+): (?P<reason>.*)",
        lambda to: Words("valid from {at}: {reason}", to),
    ),
    _form(
        Action.PROGRAMME_PUBLISHED,
        r"from (?P<at>\S+), version (?P<count_version>\d+) again: (?P<reason>.*)",
        lambda to: Words("valid from {at}, version {count_version} again: {reason}", to),
    ),
    _form(
        Action.PROGRAMME_DRAFTED,
        r"from version (?P<count_version>\d+) of (?P<programme>.+)",
        lambda to: Words("from version {count_version} of {programme}", to),
    ),
    _form(
        Action.PROGRAMME_TRIED,
        r"(?P<count>\d+) receipts of (?P<shops>.+)",
        lambda to: Words("receipts: {count}, shops: {shops}", to),
    ),
    _form(
        Action.CARD_BLOCKED,
        r"(?P<why>\w+) card of customer (?P<who>.+)",
        lambda to: Words("{why}, card of customer {who}", to),
    ),
    _form(
        Action.CARD_ACTIVATED,
        r"card of customer (?P<who>.+) approved by (?P<who_approved>.+)",
        lambda to: Words("card of customer {who}, approved by {who_approved}", to),
    ),
    _form(Action.PHONE_SHOWN, "office page", lambda to: Words("on a page of the office")),
    _form(Action.PHONE_SHOWN, r"at till (?P<till>.+)", lambda to: Words("at till {till}", to)),
    _form(
        Action.PHONE_CONFIRMED,
        r"by a code, at till (?P<till>.+)",
        lambda to: Words("by a code, at till {till}", to),
    ),
    _form(
        Action.PHONE_CONFIRMED,
        r"vouched by (?P<who>[^:]+): (?P<reason>.*)",
        lambda to: Words("vouched for by {who}: {reason}", to),
    ),
    _form(Action.PHONE_CHANGED, "by a code to it", lambda to: Words("by a code that was sent to it")),
    _form(
        Action.PHONE_CHANGED,
        r"approved by (?P<who>[^:]+): (?P<reason>.*)",
        lambda to: Words("approved by {who}: {reason}", to),
    ),
    _form(Action.API_CLIENT_LET_IN, "a new key", lambda to: Words("a new key")),
    _form(
        Action.CUSTOMERS_MERGED,
        r"(?P<who>\S+) into it, approved by (?P<who_approved>[^:]+): (?P<reason>.*)",
        lambda to: Words("{who} went into it, approved by {who_approved}: {reason}", to),
    ),
    _form(
        Action.OFFERS_GRANTED,
        r"(?P<rule>\S+) until (?P<day>\S+): (?P<count>\d+) people, (?P<count_compared>\d+) to compare with",
        lambda to: Words("{rule} until {day}: people: {count}, to compare with: {count_compared}", to),
    ),
    _form(
        Action.OFFERS_GRANTED,
        r"(?P<count_offers>\d+) offers, (?P<count_tags>\d+) tags to (?P<count>\d+) people",
        lambda to: Words("offers: {count_offers}, tags: {count_tags}, people: {count}", to),
    ),
    _form(Action.OWN_ACCOUNT_TOLD, "none", lambda to: Words("none")),
    _form(Action.OWN_ACCOUNT_TOLD, r"customer (?P<who>.+)", lambda to: Words("customer {who}", to)),
    _form(
        Action.RETURNED_WITHOUT_RECEIPT,
        r"(?P<kopecks>\d+) kopecks approved by (?P<who>[^:]+): (?P<reason>.*)",
        lambda to: Words("{kopecks}, approved by {who}: {reason}", to),
    ),
    _form(
        Action.OFFICE_PERSON_CHANGED,
        r"added as (?P<role>\w+) for the whole chain",
        lambda to: Words("added: {role}, the whole chain", to),
    ),
    _form(
        Action.OFFICE_PERSON_CHANGED,
        r"added as (?P<role>\w+) for (?P<shops>.+)",
        lambda to: Words("added: {role}, shops: {shops}", to),
    ),
    _form(Action.OFFICE_PERSON_CHANGED, "blocked", lambda to: Words("blocked")),
    _form(Action.OFFICE_PERSON_CHANGED, "let in again", lambda to: Words("let in again")),
    _form(Action.OFFICE_SIGNED_OUT, "everywhere", lambda to: Words("everywhere")),
    _form(
        Action.SEGMENT_TERMS_CHANGED,
        _TERMS.format("") + " -> " + _TERMS.format("n"),
        lambda to: Words(
            "days: {a}/{b}/{c}, visits: {d}, sum: {kopecks_} → days: {na}/{nb}/{nc}, visits: {nd}, sum: {kopecks_n}", to
        ),
    ),
    _form(
        Action.COUPONS_ISSUED,
        r"(?P<count>\d+) numbers of (?P<rule>.+), (?P<day>\d{4}-\d\d-\d\d) to (?P<day_last>\d{4}-\d\d-\d\d)",
        lambda to: Words("rule {rule}, numbers: {count}, from {day} to {day_last}", to),
    ),
    _form(
        Action.COUPONS_ISSUED,
        r"(?P<count>\d+) numbers of (?P<rule>.+), None to (?P<day_last>\d{4}-\d\d-\d\d)",
        lambda to: Words("rule {rule}, numbers: {count}, until {day_last}", to),
    ),
    _form(
        Action.COUPONS_ISSUED,
        r"(?P<count>\d+) numbers of (?P<rule>.+), (?P<day>\d{4}-\d\d-\d\d) to None",
        lambda to: Words("rule {rule}, numbers: {count}, from {day} on", to),
    ),
    _form(
        Action.COUPONS_ISSUED,
        r"(?P<count>\d+) numbers of (?P<rule>.+), None to None",
        lambda to: Words("rule {rule}, numbers: {count}", to),
    ),
    _form(Action.DONATED, r"(?P<rule>\S+) \S+", lambda to: Words("for {rule}", to)),
    _form(
        Action.ORDERS_TAKEN,
        r"(?P<count_new>\d+) new of (?P<count>\d+)",
        lambda to: Words("orders: {count}, new among them: {count_new}", to),
    ),
    _form(Action.REPORT_EXPORTED, r"(?P<page>\S+) as (?P<form>\w+)", lambda to: Words("page {page}, as {form}", to)),
)
