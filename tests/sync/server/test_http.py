"""The doors over real HTTP, in one server process for the whole file."""

import gzip
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from sync.client.request_signer import RequestSigner
from sync.protocol.encoding import decode, encode
from sync.protocol.error_body import ErrorBody
from sync.protocol.limits import MAX_MESSAGE_BYTES, PULL_PATH, PUSH_PATH
from sync.protocol.pull import decode_pull
from sync.protocol.push import Outcome, PushAnswer
from sync.protocol.rows import Stream as Feed
from sync.server.access.shut_out import shut_out
from sync.server.central import open_home, system_now
from sync.server.database import writing
from sync.server.enrolment import present_till
from tests.sync.server.paper import Stream, sale
from tests.sync.server.running import RunningServer, fill_home, running
from tests.sync.server.shop import OLGA, OLGA_PHONE, OTHER_TILL, TILL, identity

AUTH = RequestSigner(identity(), system_now, os.urandom)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server")
    fill_home(folder)
    return folder


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[RunningServer]:
    with running(home) as started:
        yield started


def post(server: RunningServer, body: bytes, **headers: str) -> requests.Response:
    return requests.post(server.url + PUSH_PATH, data=body, headers=headers, auth=AUTH, timeout=60)


def code(response: requests.Response) -> str:
    return decode(ErrorBody, response.content).code


def test_a_batch_goes_in_compressed_and_its_answer_names_each_operation(server: RunningServer) -> None:
    stream = Stream(TILL)
    for number in range(1, 6):
        stream.add(sale(number, OLGA, points=100))
    body = gzip.compress(encode(stream.request()))
    for outcome in (Outcome.CREATED, Outcome.EXISTS):
        response = post(server, body, **{"Content-Encoding": "gzip"})
        assert response.status_code == 200
        answer = decode(PushAnswer, response.content)
        assert [(each.seq, each.outcome) for each in answer.results] == [(seq, outcome) for seq in range(1, 6)]
    missing = stream.add(sale(6, OLGA))
    later = stream.add(sale(7, OLGA))
    gap = post(server, encode(stream.request(later)))
    assert (gap.status_code, decode(ErrorBody, gap.content).expect_seq) == (409, 6)
    forked = Stream(TILL)
    forked.add(sale(99, OLGA))
    fork = post(server, encode(forked.request()))
    assert (fork.status_code, code(fork), decode(ErrorBody, fork.content).epoch) == (409, "fork", 1)
    assert post(server, encode(stream.request(missing, later))).status_code == 200


def test_pages_come_compressed_when_asked_for(server: RunningServer) -> None:
    url = f"{server.url}{PULL_PATH}?stream=programme"
    plain = requests.get(url, headers={"Accept-Encoding": "identity"}, auth=AUTH, timeout=60)
    packed = requests.get(url, headers={"Accept-Encoding": "gzip"}, auth=AUTH, timeout=60)
    assert "Content-Encoding" not in plain.headers
    assert plain.content == packed.content
    assert len(decode_pull(Feed.PROGRAMME, plain.content).rows) == 1


@pytest.mark.parametrize(
    "field", [{"seq": 2**70}, {"seq": 0}, {"v": 2**70}, {"hash": "no hex"}, {"op_id": "x" * 41}, {"kind": "\0"}]
)
def test_a_header_that_no_till_writes_is_refused(server: RunningServer, field: dict[str, Any]) -> None:
    request = Stream(TILL)
    request.add(sale(1, OLGA))
    message = request.request()
    strange = replace(message, operations=(replace(message.operations[0], **field),))
    response = post(server, encode(strange))
    assert (response.status_code, code(response)) == (400, "message_invalid")


def test_a_till_sends_its_own_operations_only(server: RunningServer) -> None:
    other = Stream(OTHER_TILL)
    other.add(sale(50, OLGA))
    response = post(server, encode(other.request()))
    assert (response.status_code, code(response)) == (403, "forbidden")


BOMB = gzip.compress(b" " * (MAX_MESSAGE_BYTES * 4))


