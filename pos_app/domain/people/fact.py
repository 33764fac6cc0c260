"""A record about a person as the till keeps it: with its id, its moment, its operation's kind, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.consent import ConsentGiven, ConsentWithdrawn
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.phone_trust import PhoneShown, PhoneVouched

PersonFact = (
    CardBound
    | CardBlocked
    | CardActivated
    | ConsentGiven
    | ConsentWithdrawn
    | DetailsChanged
    | PhoneChanged
    | PhoneVouched
    | PhoneShown
    | CustomersMerged
)
"""What may be reported of somebody who is here already."""


class FactState(StrEnum):
    """Where it is."""

    QUEUED = "queued"
    CONFIRMED = "confirmed"
    PARKED = "parked"
    """The server kept it and could not accept it: it has no effect."""


@dataclass(frozen=True, slots=True)
class KeptFact:
    """``reason``: why it is parked."""

    fact: PersonFact
    state: FactState
    reason: str = ""


def fact_id(fact: PersonFact) -> str:
    """The operation's id."""
    match fact:
        case CardBound(binding_id=found) | CardBlocked(blocking_id=found) | CardActivated(activation_id=found):
            return found
        case ConsentGiven(consent_id=found) | ConsentWithdrawn(withdrawal_id=found):
            return found
        case DetailsChanged(change_id=found) | PhoneVouched(vouching_id=found) | PhoneShown(showing_id=found):
            return found
        case CustomersMerged(merge_id=found) | PhoneChanged(change_id=found):
            return found


def fact_at(fact: PersonFact) -> datetime:
    """When it was done."""
    match fact:
        case CardBound(bound_at=at) | CardBlocked(blocked_at=at) | CardActivated(activated_at=at):
            return at
        case ConsentGiven(given_at=at) | ConsentWithdrawn(withdrawn_at=at) | DetailsChanged(changed_at=at):
            return at
        case PhoneChanged(changed_at=at):
            return at
        case PhoneVouched(vouched_at=at) | PhoneShown(shown_at=at) | CustomersMerged(merged_at=at):
            return at


def fact_customer(fact: PersonFact) -> str:
    """Whom it is about; of a merge the one that stays."""
    return fact.stays_id if isinstance(fact, CustomersMerged) else fact.customer_id


def fact_card(fact: PersonFact) -> str | None:
    """The card it is about, if it is about one."""
    return fact.card_number if isinstance(fact, CardBound | CardBlocked | CardActivated) else None
