"""The server as an ASGI application."""

import asyncio
import gc
import logging
import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

from sync.protocol.limits import PROTOCOL_VERSION
from sync.server.access.gate import Gate
from sync.server.access.rate_limit import RateLimits
from sync.server.central import DEFAULT_TIMEZONE, Central, open_central, system_now
from sync.server.metrics import BURNT_POINTS
from sync.server.networks import Network
from sync.server.office.sign_on import SignOn, SignOnLimits
from sync.server.pages.routes import office_routes
from sync.server.pages.visit import Site
from sync.server.people.old_number import tell_old_numbers
from sync.server.reports.flood import flood_passed, operations_told
from sync.server.reports.fold_operations import fold_new
from sync.server.reports.server_reports import ServerReports
from sync.server.upkeep import upkeep
from sync.server.web.behind_proxies import BehindProxies
from sync.server.web.claim_routes import claim_routes
from sync.server.web.customer_routes import customer_routes
from sync.server.web.document import publish_document
from sync.server.web.enrol_routes import enrol_routes
from sync.server.web.epoch_routes import epoch_routes
from sync.server.web.health_routes import health_routes
from sync.server.web.lookup_routes import lookup_routes
from sync.server.web.order_routes import order_routes
from sync.server.web.problem import answer_problems
from sync.server.web.report_routes import report_routes
from sync.server.web.request_log import RequestLog
from sync.server.web.reserve_routes import reserve_routes
from sync.server.web.sync_routes import sync_routes
from sync.server.web.value_routes import value_routes
from sync.vault.phone_vault import PhoneVault

BURN_EVERY_SECONDS = 3600
FOLD_EVERY_SECONDS = 10
TELL_EVERY_SECONDS = 10
_FOLDING_SECONDS = 5
_FLOOD_SECONDS = 10
"""How long folding lets a flood of operations go first; it may take longer then."""
_log = logging.getLogger("kopilka.server.app")
_USUAL_LIMITS = RateLimits()
_USUAL_SIGN_ON_LIMITS = SignOnLimits()


def create_app(
    database_url: str,
    vault: PhoneVault,
    timezone: str = DEFAULT_TIMEZONE,
    now: Callable[[], datetime] = system_now,
    limits: RateLimits = _USUAL_LIMITS,
) -> FastAPI:
    """Open and migrate the database and serve it. Raises ``DatabaseNewerError``, ``SqliteTooOldError``."""
    return app_of(open_central(database_url, vault, timezone, now), limits)


def app_of(
    central: Central,
    limits: RateLimits = _USUAL_LIMITS,
    metrics_from: Sequence[Network] = (),
    burns: bool = True,
    sign_on_limits: SignOnLimits = _USUAL_SIGN_ON_LIMITS,
    proxies: Sequence[Network] = (),
) -> FastAPI:
    """The application over an open server; it closes the database when it ends.

    ``metrics_from``: who else may read ``/metrics``; ``burns``: this process does the server's own work (``upkeep``).
    ``sign_on_limits``: of people at the pages. ``proxies``: who is believed of whom a request comes from.
    """
    gate = Gate(central.engine, central.now, _monotonic_ms, limits)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        own_work = [_keep_up_for_ever(central), _fold_for_ever(central), _tell_for_ever(central)] if burns else []
        tasks = [asyncio.create_task(each) for each in own_work]
        settle()
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await run_in_threadpool(gate.close)
        await run_in_threadpool(central.close)

    app = FastAPI(
        title="Kopilka",
        version=str(PROTOCOL_VERSION),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    answer_problems(app)
    publish_document(app)
    app.include_router(sync_routes(central, gate))
    app.include_router(reserve_routes(central, gate))
    app.include_router(epoch_routes(central, gate))
    app.include_router(lookup_routes(central, gate))
    app.include_router(customer_routes(central, gate))
    app.include_router(enrol_routes(central, gate))
    app.include_router(value_routes(central, gate))
    app.include_router(claim_routes(central, gate))
    app.include_router(order_routes(central, limits, _monotonic_ms))
    app.include_router(report_routes(central, gate))
    app.include_router(health_routes(central, metrics_from))
    sign_on = SignOn(central, _monotonic_ms, os.urandom, sign_on_limits)
    app.include_router(office_routes(Site(central, sign_on, os.urandom, lambda: ServerReports(central))))
    app.add_middleware(RequestLog)
    app.add_middleware(BehindProxies, proxies=proxies)

    return app


def settle() -> None:
    """All that was loaded stays for ever: the collector need not look through it again, a tenth of a second each time,

    while somebody waits for his page.
    """
    gc.collect()
    gc.freeze()


async def _keep_up_for_ever(central: Central) -> None:
    """The server's own work, at the start and every hour."""
    while True:
        burnt = await run_in_threadpool(upkeep, central)
        BURNT_POINTS.inc(burnt.points)
        await asyncio.sleep(BURN_EVERY_SECONDS)


async def _fold_for_ever(central: Central) -> None:
    """Reports follow what tills tell by some seconds; opening one takes in the rest."""
    while True:
        await asyncio.sleep(FOLD_EVERY_SECONDS)
        try:
            waited = await flood_passed(lambda: run_in_threadpool(operations_told, central), _FLOOD_SECONDS)
            share = waited * _FOLDING_SECONDS // FOLD_EVERY_SECONDS  # a flood without end costs the reports nothing
            await run_in_threadpool(fold_new, central, _FOLDING_SECONDS + share)
        except Exception:  # a database out of reach or too busy, a defect: it must not be the end of all folding
            _log.exception("folding failed; tried again in %d s", FOLD_EVERY_SECONDS)


async def _tell_for_ever(central: Central) -> None:
    """Messages leave some seconds after what they tell of."""
    while True:
        await asyncio.sleep(TELL_EVERY_SECONDS)
        try:
            await run_in_threadpool(tell_old_numbers, central)
        except Exception:
            _log.exception("telling failed; tried again in %d s", TELL_EVERY_SECONDS)


def _monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000
