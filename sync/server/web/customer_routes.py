"""The doors where a cashier's till asks about one customer: his page, and a code to his phone."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sync.protocol.customer_page import CustomerPageAnswer, CustomerPageRequest
from sync.protocol.limits import CODE_ASK_PATH, CODE_CHECK_PATH, CUSTOMER_PAGE_PATH
from sync.protocol.phone_code import CodeAskAnswer, CodeAskRequest, CodeCheckAnswer, CodeCheckRequest
from sync.server.access.gate import Gate, NotAdmittedError
from sync.server.central import Central
from sync.server.people.page import customer_page
from sync.server.people.phone_codes import ask_code, check_code
from sync.server.web.document import of_tills
from sync.server.web.till_identity import Asked, asked, refusal
from sync.server.web.work import answered, check_protocol, worked

_WHEN_NOT_SENT = {
    404: "nobody of that id is here (`customer_unknown`)",
    409: "enough codes for an hour (`too_many_codes`), this server sends none (`no_gateway`), or the new number is"
    " another customer's (`phone_taken`)",
    503: "the message could not be handed over (`message_not_sent`), or `database_unavailable`",
}
_WHEN_UNKNOWN = {404: "nobody of that id is here (`customer_unknown`)"}


def customer_routes(central: Central, gate: Gate) -> APIRouter:
    """The routes, working on ``central``; they count as look-ups of a person."""
    router = APIRouter()

    async def asking(request: Request) -> Asked:
        found = await asked(gate, request)
        try:
            gate.limit_lookups(found.till)
        except NotAdmittedError as refused:
            raise refusal(refused, gate) from refused
        return found

    @router.post(
        CUSTOMER_PAGE_PATH, openapi_extra=of_tills("A customer's page", CustomerPageAnswer, CustomerPageRequest)
    )
    async def page(request: Request) -> Response:
        who = await asking(request)
        message = who.message(CustomerPageRequest)
        check_protocol(message.protocol)
        return answered(request, await worked(lambda: customer_page(central, who.till, message)))

    @router.post(
        CODE_ASK_PATH,
        openapi_extra=of_tills("Send a code to a customer's phone", CodeAskAnswer, CodeAskRequest, _WHEN_NOT_SENT),
    )
    async def ask(request: Request) -> Response:
        message = (await asking(request)).message(CodeAskRequest)
        check_protocol(message.protocol)
        return answered(request, await worked(lambda: ask_code(central, message)))

    @router.post(
        CODE_CHECK_PATH,
        openapi_extra=of_tills("Check the code that he told", CodeCheckAnswer, CodeCheckRequest, _WHEN_UNKNOWN),
    )
    async def check(request: Request) -> Response:
        who = await asking(request)
        message = who.message(CodeCheckRequest)
        check_protocol(message.protocol)
        return answered(request, await worked(lambda: check_code(central, who.till.till_id, message)))

    return router
