"""The doors where a till asks what the office says of its shifts, and of points that no receipt makes."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from sync.protocol.acceptances import AcceptancesAnswer, AcceptancesRequest
from sync.protocol.limits import ACCEPTANCES_PATH, POINTS_TOLD_PATH
from sync.protocol.points_told import PointsToldAnswer, PointsToldRequest
from sync.server.access.gate import Gate
from sync.server.central import Central
from sync.server.reports.told_acceptances import told_acceptances
from sync.server.reports.told_points import told_points
from sync.server.web.document import of_tills
from sync.server.web.till_identity import asked
from sync.server.web.work import answered, check_protocol, worked


def report_routes(central: Central, gate: Gate) -> APIRouter:
    """The routes, working on ``central``."""
    router = APIRouter()

    @router.post(
        ACCEPTANCES_PATH,
        openapi_extra=of_tills("Which Z reports of the shop were accepted", AcceptancesAnswer, AcceptancesRequest),
    )
    async def acceptances(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(AcceptancesRequest)
        check_protocol(message.protocol)
        return answered(request, await worked(lambda: told_acceptances(central, asking.till, message)))

    @router.post(
        POINTS_TOLD_PATH,
        openapi_extra=of_tills("What burnt and what the programme owes", PointsToldAnswer, PointsToldRequest),
    )
    async def points(request: Request) -> Response:
        asking = await asked(gate, request)
        message = asking.message(PointsToldRequest)
        check_protocol(message.protocol)
        return answered(request, await worked(lambda: told_points(central, message)))

    return router
