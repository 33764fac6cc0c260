"""Who asks, and whether it goes over TLS, where proxies that the settings name stand before the server.

``X-Forwarded-For`` and ``X-Forwarded-Proto`` are believed from these proxies alone. Each proxy writes at the end of the
list whom it got the request from, so the list is read from its end: the first address that is no proxy is who asks.
What stands before it he may have written himself.
"""

from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

from sync.server.networks import Network, address_of, lies_in

_FOR, _PROTO = b"x-forwarded-for", b"x-forwarded-proto"
_SCHEMES = frozenset({"http", "https"})


class BehindProxies:
    """Middleware. Without ``proxies`` the connection alone says who asks."""

    def __init__(self, app: ASGIApp, proxies: Sequence[Network] = ()) -> None:
        self._app = app
        self._proxies = tuple(proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put client and scheme in their place for whatever comes behind."""
        client = scope.get("client")
        if self._proxies and scope["type"] == "http" and client and lies_in(address_of(client[0]), self._proxies):
            scope = {**scope, **self._told(scope)}
        await self._app(scope, receive, send)

    def _told(self, scope: Scope) -> dict[str, object]:
        """What is not told, or is no address, leaves the proxy itself as who asks: its limits are all its guests'."""
        hops = [_host(each) for each in _listed(scope, _FOR)]
        told: dict[str, object] = {}
        place = next(
            (place for place in reversed(range(len(hops))) if not lies_in(address_of(hops[place]), self._proxies)), 0
        )
        if hops and (address := address_of(hops[place])) is not None:
            told["client"] = (str(address), 0)
        schemes = _listed(scope, _PROTO)
        # One is said by the last proxy; where each added its own, it counts how the client came.
        scheme = schemes[0] if len(schemes) == 1 else schemes[place] if 0 < len(schemes) == len(hops) else ""
        return told | ({"scheme": scheme} if scheme in _SCHEMES else {})


def _listed(scope: Scope, name: bytes) -> list[str]:
    """All of a header's values in their order, however many lines they came in."""
    lines = [value.decode("latin-1") for key, value in scope["headers"] if key == name]
    return [each.strip().lower() for line in lines for each in line.split(",") if each.strip()]


def _host(text: str) -> str:
    """Without the port that some write: ``203.0.113.9:4711``, ``[2001:db8::1]:4711``."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
