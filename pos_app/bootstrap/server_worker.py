"""One server process: opens its own logs, database connections and application."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp

from sync.server.central import Central, open_home
from sync.server.process import Listening


@dataclass(frozen=True, slots=True)
class ServerWorker:
    """Travels to a new Python and serves there; ``database_url`` None: the one that the home names."""

    home: Path
    timezone: str
    database_url: str | None = None

    def __call__(self, number: int, bound: socket.socket, listening: Listening, on_ready: Callable[[], None]) -> None:
        """Serve until SIGTERM; logs go to ``server-NUMBER.log``. Expired points are burnt by the first process."""
        from pos_app.logs import start_logging
        from sync.server.process import serve_socket

        logs = start_logging(self.home, f"server-{number}", json_lines=True)
        try:
            central = open_home(self.home, self.timezone, database_url=self.database_url)
            serve_socket(application(central, self.home, burns=number == 1), bound, listening, on_ready)
        finally:
            logs.close()


def application(central: Central, home: Path, burns: bool = True) -> ASGIApp:
    """The application with what ``server.toml`` says of it. Raises ``ServerSettingsError``."""
    from sync.server.access.rate_limit import RateLimits
    from sync.server.home import ServerHome
    from sync.server.networks import networks_of
    from sync.server.web.app import app_of

    said = ServerHome(home).settings()
    limits = RateLimits(said.requests_per_minute, said.lookups_per_minute, said.enrolments_per_minute)
    proxies = networks_of(said.trusted_proxies)
    return app_of(central, limits, networks_of(said.metrics_from), burns, proxies=proxies)
