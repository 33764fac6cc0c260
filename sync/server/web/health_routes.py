"""What a balancer and a monitor ask: is the process alive, can it work, what has it counted."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from sync.protocol.encoding import encode
from sync.protocol.error_body import DATABASE_UNAVAILABLE
from sync.protocol.health import Alive, Health
from sync.protocol.limits import HEALTH_PATH
from sync.server.books_gauges import books_exposition
from sync.server.central import Central
from sync.server.database import reading
from sync.server.metrics import CONTENT_TYPE, exposition
from sync.server.migrate import is_at_head
from sync.server.networks import Network, address_of, lies_in
from sync.server.web.document import of_anybody, of_monitors
from sync.server.web.problem import problem

LIVE_PATH = f"{HEALTH_PATH}/live"
READY_PATH = f"{HEALTH_PATH}/ready"
METRICS_PATH = "/metrics"
_NOT_READY = {503: "the database does not answer or has another version's shape (`database_unavailable`)"}

_OF_PROXIES = ("forwarded", "via", "x-forwarded-for", "x-real-ip")


def health_routes(central: Central, metrics_from: Sequence[Network] = ()) -> APIRouter:
    """The routes. ``/metrics`` answers this machine and ``metrics_from``, whose figures nobody else needs to know."""
    router = APIRouter()

    @router.get(LIVE_PATH, openapi_extra=of_anybody("Whether the process answers", Alive))
    async def live() -> Response:
        """The process answers; it says nothing of the database: a restart of this process would not mend that."""
        return _said(Alive())

    @router.get(READY_PATH, openapi_extra=of_anybody("Whether requests may come", Alive, _NOT_READY))
    async def ready() -> Response:
        """The database answers and has this version's shape: requests may come."""
        await _touched(central)
        return _said(Alive())

    @router.get(HEALTH_PATH, openapi_extra=of_anybody("Protocol and life of the server", Health, _NOT_READY))
    async def health() -> Response:
        """As ready, and which protocol and which life of the database."""
        await _touched(central)
        return _said(Health(central.incarnation))

    @router.get(METRICS_PATH, openapi_extra=of_monitors("Figures for a monitor", CONTENT_TYPE))
    async def metrics(request: Request) -> Response:
        """Everything counted, in Prometheus' text format."""
        if not _may_read(request, metrics_from):
            raise problem(404, "not_found", "Not Found")
        return Response(await run_in_threadpool(_figures, central), media_type=CONTENT_TYPE)

    return router


def _said(answer: Alive | Health) -> Response:
    return Response(encode(answer), media_type="application/json", headers={"Cache-Control": "no-store"})


def _figures(central: Central) -> bytes:
    return exposition() + books_exposition(central)


async def _touched(central: Central) -> None:
    try:
        fits = await run_in_threadpool(_touch_database, central)
    except SQLAlchemyError as error:
        raise problem(503, DATABASE_UNAVAILABLE, "the database does not answer") from error
    if not fits:
        raise problem(503, DATABASE_UNAVAILABLE, "the database has the shape of another version")


def _touch_database(central: Central) -> bool:
    with reading(central.engine) as connection:
        connection.execute(text("SELECT 1"))
        return is_at_head(connection)


def _may_read(request: Request, metrics_from: Sequence[Network]) -> bool:
    asking = None if request.client is None else address_of(request.client.host)
    if asking is None:
        return False
    if lies_in(asking, metrics_from):
        return True
    # A proxy on this machine asks for anybody; its own address says nothing of who that is.
    return asking.is_loopback and not any(name in request.headers for name in _OF_PROXIES)
