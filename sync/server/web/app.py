"""The server as an ASGI application."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from sync.protocol.error_body import DATABASE_UNAVAILABLE
from sync.protocol.limits import HEALTH_PATH, PROTOCOL_VERSION
from sync.server.central import DEFAULT_TIMEZONE, Central, open_central, system_now
from sync.server.database import reading
from sync.server.expiry import burn_expired
from sync.server.web.problem import answer_problems, problem
from sync.server.web.request_log import RequestLog
from sync.server.web.sync_routes import sync_routes
from sync.vault.phone_vault import PhoneVault

_log = logging.getLogger("kopilka.server.app")
BURN_EVERY_SECONDS = 3600


def create_app(
    database_url: str,
    vault: PhoneVault,
    timezone: str = DEFAULT_TIMEZONE,
    now: Callable[[], datetime] = system_now,
) -> FastAPI:
    """Open and migrate the database and serve it. Raises ``DatabaseNewerError``, ``SqliteTooOldError``."""
    return app_of(open_central(database_url, vault, timezone, now))


def app_of(central: Central) -> FastAPI:
    """The application over an open server; it closes the database when it ends."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        burning = asyncio.create_task(_burn_for_ever(central))
        yield
        burning.cancel()
        with suppress(asyncio.CancelledError):
            await burning
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
    app.include_router(sync_routes(central))
    app.add_middleware(RequestLog)

    @app.get(HEALTH_PATH)
    async def health() -> JSONResponse:
        try:
            await run_in_threadpool(_touch_database, central)
        except SQLAlchemyError as error:
            raise problem(503, DATABASE_UNAVAILABLE, "the database does not answer") from error
        return JSONResponse({"status": "ok", "protocol": PROTOCOL_VERSION, "incarnation": central.incarnation})

    return app


async def _burn_for_ever(central: Central) -> None:
    """Burn what expired, at the start and every hour; a failure is logged and the next hour tries again."""
    while True:
        try:
            burnt = await run_in_threadpool(burn_expired, central.engine, central.today(), central.now())
            if burnt.lots:
                _log.info("burnt lots=%d points=%d", burnt.lots, burnt.points)
        except SQLAlchemyError:
            _log.exception("burning failed")
        await asyncio.sleep(BURN_EVERY_SECONDS)


def _touch_database(central: Central) -> None:
    with reading(central.engine) as connection:
        connection.execute(text("SELECT 1"))
