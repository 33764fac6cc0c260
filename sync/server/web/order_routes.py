"""The doors for other programs: they hand orders over, look at them, and cancel them."""

import secrets
from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sync.protocol.error_body import RATE_LIMITED, UNAUTHORIZED, ErrorBody
from sync.server.access.api_clients import api_client_with
from sync.server.access.rate_limit import RateLimiter, RateLimits
from sync.server.central import Central
from sync.server.database import reading
from sync.server.numbers.order_messages import (
    OrderCancelRequest,
    OrderFindRequest,
    OrdersAnswer,
    OrderSeen,
    TakenOrder,
)
from sync.server.numbers.order_office import OrderOfficeError, OrderTaken, take_orders
from sync.server.numbers.orders_by_name import OrderNotFoundError, cancel_by_name, order_by_name
from sync.server.numbers.orders_document import OrdersHandedOver, OrdersInvalidError, checked_orders
from sync.server.web.document import of_programs
from sync.server.web.problem import Problem, problem
from sync.server.web.request_body import message_in, read_bounded
from sync.server.web.work import answered, worked

ORDERS_PATH = "/v1/orders"
FIND_PATH = f"{ORDERS_PATH}/find"
CANCEL_PATH = f"{ORDERS_PATH}/cancel"
ORDERS_INVALID, ORDER_UNKNOWN, ORDER_BUSY = "orders_invalid", "order_unknown", "order_busy"
_SHOWN_PROBLEMS = 20
_BEARER = "bearer "

_INVALID = {409: f"an order of the document cannot be taken, so none was: the detail names each (`{ORDERS_INVALID}`)"}
_UNKNOWN = {404: f"no order is called so (`{ORDER_UNKNOWN}`)"}
_BUSY = {409: f"it was handed out, or is open at a till now (`{ORDER_BUSY}`)"}


def order_routes(central: Central, limits: RateLimits, monotonic_ms: Callable[[], int]) -> APIRouter:
    """The routes, working on ``central``; so many requests a minute are taken of one program."""
    router = APIRouter()
    requests = RateLimiter(limits.requests, monotonic_ms)
    strangers = RateLimiter(limits.lookups, monotonic_ms)

    async def program(request: Request) -> str:
        key = _key_of(request)
        name = None if key is None else await worked(lambda: _known(central, key))
        if name is None:
            detail = "Authorization: Bearer with the key of ./till server client add is expected"
            raise Problem(401, ErrorBody(UNAUTHORIZED, detail), challenge="Bearer")
        wait_ms = requests.wait_ms(name)
        if wait_ms:
            detail = f"at most {requests.per_minute} requests a minute; come again in {wait_ms} ms"
            raise Problem(429, ErrorBody(RATE_LIMITED, detail), wait_ms)
        return name

    @router.post(
        ORDERS_PATH, openapi_extra=of_programs("Hand orders over", OrdersAnswer, OrdersHandedOver, also=_INVALID)
    )
    async def take(request: Request) -> Response:
        name = await program(request)
        document = message_in(await read_bounded(request), request.headers.get("content-encoding"), OrdersHandedOver)
        taken = await worked(lambda: _taken(central, document, name, strangers))
        return answered(request, OrdersAnswer(tuple(TakenOrder(o.outside_id, o.number, o.outcome) for o in taken)))

    @router.post(FIND_PATH, openapi_extra=of_programs("Look at an order", OrderSeen, OrderFindRequest, also=_UNKNOWN))
    async def find(request: Request) -> Response:
        name = await program(request)
        wanted = message_in(await read_bounded(request), request.headers.get("content-encoding"), OrderFindRequest)
        return answered(request, await worked(lambda: _told(lambda: order_by_name(central, name, wanted.order))))

    @router.post(
        CANCEL_PATH,
        openapi_extra=of_programs("Cancel an order", OrderSeen, OrderCancelRequest, also={**_UNKNOWN, **_BUSY}),
    )
    async def cancel(request: Request) -> Response:
        name = await program(request)
        wanted = message_in(await read_bounded(request), request.headers.get("content-encoding"), OrderCancelRequest)
        seen = await worked(
            lambda: _told(lambda: cancel_by_name(central, name, wanted.order, wanted.reason.strip(), _actor(name)))
        )
        return answered(request, seen)

    return router


def _key_of(request: Request) -> str | None:
    """What stands behind ``Bearer``, in whatever letters; a header that came twice is worth nothing."""
    values = request.headers.getlist("authorization")
    if len(values) != 1 or not values[0].lower().startswith(_BEARER):
        return None
    return values[0][len(_BEARER) :].strip()


def _known(central: Central, key: str) -> str | None:
    with reading(central.engine) as connection:
        return api_client_with(connection, key)


def _actor(name: str) -> str:
    """In the journal."""
    return f"client {name}"


def _taken(central: Central, document: OrdersHandedOver, name: str, strangers: RateLimiter) -> tuple[OrderTaken, ...]:
    """Who names customers that nobody knows learns who is one: no more of them a minute than a till may look up."""
    left = strangers.left(name)
    if not left and any(each.customer is not None for each in document.orders):
        detail = f"at most {strangers.per_minute} customers a minute whom nobody here knows"
        raise Problem(429, ErrorBody(RATE_LIMITED, detail), strangers.wait_ms(name))
    try:
        orders = checked_orders(document.orders)
        return take_orders(central, orders, _actor(name), secrets.randbelow, name, left)
    except OrdersInvalidError as invalid:
        strangers.spend(name, invalid.strangers)
        shown = "; ".join(invalid.problems[:_SHOWN_PROBLEMS])
        more = len(invalid.problems) - _SHOWN_PROBLEMS
        raise problem(409, ORDERS_INVALID, f"{shown}; and {more} more" if more > 0 else shown) from invalid


def _told(work: Callable[[], OrderSeen]) -> OrderSeen:
    try:
        return work()
    except OrderNotFoundError as unknown:
        raise problem(404, ORDER_UNKNOWN, str(unknown)) from unknown
    except OrderOfficeError as busy:
        raise problem(409, ORDER_BUSY, str(busy)) from busy
