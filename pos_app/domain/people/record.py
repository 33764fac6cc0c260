"""All that a till may report about a person."""

from pos_app.domain.people.card_binding import CardBound
from pos_app.domain.people.card_blocking import CardActivated, CardBlocked
from pos_app.domain.people.consent import ConsentGiven, ConsentWithdrawn
from pos_app.domain.people.details import DetailsChanged
from pos_app.domain.people.merging import CustomersMerged
from pos_app.domain.people.phone_change import PhoneChanged
from pos_app.domain.people.phone_trust import PhoneShown, PhoneVouched
from pos_app.domain.people.registration import CustomerRegistered

PersonRecord = (
    CustomerRegistered
    | CardBound
    | CardBlocked
    | CardActivated
    | PhoneChanged
    | PhoneVouched
    | PhoneShown
    | DetailsChanged
    | ConsentGiven
    | ConsentWithdrawn
    | CustomersMerged
)
