"""Awards for single occasions: a welcome, a birthday, a review of a visit, an event told by another system."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from pos_app.domain.loyalty.awards.grant import AwardCase, grant, refused
from pos_app.domain.loyalty.awards.outcome import (
    BIRTH_DATE_TOLD_LATE,
    BIRTH_DATE_UNKNOWN,
    COMMENT_TOO_SHORT,
    OTHER_EVENT,
    OTHER_OCCASION,
    OUTSIDE_WINDOW,
    TOO_LATE,
    AwardOutcome,
)
from pos_app.domain.loyalty.birthday import birthday_near, days_to_birthday
from pos_app.domain.loyalty.eligibility import unmet
from pos_app.domain.loyalty.rules.awards import BirthdayAward, EventAward, ReviewAward, WelcomeAward, WelcomeOccasion

WELCOME: Final = "welcome"
BIRTHDAY: Final = "birthday"
REVIEW: Final = "review"
EVENT: Final = "event"


@dataclass(frozen=True, slots=True)
class Review:
    """A visit rated: the receipt, its local day and the comment."""

    receipt_id: str
    visit_day: date
    comment: str


def welcome(rule: WelcomeAward, case: AwardCase, occasion: WelcomeOccasion) -> AwardOutcome:
    """Once in a customer's life, for the occasion that the rule welcomes."""
    if rule.occasion is not occasion:
        return refused(rule, unmet(OTHER_OCCASION, occasion=rule.occasion.value))
    return grant(rule, case, case.standing.customer_id, WELCOME)


def birthday(rule: BirthdayAward, case: AwardCase, birth_date_told_day: date | None) -> AwardOutcome:
    """Once for each birthday, within its window; ``birth_date_told_day``: local day on which the date was filled in."""
    born = case.standing.birthday
    if born is None or birth_date_told_day is None:
        return refused(rule, unmet(BIRTH_DATE_UNKNOWN))
    kept = birthday_near(born, case.day, rule.days_before, rule.days_after)
    if kept is None:
        return refused(rule, unmet(OUTSIDE_WINDOW, days=days_to_birthday(born, case.day)))
    told_before = (kept - birth_date_told_day).days
    if told_before < rule.told_days_before:
        return refused(rule, unmet(BIRTH_DATE_TOLD_LATE, days=told_before, needed=rule.told_days_before))
    return grant(rule, case, f"{case.standing.customer_id}/{kept.isoformat()}", BIRTHDAY)


def review(rule: ReviewAward, case: AwardCase, told: Review) -> AwardOutcome:
    """Once for each receipt, soon enough and with a comment that is long enough (spaces at its ends do not count)."""
    days = (case.day - told.visit_day).days
    if days > rule.within_days:
        return refused(rule, unmet(TOO_LATE, days=days, most=rule.within_days))
    missing = rule.min_comment_chars - len(told.comment.strip())
    if missing > 0:
        return refused(rule, unmet(COMMENT_TOO_SHORT, missing=missing))
    return grant(rule, case, told.receipt_id, REVIEW)


def event(rule: EventAward, case: AwardCase, code: str, event_id: str) -> AwardOutcome:
    """For an event reported under the rule's code; ``event_id`` is the reporting system's, once for each."""
    if code != rule.event:
        return refused(rule, unmet(OTHER_EVENT, event=code))
    return grant(rule, case, event_id, EVENT)
