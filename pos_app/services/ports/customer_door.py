"""The counter's way to ask the server about one customer."""

from typing import Protocol

from sync.protocol.customer_page import CustomerPageAnswer, CustomerPageRequest
from sync.protocol.not_answered import NotAnswered
from sync.protocol.phone_code import CodeAskAnswer, CodeAskRequest, CodeCheckAnswer, CodeCheckRequest


class CustomerDoor(Protocol):
    """Every question waits for the network, some seconds at most: never on the UI thread."""

    def is_worth_asking(self) -> bool:
        """At once: False for a while after the server did not answer in time."""
        ...

    def customer_page(self, request: CustomerPageRequest) -> CustomerPageAnswer | NotAnswered:
        """All that the server knows of him."""
        ...

    def ask_code(self, request: CodeAskRequest) -> CodeAskAnswer | NotAnswered:
        """Have a code sent."""
        ...

    def check_code(self, request: CodeCheckRequest) -> CodeCheckAnswer | NotAnswered:
        """Say what he told."""
        ...
