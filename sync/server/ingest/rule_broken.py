"""Why an operation is parked."""


class RuleBrokenError(Exception):
    """The operation is kept and shown to a person, its effects are not posted. ``reason`` is a key for the screens:

    ``adjustment_incomplete``, ``advance_spent``,
    ``body_invalid``, ``card_taken``, ``card_unknown``, ``certificate_known``,
    ``certificate_unknown``, ``customer_differs``, ``customer_known``, ``customer_unknown``, ``email_unreadable``,
    ``hash_differs``, ``id_differs``, ``id_known``, ``kind_unknown``, ``line_unknown``, ``lot_day_missing``,
    ``lots_invalid``, ``merge_review``, ``not_a_sale``, ``not_parked``, ``not_replayable``, ``over_return``,
    ``phone_changed_since``, ``phone_taken``, ``phone_unreadable``, ``receipt_known``, ``redemption_invalid``,
    ``reservation_of_another_till``, ``return_does_not_mirror``, ``role_too_low``, ``sale_not_here``,
    ``same_customer``, ``second_person_needed``, ``sums_do_not_tie``, ``value_without_owner``, ``version_unknown``.
    ``detail`` is for the log, without personal data.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class WaitsForSaleError(Exception):
    """A return came before the sale that it mirrors; it is posted when the sale comes."""

    def __init__(self, sale_id: str) -> None:
        super().__init__(f"sale {sale_id} is not here yet")
        self.sale_id = sale_id
