"""Why a request for a promise is refused; facts never are."""


class CustomerUnknownError(LookupError):
    """There is no account of that customer here."""

    def __init__(self, customer_id: str) -> None:
        super().__init__(f"customer {customer_id} has no account here")
        self.customer_id = customer_id


class PromisesPausedError(Exception):
    """The server was restored from a backup and does not know yet what its lost life promised."""

    def __init__(self) -> None:
        super().__init__("not every till has told its story since the server was restored; no promises until then")


class RequestInvalidError(ValueError):
    """A request that no till makes. The text says what is expected."""


class PhoneUnconfirmedError(Exception):
    """Nobody knows yet whether the phone is the customer's own: he earns, and spends later."""

    def __init__(self, customer_id: str) -> None:
        super().__init__(f"the phone of customer {customer_id} is not confirmed yet")
