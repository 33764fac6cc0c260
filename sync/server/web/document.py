"""The OpenAPI document, made of the very types that are read and written, so that it cannot say anything else.

A route declares itself with :func:`of_tills` or :func:`of_strangers` in ``openapi_extra``; a new message type goes into
``_REQUESTS`` or ``_ANSWERS``.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.error_body import ErrorBody
from sync.protocol.limits import MAX_MESSAGE_BYTES, TILL_HEADER
from sync.protocol.parcel import ParcelRequest
from sync.protocol.parked import ParkedAnswer
from sync.protocol.pull import AnyPullAnswer
from sync.protocol.push import PushAnswer, PushRequest
from sync.protocol.rejoin import RejoinAnswer, RejoinRequest, ResyncRequest
from sync.protocol.request_signature import NONCE_HEADER, SIGNATURE_HEADER, TIME_HEADER
from sync.protocol.reservation import ReserveAnswer, ReserveRequest

_REF = "#/components/schemas/{model}"
_REQUESTS = (PushRequest, ParcelRequest, ReserveRequest, RejoinRequest, ResyncRequest, EnrolRequest)
_ANSWERS: tuple[Any, ...] = (
    PushAnswer,
    AnyPullAnswer,
    ReserveAnswer,
    RejoinAnswer,
    ParkedAnswer,
    EnrolAnswer,
    ErrorBody,
)
_PROOF = {"till": TILL_HEADER, "time": TIME_HEADER, "nonce": NONCE_HEADER, "signature": SIGNATURE_HEADER}
_FASTAPIS_OWN = ("HTTPValidationError", "ValidationError")
_ABOUT_PROOF = (
    "Ed25519 over seven lines: `kopilka request 1`, till id, method, path and query as sent, SHA-256 of the body as "
    "sent in hex, time, nonce. The time is in milliseconds since 1970 UTC, at most five minutes from the server's; a "
    "nonce is 16 random bytes in URL-safe base64, taken once."
)

_FOR_ALL = {
    400: "not the expected message (`message_invalid`, `protocol_unknown`)",
    401: "not proven: `unauthorized`, `signature_invalid`, `clock_off` (with `server_at`), `replayed`",
    403: "this till may not: shut out, or it speaks for another (`forbidden`)",
    413: f"more than {MAX_MESSAGE_BYTES} bytes (`too_large`)",
    422: "a parameter is not as expected (`message_invalid`)",
    429: "too many requests (`rate_limited`); `Retry-After` says when to come again",
    500: "the server failed (`server_fault`)",
    503: "the database cannot be used now (`database_unavailable`)",
}
_WITH_A_BODY = {415: "the body is neither plain nor gzip (`message_invalid`)"}
_OF_ENROLMENT = {
    409: "the code or the place is taken: `code_unknown`, `code_used`, `code_expired`, `till_known`, `key_known`"
}


def of_tills(
    summary: str, answer: object, body: type | None = None, also: Mapping[int, str] | None = None
) -> dict[str, Any]:
    """The entry of a door for enrolled tills. ``also``: further statuses and when they come."""
    reasons = {**_FOR_ALL, **(_WITH_A_BODY if body else {}), **(also or {})}
    return {**_entry(summary, answer, body, reasons), "security": [{name: [] for name in _PROOF}]}


def of_strangers(summary: str, answer: object, body: type) -> dict[str, Any]:
    """The entry of the door of enrolment, signed with a key that nobody knows yet."""
    reasons = {status: reason for status, reason in _FOR_ALL.items() if status != 403}
    entry = _entry(summary, answer, body, {**reasons, **_WITH_A_BODY, **_OF_ENROLMENT})
    return {**entry, "security": [{name: [] for name in _PROOF}]}


def publish_document(app: FastAPI) -> None:
    """Make ``app`` answer with the whole document."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            made = get_openapi(title=app.title, version=app.version, routes=app.routes)
            components = made.setdefault("components", {})
            schemas = {**components.get("schemas", {}), **_schemas()[1]}
            components["schemas"] = {name: each for name, each in schemas.items() if name not in _FASTAPIS_OWN}
            components["securitySchemes"] = {
                name: {"type": "apiKey", "in": "header", "name": header, "description": _ABOUT_PROOF}
                for name, header in _PROOF.items()
            }
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's own way to extend the document


def _entry(summary: str, answer: object, body: type | None, reasons: Mapping[int, str]) -> dict[str, Any]:
    responses: dict[str, Any] = {"200": {"description": summary, "content": _json(_schema_of(answer, "serialization"))}}
    problem = _json(_schema_of(ErrorBody, "serialization"))
    for status, reason in sorted(reasons.items()):
        responses[str(status)] = {"description": reason, "content": problem}
    responses["429"]["headers"] = {"Retry-After": {"description": "seconds", "schema": {"type": "integer"}}}
    entry: dict[str, Any] = {"summary": summary, "responses": responses}
    if body is not None:
        entry["requestBody"] = {"required": True, "content": _json(_schema_of(body, "validation"))}
    return entry


def _json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": dict(schema)}}


def _schema_of(kind: object, mode: str) -> Mapping[str, Any]:
    return _schemas()[0][_key(kind), mode]


@cache
def _schemas() -> tuple[Mapping[tuple[str, str], Mapping[str, Any]], Mapping[str, Any]]:
    """The schema of each message, and of all that they are made of, by name."""
    inputs: list[Any] = [(_key(kind), "validation", TypeAdapter(kind)) for kind in _REQUESTS]
    inputs += [(_key(kind), "serialization", TypeAdapter(kind)) for kind in _ANSWERS]
    each, shared = TypeAdapter.json_schemas(inputs, ref_template=_REF)
    found: Any = each
    return found, shared.get("$defs", {})


def _key(kind: object) -> str:
    return getattr(kind, "__name__", "AnyPullAnswer")
