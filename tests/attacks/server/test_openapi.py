"""The OpenAPI document says what the server does: schemathesis asks every door what the document allows, and more."""

import os
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings
from requests.auth import AuthBase
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from sync.client.request_signer import RequestSigner
from sync.protocol.encoding import encode
from sync.protocol.error_body import ErrorBody
from sync.protocol.limits import (
    ACCEPTANCES_PATH,
    CLAIM_PATH,
    CODE_ASK_PATH,
    CODE_CHECK_PATH,
    CUSTOMER_PAGE_PATH,
    ENROL_PATH,
    HEALTH_PATH,
    LOOKUP_PATH,
    PARCEL_PATH,
    PARKED_PATH,
    POINTS_TOLD_PATH,
    PULL_PATH,
    PUSH_PATH,
    RECEIPT_PATH,
    REJOIN_PATH,
    RESERVE_PATH,
    RESYNC_PATH,
    VALUE_PATH,
)
from sync.server.web.app import app_of
from sync.server.web.order_routes import CANCEL_PATH, FIND_PATH, ORDERS_PATH
from tests.sync.server.asking import client_of, is_documented, let_in, told
from tests.sync.server.shop import Shop, identity

DOCUMENT = "/v1/openapi.json"
EXAMPLES = 6
TILLS_DOORS = {
    PUSH_PATH,
    PARCEL_PATH,
    PULL_PATH,
    PARKED_PATH,
    REJOIN_PATH,
    RESYNC_PATH,
    RESERVE_PATH,
    LOOKUP_PATH,
    RECEIPT_PATH,
    VALUE_PATH,
    CLAIM_PATH,
    CUSTOMER_PAGE_PATH,
    CODE_ASK_PATH,
    CODE_CHECK_PATH,
    ACCEPTANCES_PATH,
    POINTS_TOLD_PATH,
}
OTHER_DOORS = {ENROL_PATH, HEALTH_PATH, f"{HEALTH_PATH}/live", f"{HEALTH_PATH}/ready", "/metrics"}
"""For strangers and monitors: whoever makes a new door says here for whom it is, or the tests below refuse it."""
PROGRAMS_DOORS = {ORDERS_PATH, FIND_PATH, CANCEL_PATH}


@pytest.fixture
def document(client: httpx.Client) -> dict[str, Any]:
    read: dict[str, Any] = client.get(DOCUMENT).json()
    return read


def test_every_route_is_in_the_document_with_all_that_it_answers(shop: Shop, document: dict[str, Any]) -> None:
    routes = {
        (route.path, method.lower())
        for included in app_of(shop.central).routes
        for route in getattr(getattr(included, "original_router", None), "routes", ())
        if isinstance(route, APIRoute) and not route.path.startswith("/office")  # pages for people, not for tills
        for method in route.methods
    }
    written = {(path, method) for path, entry in document["paths"].items() for method in entry}
    assert routes == written
    assert set(document["paths"]) == TILLS_DOORS | PROGRAMS_DOORS | OTHER_DOORS
    for path, method in sorted(written):
        entry = document["paths"][path][method]
        for status, answer in entry["responses"].items():
            assert answer["content"], (path, status)
            if status != "200":
                assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ErrorBody"}
        if path in TILLS_DOORS:
            assert entry["security"] == [{"till": [], "time": [], "nonce": [], "signature": []}]
            assert {"200", "400", "401", "403", "413", "429", "500", "503"} <= set(entry["responses"])


def test_an_answer_that_the_document_does_not_know_is_noticed_in_every_test(client: httpx.Client) -> None:
    asked = client.build_request("POST", PUSH_PATH)
    for status, code in ((418, "too_large"), (413, "too_small")):
        with pytest.raises(AssertionError, match="not"):
            is_documented(httpx.Response(status, content=encode(ErrorBody(code, "x")), request=asked))
    is_documented(httpx.Response(413, content=encode(ErrorBody("too_large", "x")), request=asked))


def test_the_document_is_whole(document: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    refs = set(references(document))
    schemas = document["components"]["schemas"]
    assert {ref.rpartition("/")[0] for ref in refs} == {"#/components/schemas"}
    assert {ref.rpartition("/")[2] for ref in refs} <= set(schemas)
    assert not {"HTTPValidationError", "ValidationError"} & set(schemas)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


def test_every_message_has_an_example_that_is_one(document: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    seen = set()
    for path, entry in document["paths"].items():
        for door in entry.values():
            for place in (door.get("requestBody", {}), door["responses"]["200"]):
                content = place.get("content", {}).get("application/json")
                if content is None or "$ref" not in content["schema"]:
                    continue  # a page of a feed is one of seven types; figures are plain text
                schema = {**content["schema"], "components": document["components"]}
                assert list(Draft202012Validator(schema).iter_errors(content["example"])) == [], path
                seen.add(content["schema"]["$ref"].rpartition("/")[2])
    assert {"PushRequest", "PushAnswer", "ReceiptRequest", "EnrolAnswer", "ParkedAnswer"} <= seen


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for each in node:
            yield from references(each)


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=str)
def test_no_door_answers_anything_but_what_the_document_says(shop: Shop, mode: GenerationMode) -> None:
    key = let_in(shop)
    with client_of(shop) as client:
        document = client.get(DOCUMENT).json()
        for entry in document["paths"].values():  # every request is signed; what happens without has a test of its own
            for operation in entry.values():
                operation.pop("security", None)
        for found in schemathesis.openapi.from_dict(document).get_all_operations():
            door = found.ok()
            entry = document["paths"][door.path][door.method]
            if mode is GenerationMode.POSITIVE or {"requestBody", "parameters"} & entry.keys():
                signer = RequestSigner(identity(), shop.clock.now, os.urandom)
                proof = Bearer(key) if door.path in PROGRAMS_DOORS else signer
                hammer(door, str(client.base_url), proof, mode)
    assert shop.findings() == []


def hammer(operation: Any, url: str, signer: AuthBase, mode: GenerationMode) -> None:
    """Ask one door, signed, whatever schemathesis thinks of.

    To JSON Schema 5.0 is an integer, to this server it is none (money is no float), so that not all that the document
    allows is taken; but what it does not allow never is.
    """

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
        derandomize=True,
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        response = case.call(base_url=url, auth=signer)
        case.validate_response(response, excluded_checks=[positive_data_acceptance])

    ask()


class Bearer(AuthBase):
    """A program's key."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def test_the_doors_of_other_programs_say_how_to_open_them(client: httpx.Client, document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    for path in sorted(PROGRAMS_DOORS):
        entry = document["paths"][path]["post"]
        assert entry["security"] == [{"key": []}]
        assert {"200", "400", "401", "413", "429", "500", "503"} <= set(entry["responses"])
        answer = client.post(path, json={})
        assert (told(answer), answer.headers["www-authenticate"]) == ((401, "unauthorized"), "Bearer")


def test_without_a_signature_the_doors_of_the_tills_stay_shut(client: httpx.Client, document: dict[str, Any]) -> None:
    for path in TILLS_DOORS:
        for method in document["paths"][path]:
            assert told(client.request(method, path, params={"stream": "goods"})) == (401, "signature_invalid")
        assert told(client.request("DELETE", path)) == (405, "method_not_allowed")
