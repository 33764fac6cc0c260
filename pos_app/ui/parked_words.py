"""What the operations of the queue are called, and why the server could not accept one, in a cashier's words."""

from collections.abc import Mapping

from pos_app.domain.parked.queued import QueuedOperation, QueueState
from pos_app.domain.parked.resolved import Resolution
from pos_app.ui.language import QT_TRANSLATE_NOOP, translate

_KINDS: Mapping[str, str] = {
    "sale": QT_TRANSLATE_NOOP("Queue", "Sale {number}"),
    "return": QT_TRANSLATE_NOOP("Queue", "Return {number}"),
    "shift_opened": QT_TRANSLATE_NOOP("Queue", "Shift opened"),
    "cash_moved": QT_TRANSLATE_NOOP("Queue", "Cash in or out"),
    "shift_closed": QT_TRANSLATE_NOOP("Queue", "Shift closed"),
    "reservation_closed": QT_TRANSLATE_NOOP("Queue", "Points given back"),
    "customer_registered": QT_TRANSLATE_NOOP("Queue", "Customer registered"),
    "card_bound": QT_TRANSLATE_NOOP("Queue", "Card handed out"),
    "phone_changed": QT_TRANSLATE_NOOP("Queue", "Phone changed"),
    "consent_given": QT_TRANSLATE_NOOP("Queue", "Consent given"),
    "consent_withdrawn": QT_TRANSLATE_NOOP("Queue", "Consent taken back"),
    "card_blocked": QT_TRANSLATE_NOOP("Queue", "Card blocked"),
    "card_activated": QT_TRANSLATE_NOOP("Queue", "Card taken up again"),
    "details_changed": QT_TRANSLATE_NOOP("Queue", "Customer's form"),
    "phone_vouched": QT_TRANSLATE_NOOP("Queue", "Phone vouched for"),
    "phone_shown": QT_TRANSLATE_NOOP("Queue", "Phone looked at"),
    "customers_merged": QT_TRANSLATE_NOOP("Queue", "Two accounts made one"),
    "value_hold_closed": QT_TRANSLATE_NOOP("Queue", "Money of a certificate or account given back"),
    "certificate_blocked": QT_TRANSLATE_NOOP("Queue", "Certificate blocked or found"),
    "claim_closed": QT_TRANSLATE_NOOP("Queue", "Coupon or order given back"),
    "order_cancelled": QT_TRANSLATE_NOOP("Queue", "Order cancelled"),
    "quick_credit": QT_TRANSLATE_NOOP("Queue", "Points for a sum"),
    "reward_given": QT_TRANSLATE_NOOP("Queue", "Gift for points"),
    "parked_resolved": QT_TRANSLATE_NOOP("Queue", "Decision about a record"),
}
_REASONS: Mapping[str, str] = {
    "kind_unknown": QT_TRANSLATE_NOOP("Queue", "The server is older than this till and does not know such records"),
    "version_unknown": QT_TRANSLATE_NOOP("Queue", "The server is older than this till and cannot read the record"),
    "body_invalid": QT_TRANSLATE_NOOP("Queue", "The record cannot be read"),
    "server_cannot_take": QT_TRANSLATE_NOOP("Queue", "The server failed over this record again and again"),
    "id_differs": QT_TRANSLATE_NOOP("Queue", "The record was changed on the way or on the disk"),
    "hash_differs": QT_TRANSLATE_NOOP("Queue", "The record was changed on the way or on the disk"),
    "sums_do_not_tie": QT_TRANSLATE_NOOP("Queue", "The sums of the receipt do not add up"),
    "customer_unknown": QT_TRANSLATE_NOOP("Queue", "The server does not know the customer"),
    "customer_differs": QT_TRANSLATE_NOOP("Queue", "Sale and return name different customers"),
    "customer_known": QT_TRANSLATE_NOOP("Queue", "This customer is there already"),
    "lot_day_missing": QT_TRANSLATE_NOOP("Queue", "The receipt does not say when its points expire"),
    "lots_invalid": QT_TRANSLATE_NOOP("Queue", "The earned points of the receipt do not add up"),
    "receipt_known": QT_TRANSLATE_NOOP("Queue", "Another receipt has this number or id"),
    "not_a_sale": QT_TRANSLATE_NOOP("Queue", "The return belongs to something that is no sale"),
    "line_unknown": QT_TRANSLATE_NOOP("Queue", "The returned goods are not on the receipt"),
    "over_return": QT_TRANSLATE_NOOP("Queue", "The same goods came back twice: money was paid out twice"),
    "advance_spent": QT_TRANSLATE_NOOP(
        "Queue", "Money of a certificate or a top-up was paid out, and it had been spent elsewhere"
    ),
    "return_does_not_mirror": QT_TRANSLATE_NOOP("Queue", "The return gives back another sum than the sale took"),
    "redemption_invalid": QT_TRANSLATE_NOOP("Queue", "The points of the receipt do not fit what was set aside"),
    "reservation_of_another_till": QT_TRANSLATE_NOOP("Queue", "The points were set aside for another till"),
    "card_taken": QT_TRANSLATE_NOOP("Queue", "The card belongs to another customer: hand out another one"),
    "card_unknown": QT_TRANSLATE_NOOP("Queue", "The server does not know this card as the customer's"),
    "email_unreadable": QT_TRANSLATE_NOOP("Queue", "The e-mail address cannot be read with the shop's keys"),
    "same_customer": QT_TRANSLATE_NOOP("Queue", "An account cannot be merged with itself"),
    "role_too_low": QT_TRANSLATE_NOOP("Queue", "It takes a senior person of this shop"),
    "phone_taken": QT_TRANSLATE_NOOP("Queue", "The phone belongs to another customer"),
    "phone_changed_since": QT_TRANSLATE_NOOP("Queue", "The phone was changed later at another till: that one stays"),
    "second_person_needed": QT_TRANSLATE_NOOP("Queue", "Neither a code nor a senior person says that it is right"),
    "phone_unreadable": QT_TRANSLATE_NOOP("Queue", "The phone cannot be read with the shop's keys"),
    "id_known": QT_TRANSLATE_NOOP("Queue", "Another record has the same id: the till went on from a backup"),
    "certificate_known": QT_TRANSLATE_NOOP("Queue", "This certificate was sold before: the customer needs another"),
    "certificate_unknown": QT_TRANSLATE_NOOP("Queue", "The server knows no such certificate"),
    "value_without_owner": QT_TRANSLATE_NOOP("Queue", "The receipt does not say whose money it moves"),
    "merge_review": QT_TRANSLATE_NOOP("Queue", "Two people with one phone: the office decides"),
}
_UNKNOWN = QT_TRANSLATE_NOOP("Queue", "The server did not accept it ({key})")
_DECIDED: Mapping[Resolution, str] = {
    Resolution.REPLAY: QT_TRANSLATE_NOOP("Queue", "Decided: apply again. Waits for the server"),
    Resolution.VOID: QT_TRANSLATE_NOOP("Queue", "Decided: no effect. Waits for the server"),
    Resolution.ADJUST: QT_TRANSLATE_NOOP("Queue", "Decided: points set right. Waits for the server"),
}


def kind_words(operation: QueuedOperation) -> str:
    """What it is, with its receipt number if it has one."""
    return translate("Queue", _KINDS.get(operation.kind, "{number}")).format(number=operation.number).strip()


def state_words(operation: QueuedOperation) -> str:
    """How it stands, in a few words for the table."""
    if operation.state is QueueState.PARKED:
        return reason_words(operation.reason)
    if operation.resolution is not None:
        return translate("Queue", _DECIDED[operation.resolution])
    if operation.tries:
        return translate("Queue", "Waits for the server, {tries} tries").format(tries=operation.tries)
    return translate("Queue", "Waits for the server")


def reason_words(key: str) -> str:
    """Why the server could not accept it."""
    known = _REASONS.get(key)
    return translate("Queue", _UNKNOWN).format(key=key) if known is None else translate("Queue", known)
