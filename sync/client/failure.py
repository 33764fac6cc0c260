"""Why an exchange with the server failed, in the few kinds that the machine tells apart."""

from enum import StrEnum


class FailureKind(StrEnum):
    """Whose fault it is, and so what to do."""

    NO_NETWORK = "no_network"
    """No way to the server: no name, no route."""
    SERVER_DOWN = "server_down"
    """Nobody answers, or a gateway or database behind it is not there (502, 503, 504)."""
    SERVER_FAULT = "server_fault"
    """The server failed over this very request (500): perhaps an operation that it cannot take."""
    UNTRUSTED = "untrusted"
    """Who answers is not the server that this till was told of: its TLS key or certificate is another."""
    SIGN_ON_WANTED = "sign_on_wanted"
    """The network answers in the server's place and wants somebody to sign on first (511, a page, 403 of a proxy)."""
    REFUSED = "refused"
    """This till may not (401, 403), or one of the two is too old for the other (400 ``protocol_unknown``)."""
    GAP = "gap"
    """The server misses earlier operations (409)."""
    FORK = "fork"
    """The till's history is not the one that the server knows (409)."""
    FENCED = "fenced"
    """The till's epoch is over (410): it must ask for a new one."""
    RESYNC = "resync"
    """The server lives a life that this till does not know (428): it was restored from a backup."""
    UNSUPPORTED = "unsupported"
    """The server has no such door (404, 405): it is older than this till."""
    UNACCEPTABLE = "unacceptable"
    """The server cannot read the request (another 4xx)."""
    TOO_LARGE = "too_large"
    """Something before the server does not let so large a request through (413 without a code of the server's)."""
    ANSWER_UNREADABLE = "answer_unreadable"
    """Something answered that does not speak this protocol."""


class ExchangeFailedError(Exception):
    """``expect_seq`` comes with GAP. ``detail`` is for the log and holds no personal data.

    ``code``: that of the server's error body, empty if none came. ``retry_after_ms``: when the server wants to be asked
    again, None if it did not say.
    """

    def __init__(
        self,
        kind: FailureKind,
        detail: str,
        expect_seq: int | None = None,
        code: str = "",
        retry_after_ms: int | None = None,
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.expect_seq = expect_seq
        self.code = code
        self.retry_after_ms = retry_after_ms
