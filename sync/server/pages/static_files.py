"""Style, script, fonts and sign of the pages: the few files named here, and none by a path that somebody makes up."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from fastapi import Request
from fastapi.responses import Response

from resources.paths import resource_path
from sync.server.pages.headers import SECURITY_HEADERS

_FONT = "font/ttf"
FILES: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "office.css": (("pages", "office.css"), "text/css; charset=utf-8"),
        "office.js": (("pages", "office.js"), "text/javascript; charset=utf-8"),
        "kopilka.svg": (("icons", "kopilka.svg"), "image/svg+xml"),
        "golos-regular.ttf": (("fonts", "GolosText-Regular.ttf"), _FONT),
        "golos-semibold.ttf": (("fonts", "GolosText-SemiBold.ttf"), _FONT),
    }
)
_KEPT = {"Cache-Control": "public, max-age=3600"}


async def static_file(request: Request) -> Response:
    """A file by its name; 404 for any other."""
    name = str(request.path_params["name"])
    if name not in FILES:
        return Response("", 404, dict(SECURITY_HEADERS), media_type="text/plain")
    parts, media_type = FILES[name]
    return Response(_content(parts), headers={**SECURITY_HEADERS, **_KEPT}, media_type=media_type)


@cache
def _content(parts: tuple[str, ...]) -> bytes:
    return resource_path(*parts).read_bytes()
