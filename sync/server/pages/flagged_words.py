"""What each flag of an operation says to a manager, and what became of the operation."""

from collections.abc import Mapping
from types import MappingProxyType

from pos_app.domain.report.words import Words
from sync.server.ingest.operation_log import OperationState

FLAG_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "over_return": Words("The same goods or money came back twice: paid out twice"),
        "advance_spent": Words("A certificate or top-up was paid out, and had been spent: paid out twice"),
        "spent_at_risk": Words("More points spent than there were: the programme bears it"),
        "spent_more_than_told": Words("More points spent than the till had said"),
        "without_promise": Words("Points spent that nobody had set aside"),
        "programme_not_in_force": Words("Priced by a programme that was not in force"),
        "friend_rewarded_twice": Words("Rewarded twice for one friend: taken back"),
        "outside_coalition": Words("Shop outside the coalition: points not settled"),
        "value_at_risk": Words("Paid with more than the certificate or account had"),
        "certificate_blocked": Words("Paid with a blocked certificate"),
        "refund_not_paid_with": Words("Refund of more than the certificate or account had paid"),
        "coupon_used_twice": Words("Coupon used twice"),
        "coupon_not_valid": Words("Coupon that was not valid"),
        "coupon_number_known": Words("Coupon printed with a number that was known"),
        "coupon_used_before_return": Words("Coupon used, then what had earned it came back"),
        "coupon_given_twice": Words("Coupon given twice for one occasion"),
        "order_handed_out_twice": Words("Order handed out twice, or more than was ordered"),
        "order_unknown": Words("Order that the server does not know"),
        "order_cancelled_too_late": Words("Order cancelled after it was handed out"),
        "card_code_twice": Words("Code of a rotating card shown at two tills"),
        "shift_of_another_till": Words("Named another till's shift: counted apart from it"),
        "clock_off": Words("Clock of the till wrong, or the record older than 35 days"),
        "clock_skew": Words("Clock of the till ahead"),
    }
)
STATE_WORDS: Mapping[OperationState, Words] = MappingProxyType(
    {
        OperationState.APPLIED: Words("taken"),
        OperationState.PARKED: Words("waits for a decision"),
        OperationState.WAITING: Words("waits for its sale"),
        OperationState.REPLAYED: Words("decided: applied"),
        OperationState.VOIDED: Words("decided: no effect"),
        OperationState.ADJUSTED: Words("decided: points set right"),
    }
)
UNKNOWN = Words("Something that this version does not know")
