"""A server at the other end of the counter's way to customers: it answers what a test tells it."""

from sync.protocol.customer_page import CustomerPageAnswer, CustomerPageRequest
from sync.protocol.not_answered import NO_ANSWER, NotAnswered
from sync.protocol.phone_code import (
    CodeAskAnswer,
    CodeAskRequest,
    CodeCheckAnswer,
    CodeCheckRequest,
    CodeOutcome,
)

LIFE_MS = 300_000
CODE = "4821"


class AnsweringCustomerDoor:
    """``says``: the next answers that are none, first one first. ``code``: what the customer was sent."""

    def __init__(self) -> None:
        self.says: list[str] = []
        self.worth_asking = True
        self.pages: dict[str, CustomerPageAnswer] = {}
        self.asked: list[object] = []
        self.tries = 3

    def is_worth_asking(self) -> bool:
        return self.worth_asking

    def customer_page(self, request: CustomerPageRequest) -> CustomerPageAnswer | NotAnswered:
        self.asked.append(request)
        if self.says:
            return NotAnswered(self.says.pop(0) or NO_ANSWER)
        return self.pages.get(request.customer_id, CustomerPageAnswer(None, None))

    def ask_code(self, request: CodeAskRequest) -> CodeAskAnswer | NotAnswered:
        self.asked.append(request)
        if self.says:
            return NotAnswered(self.says.pop(0) or NO_ANSWER)
        self.tries = 3
        return CodeAskAnswer(request.code_id, LIFE_MS, self.tries)

    def check_code(self, request: CodeCheckRequest) -> CodeCheckAnswer | NotAnswered:
        self.asked.append(request)
        if self.says:
            return NotAnswered(self.says.pop(0) or NO_ANSWER)
        if request.code == CODE:
            return CodeCheckAnswer(CodeOutcome.CONFIRMED)
        self.tries -= 1
        return CodeCheckAnswer(CodeOutcome.WRONG if self.tries else CodeOutcome.USED_UP, self.tries)
