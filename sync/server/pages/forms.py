"""Forms as they come: bounded, and only from pages of this very site (CSRF)."""

import hmac
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from fastapi import Request
from starlette.requests import ClientDisconnect

from pos_app.domain.report.words import Words
from sync.server.pages.answer import PageError

FORM_TOKEN = "form_token"
_LARGEST = 256 * 1024
_MOST_FIELDS = 2_000
_KIND = "application/x-www-form-urlencoded"


async def read_form(request: Request) -> dict[str, str]:
    """The fields, of doubled ones the last. Raises :class:`PageError` 400, 413, 415."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _KIND:
        raise PageError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, Words("Please send this form from its page"))
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > _LARGEST:
                raise PageError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Words("This form is too large"))
            parts.append(part)
    except ClientDisconnect as broken:  # a bad network, or somebody who plays: no defect here
        raise PageError(HTTPStatus.BAD_REQUEST, Words("Please send this form from its page")) from broken
    try:
        pairs = parse_qsl(b"".join(parts).decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:  # not ASCII, or too many fields
        raise PageError(HTTPStatus.BAD_REQUEST, Words("Please send this form from its page")) from error
    return {name: value.replace("\0", "") for name, value in pairs}


def require_own_page(request: Request) -> None:
    """Raise :class:`PageError` 403 for a form that another site sends. Browsers say so themselves, scripts need not."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    elsewhere = site is not None and site not in ("same-origin", "none")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        elsewhere = True
    if elsewhere:
        raise _foreign()


def require_token(expected: str, form: Mapping[str, str]) -> None:
    """Raise :class:`PageError` 403 unless the form carries the token that its page was given."""
    came = form.get(FORM_TOKEN, "")
    if not expected or not hmac.compare_digest(expected.encode("utf-8"), came.encode("utf-8")):
        raise _foreign()


def _foreign() -> PageError:
    return PageError(
        HTTPStatus.FORBIDDEN,
        Words("This form is out of date or was sent from another page; nothing was done. Open the page and try again"),
    )
