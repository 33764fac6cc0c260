"""Doors where a till asks for one person or one receipt; how often it may is bounded, so that nobody lists them all."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sync.protocol.limits import LOOKUP_PATH, RECEIPT_PATH
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest
from sync.server.access.gate import Gate, NotAdmittedError
from sync.server.central import Central
from sync.server.people.lookup import find_customer
from sync.server.receipt_lookup import find_receipt
from sync.server.web.document import of_tills
from sync.server.web.till_identity import Asked, asked, refusal
from sync.server.web.work import answered, check_protocol, worked


def lookup_routes(central: Central, gate: Gate) -> APIRouter:
    """The route, working on ``central``."""
    router = APIRouter()

    async def counted(request: Request) -> Asked:
        asking = await asked(gate, request)
        try:
            gate.limit_lookups(asking.till)
        except NotAdmittedError as refused:
            raise refusal(refused, gate) from refused
        return asking

    @router.post(LOOKUP_PATH, openapi_extra=of_tills("Find a person by his phone's hash", LookupAnswer, LookupRequest))
    async def find(request: Request) -> Response:
        asking = await counted(request)
        message = asking.message(LookupRequest)
        check_protocol(message.protocol)
        return answered(request, await worked(lambda: find_customer(central, asking.till, message)))

    @router.post(
        RECEIPT_PATH, openapi_extra=of_tills("Find a receipt of the shop by its number", ReceiptAnswer, ReceiptRequest)
    )
    async def receipt(request: Request) -> Response:
        asking = await counted(request)
        message = asking.message(ReceiptRequest)
        check_protocol(message.protocol)
        return answered(request, await worked(lambda: find_receipt(central, asking.till, message)))

    return router