@pytest.mark.parametrize(
    ("body", "headers", "status", "expected"),
    [
        (b"not json", {}, 400, "message_invalid"),
        (b"{}", {}, 400, "message_invalid"),
        (b'{"protocol": 2, "facts": []}', {}, 400, "protocol_unknown"),
        (b'{"protocol": 1, "facts": []}', {}, 400, "message_invalid"),
        (b'{"protocol": true}', {}, 400, "message_invalid"),
        (b'{"protocol": ' + b"[" * 100_000, {}, 400, "message_invalid"),
        (b"x" * 2000, {"Content-Encoding": "gzip"}, 400, "message_invalid"),
        (b"{}", {"Content-Encoding": "br"}, 415, "message_invalid"),
        (b"x" * (MAX_MESSAGE_BYTES + 1), {}, 413, "too_large"),
        (BOMB, {"Content-Encoding": "gzip"}, 413, "too_large"),
        (
            encode({"till_id": TILL, "epoch": 1, "have_seq": 0, "operations": [], "protocol": 9}),
            {},
            400,
            "protocol_unknown",
        ),
    ],
)
def test_what_is_no_push_is_refused_in_json(
    server: RunningServer, body: bytes, headers: dict[str, str], status: int, expected: str
) -> None:
    response = post(server, body, **headers)
    assert (response.status_code, code(response)) == (status, expected)


@pytest.mark.parametrize(
    ("path", "status", "expected"),
    [
        (f"{PULL_PATH}?stream=secrets", 422, "message_invalid"),
        (f"{PULL_PATH}?stream=goods&limit=0", 422, "message_invalid"),
        (f"{PULL_PATH}?stream=goods&limit=100000", 422, "message_invalid"),
        (f"{PULL_PATH}?stream=goods&protocol=2", 400, "protocol_unknown"),
        (PUSH_PATH, 405, "method_not_allowed"),
        ("/../../etc/passwd", 404, "not_found"),
        ("/docs", 404, "not_found"),
    ],
)
def test_other_questions_are_refused_in_json(server: RunningServer, path: str, status: int, expected: str) -> None:
    response = requests.get(server.url + path, auth=AUTH, timeout=60)
    assert (response.status_code, code(response)) == (status, expected)


def test_health_and_the_openapi_document(server: RunningServer) -> None:
    health = requests.get(server.url + "/health", timeout=60).json()
    assert (health["status"], health["protocol"]) == ("ok", 1)
    document: dict[str, Any] = requests.get(server.url + "/v1/openapi.json", timeout=60).json()
    assert {PUSH_PATH, PULL_PATH, "/v1/sync/parcel", "/health"} <= set(document["paths"])
    assert document["paths"][PUSH_PATH]["post"]["requestBody"]["required"]


def test_a_till_that_was_shut_out_is_told_so(server: RunningServer, home: Path) -> None:
    central = open_home(home)
    with writing(central.engine) as connection:
        shut_out(connection, central.now(), "office", present_till(connection, OTHER_TILL), "stolen")
    central.close()
    other = RequestSigner(identity(OTHER_TILL), system_now, os.urandom)
    response = requests.get(f"{server.url}{PULL_PATH}?stream=goods", auth=other, timeout=60)
    assert (response.status_code, code(response)) == (403, "forbidden")


def test_it_stops_in_order_and_its_log_holds_no_phone(tmp_path: Path) -> None:
    today = fill_home(tmp_path)
    stream = Stream(TILL)
    stream.add(sale(1, OLGA, day=today))
    later = Stream(TILL, operations=list(stream.operations))
    later.add(sale(2, OLGA, day=today))
    skipped = later.add(sale(3, OLGA, day=today))
    with running(tmp_path) as server:
        assert (tmp_path / "server.port").read_text() == str(server.port)
        assert post(server, encode(stream.request())).status_code == 200
        assert post(server, encode(later.request(skipped))).status_code == 409
        url = f"{server.url}{PULL_PATH}?stream=customers&cursor={OLGA_PHONE}"
        assert OLGA_PHONE in requests.get(url, auth=AUTH, timeout=60).text
        assert server.stop() == 0
    assert not (tmp_path / "server.port").exists()
    log = (tmp_path / "logs" / "server.log").read_text(encoding="utf-8")
    assert "push till=till-1 expect=2 created=1" in log
    assert re.search(r"POST '/v1/sync/push' status=409", log)
    assert "stopped" in log
    assert OLGA_PHONE[2:] not in log
