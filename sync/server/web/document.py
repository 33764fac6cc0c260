"""The OpenAPI document, made of the very types that are read and written, so that it cannot say anything else.

A route declares itself with :func:`of_tills` or :func:`of_strangers` in ``openapi_extra``; a new message type goes into
``_REQUESTS`` or ``_ANSWERS``, and an example of it into ``examples.py``.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from sync.protocol.acceptances import AcceptancesAnswer, AcceptancesRequest
from sync.protocol.claim import ClaimAnswer, ClaimRequest
from sync.protocol.customer_page import CustomerPageAnswer, CustomerPageRequest
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.error_body import ErrorBody
from sync.protocol.health import Alive, Health
from sync.protocol.limits import MAX_MESSAGE_BYTES, PROTOCOL_VERSION, TILL_HEADER
from sync.protocol.lookup import LookupAnswer, LookupRequest
from sync.protocol.parcel import ParcelRequest
from sync.protocol.parked import ParkedAnswer
from sync.protocol.phone_code import CodeAskAnswer, CodeAskRequest, CodeCheckAnswer, CodeCheckRequest
from sync.protocol.points_told import PointsToldAnswer, PointsToldRequest
from sync.protocol.pull import AnyPullAnswer
from sync.protocol.push import PushAnswer, PushRequest
from sync.protocol.receipt_lookup import ReceiptAnswer, ReceiptRequest
from sync.protocol.rejoin import RejoinAnswer, RejoinRequest, ResyncRequest
from sync.protocol.request_signature import NONCE_HEADER, SIGNATURE_HEADER, TIME_HEADER
from sync.protocol.reservation import ReserveAnswer, ReserveRequest
from sync.protocol.stored_value import ValueAnswer, ValueRequest
from sync.server.numbers.order_messages import OrderCancelRequest, OrderFindRequest, OrdersAnswer, OrderSeen
from sync.server.numbers.orders_document import OrdersHandedOver
from sync.server.web.examples import examples

_REF = "#/components/schemas/{model}"
_REQUESTS = (
    PushRequest,
    ParcelRequest,
    ReserveRequest,
    RejoinRequest,
    ResyncRequest,
    LookupRequest,
    ReceiptRequest,
    CustomerPageRequest,
    CodeAskRequest,
    CodeCheckRequest,
    ValueRequest,
    ClaimRequest,
    AcceptancesRequest,
    PointsToldRequest,
    EnrolRequest,
    OrdersHandedOver,
    OrderFindRequest,
    OrderCancelRequest,
)
_ANSWERS: tuple[Any, ...] = (
    PushAnswer,
    AnyPullAnswer,
    ReserveAnswer,
    RejoinAnswer,
    ParkedAnswer,
    LookupAnswer,
    ReceiptAnswer,
    CustomerPageAnswer,
    CodeAskAnswer,
    CodeCheckAnswer,
    ValueAnswer,
    ClaimAnswer,
    AcceptancesAnswer,
    PointsToldAnswer,
    EnrolAnswer,
    OrdersAnswer,
    OrderSeen,
    ErrorBody,
    Alive,
    Health,
)
_PROOF = {"till": TILL_HEADER, "time": TIME_HEADER, "nonce": NONCE_HEADER, "signature": SIGNATURE_HEADER}
_ID = {"minLength": 1, "maxLength": 40, "pattern": r"^[^\x00-\x1f\x7f]*$"}
_KEY_HEX = {"pattern": "^[0-9a-f]{64}$"}
_SMALL = {"minimum": 0, "maximum": 2**31 - 1}
_NUMBER = {"minimum": 1, "maximum": 2**53 - 1}
_EPOCH = {"minimum": 1, "maximum": 2**31 - 1}
_BASE64 = {"pattern": "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", "contentEncoding": "base64"}
_BOUNDS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "OperationMessage": {
        **{"op_id": _ID, "kind": _ID, "seq": _NUMBER, "v": _SMALL, "prev_hash": _KEY_HEX, "hash": _KEY_HEX}
    },
    "ParcelRequest": {"content": _BASE64},
    "ParcelLabel": {
        **{"op_id": _ID, "kind": _ID, "seq": _NUMBER, "v": _SMALL, "prev_hash": _KEY_HEX, "hash": _KEY_HEX},
        "epoch": _EPOCH,
    },
    "ReserveRequest": {"reservation_id": _ID, "customer_id": _ID, "points": _NUMBER},
    "CodeAskRequest": {"code_id": _ID, "customer_id": _ID},
    "CodeCheckRequest": {"code_id": _ID, "customer_id": _ID},
    "ClaimRequest": {"claim_id": _ID, "number": _ID, "receipt_id": _ID},
    "LookupRequest": {"phone_hash": {"pattern": "^[0-9a-f]{32}$"}},
    "ReceiptRequest": {"number": {"pattern": "^[0-9]{1,4}-[0-9]{1,9}$"}},
    "RejoinRequest": {"old_epoch": {"minimum": 1}},
    "ResyncRequest": {"old_epoch": {"minimum": 1}},
    "EnrolRequest": {
        **{"till_id": _ID, "public_key": _KEY_HEX, "epoch": {"minimum": 0, "maximum": 2**31 - 2}},
        **{"till_name": {"maxLength": 80}, "till_code": {"maxLength": 20}, "code": {"maxLength": 40}},
    },
}
"""What is checked of a request beyond its types, by message and field."""
_FASTAPIS_OWN = ("HTTPValidationError", "ValidationError")
_ABOUT_PROOF = (
    "Ed25519 over seven lines: `kopilka request 1`, till id, method, path and query as sent, SHA-256 of the body as "
    "sent in hex, time, nonce. The time is in milliseconds since 1970 UTC, at most five minutes from the server's; a "
    "nonce is 16 random bytes in URL-safe base64, taken once."
)

_KEY = "key"
_ABOUT_KEY = "The key that `./till server client add NAME` printed, of a program that hands orders over."

_RETRY_AFTER = {"Retry-After": {"description": "seconds, if the server knows them", "schema": {"type": "integer"}}}
_FOR_ALL = {
    400: "not the expected message (`message_invalid`, `protocol_unknown`)",
    401: "not proven: `unauthorized`, `signature_invalid`, `clock_off` (with `server_at`), `replayed`",
    403: "this till may not: shut out, or it speaks for another (`forbidden`)",
    413: f"more than {MAX_MESSAGE_BYTES} bytes (`too_large`)",
    429: "too many requests (`rate_limited`); `Retry-After` says when to come again",
    500: "the server failed (`server_fault`)",
    503: "the database cannot be used now (`database_unavailable`)",
}
_WITH_PARAMETERS = {422: "a parameter is not as expected (`message_invalid`)"}
_WITH_A_BODY = {415: "the body is neither plain nor gzip (`message_invalid`)"}
_OF_ENROLMENT = {
    409: "the code or the place is taken: `code_unknown`, `code_used`, `code_expired`, `till_known`, `key_known`"
}


def of_tills(
    summary: str,
    answer: object,
    body: type | None = None,
    also: Mapping[int, str] | None = None,
    parameters: bool = False,
) -> dict[str, Any]:
    """The entry of a door for enrolled tills. ``also``: further statuses and when they come."""
    reasons = {
        **_FOR_ALL,
        **(_WITH_A_BODY if body else {}),
        **(_WITH_PARAMETERS if parameters else {}),
        **(also or {}),
    }
    return {**_entry(summary, answer, body, reasons), "security": [{name: [] for name in _PROOF}]}


def of_strangers(summary: str, answer: object, body: type) -> dict[str, Any]:
    """The entry of the door of enrolment, signed with a key that nobody knows yet."""
    reasons = {status: reason for status, reason in _FOR_ALL.items() if status != 403}
    entry = _entry(summary, answer, body, {**reasons, **_WITH_A_BODY, **_OF_ENROLMENT})
    return {**entry, "security": [{name: [] for name in _PROOF}]}


def of_programs(summary: str, answer: object, body: type, also: Mapping[int, str]) -> dict[str, Any]:
    """The entry of a door for other programs, which show their key."""
    reasons = {status: reason for status, reason in _FOR_ALL.items() if status not in (401, 403)}
    unknown = {401: "no key, or none that is good (`unauthorized`)"}
    entry = _entry(summary, answer, body, {**reasons, **unknown, **_WITH_A_BODY, **also})
    return {**entry, "security": [{_KEY: []}]}


def of_anybody(summary: str, answer: object, also: Mapping[int, str] | None = None) -> dict[str, Any]:
    """The entry of a door that asks nobody who he is."""
    return _entry(summary, answer, None, also or {})


def of_monitors(summary: str, content_type: str) -> dict[str, Any]:
    """The entry of a door that answers in plain text, and only to those it knows by their address."""
    figures = {content_type.partition(";")[0]: {"schema": {"type": "string"}}}
    hidden = _json(_schema_of(ErrorBody, "serialization"))
    return {
        "summary": summary,
        "responses": {
            "200": {"description": summary, "content": figures},
            "404": {"description": "not for this address (`not_found`)", "content": hidden},
        },
    }


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
            components["securitySchemes"][_KEY] = {"type": "http", "scheme": "bearer", "description": _ABOUT_KEY}
            _give_examples(made["paths"])
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's own way to extend the document


def _entry(summary: str, answer: object, body: type | None, reasons: Mapping[int, str]) -> dict[str, Any]:
    responses: dict[str, Any] = {"200": {"description": summary, "content": _json(_schema_of(answer, "serialization"))}}
    problem = _json(_schema_of(ErrorBody, "serialization"))
    for status, reason in sorted(reasons.items()):
        responses[str(status)] = {"description": reason, "content": problem}
    for name in {"429", "503"} & responses.keys():
        responses[name]["headers"] = _RETRY_AFTER
    entry: dict[str, Any] = {"summary": summary, "responses": responses}
    if body is not None:
        entry["requestBody"] = {"required": True, "content": _json(_schema_of(body, "validation"))}
    return entry


def _json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": dict(schema)}}


def _give_examples(doors: Mapping[str, Mapping[str, Any]]) -> None:
    """Put the examples in, behind FastAPI: it leaves out what is null in them, which is no message any more."""
    for entry in doors.values():
        for door in entry.values():
            for place in (door.get("requestBody", {}), door["responses"]["200"]):
                content = place.get("content", {}).get("application/json", {})
                example = examples().get(content.get("schema", {}).get("$ref", "").rpartition("/")[2])
                if example is not None:
                    content["example"] = example


def _schema_of(kind: object, mode: str) -> Mapping[str, Any]:
    return _schemas()[0][_key(kind), mode]


@cache
def _schemas() -> tuple[Mapping[tuple[str, str], Mapping[str, Any]], Mapping[str, Any]]:
    """The schema of each message, and of all that they are made of, by name."""
    inputs: list[Any] = [(_key(kind), "validation", TypeAdapter(kind)) for kind in _REQUESTS]
    inputs += [(_key(kind), "serialization", TypeAdapter(kind)) for kind in _ANSWERS]
    each, shared = TypeAdapter.json_schemas(inputs, ref_template=_REF)
    found: Any = each
    named: dict[str, Any] = shared.get("$defs", {})
    for message, schema in named.items():
        for field, bounds in _BOUNDS.get(message, {}).items():
            schema["properties"][field].update(bounds)
        if message.endswith("Request") and "protocol" in schema["properties"]:
            schema["properties"]["protocol"]["const"] = PROTOCOL_VERSION
    return found, named


def _key(kind: object) -> str:
    return getattr(kind, "__name__", "AnyPullAnswer")
