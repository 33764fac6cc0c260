"""Connections that would be held for nothing are let go; those of busy people are not."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from sync.server.bounded_line import KEPT_FREE, BoundedLine
from sync.server.process import Listening, config_of

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE_BYTES = 16_000_000
"""More than the system's buffers of a connection hold."""
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"


class Hurried(BoundedLine):
    head_seconds = 0.3
    body_seconds = 0.3
    answer_seconds = 0.3
    most_lines = 4


async def answer(request: Request) -> PlainTextResponse:
    if request.method == "GET":
        await asyncio.sleep(2 * Hurried.head_seconds)  # who asked waits for the answer: that is not his fault
        return PlainTextResponse("done")
    try:
        return PlainTextResponse((await request.body()).decode("ascii"))
    except ClientDisconnect:
        return PlainTextResponse("nobody is there")


async def answer_much(_request: Request) -> Response:
    return Response(bytes(LARGE_BYTES))


async def answer_in_parts(_request: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(LARGE_BYTES // 50_000):
            yield bytes(50_000)

    return StreamingResponse(parts())


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(BoundedLine, "said_full_at", None)
    large = [Route("/large", answer_much), Route("/parts", answer_in_parts)]
    app = Starlette(routes=[Route("/", answer, methods=["GET", "POST"]), *large])
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    bound.listen()
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, http=Hurried, ws="none"))
    thread = threading.Thread(target=server.run, args=([bound],), name="server")
    thread.start()
    yield bound.getsockname()[1]
    server.should_exit = True
    thread.join()
    bound.close()


def line_to(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), 10)


def said_until_closed(line: socket.socket) -> bytes:
    parts = []
    try:
        while part := line.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@pytest.mark.parametrize("begun", [b"", b"G", GET[:-2], POST, POST + b"half"], ids=repr)
def test_what_does_not_come_in_time_is_not_waited_for(port: int, begun: bytes) -> None:
    with line_to(port) as line:
        line.sendall(begun)
        assert said_until_closed(line) == b""


def test_a_byte_now_and_then_does_not_help(port: int) -> None:
    with line_to(port) as line, pytest.raises(OSError):
        line.sendall(b"GET / HTTP/1.1\r\nX: ")
        line.settimeout(0.05)
        for _ in range(200):
            line.sendall(b"a")
            try:
                if line.recv(1) == b"":
                    raise ConnectionResetError
            except TimeoutError:
                continue


def test_who_waits_for_his_answer_or_for_his_next_request_stays(port: int) -> None:
    with line_to(port) as line:
        for request, end in ((GET, b"done"), (POST + b"0123456789", b"0123456789"), (GET, b"done")):
            line.sendall(request)
            said = b""
            while not said.endswith(end):
                part = line.recv(65_536)
                assert part, said
                said += part


@pytest.mark.parametrize("request_", [LARGE, LARGE.replace(b"/large", b"/parts"), LARGE + GET], ids=repr)
def test_who_does_not_read_what_he_asked_for_is_let_go(port: int, request_: bytes) -> None:
    with line_to(port) as line:
        line.sendall(request_)
        peer = line.getsockname()
        wait_until_gone(port, peer[1])
        assert len(said_until_closed(line)) < LARGE_BYTES


def wait_until_gone(port: int, theirs: int) -> None:
    """Until the system knows of no such connection at the server's end."""
    ends = time.monotonic() + 60
    mine, peer = f":{port:04X}", f":{theirs:04X}"
    while time.monotonic() < ends:
        rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        if not any(row[1].endswith(mine) and row[2].endswith(peer) and row[3] == "01" for row in rows):
            return
        time.sleep(0.02)
    raise AssertionError("the connection stays")


def test_who_reads_all_of_it_gets_it_and_may_ask_again(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hurried, "answer_seconds", 60.0)
    with line_to(port) as line:
        for _ in range(2):
            line.sendall(LARGE)
            got = b""
            while len(got) < LARGE_BYTES:
                part = line.recv(1 << 20)
                assert part
                got += part


@pytest.mark.allow_log("more than 4 connections")
def test_one_too_many_is_closed_and_there_is_room_again(port: int, caplog: pytest.LogCaptureFixture) -> None:
    lines = [line_to(port) for _ in range(Hurried.most_lines + 3)]
    assert [said_until_closed(each) for each in lines] == [b""] * len(lines)
    for each in lines:
        each.close()
    assert caplog.text.count("more than 4 connections") == 1  # who opens thousands does not fill the log
    with line_to(port) as line:
        line.sendall(POST + b"0123456789")
        assert line.recv(65_536).startswith(b"HTTP/1.1 200")


def test_the_server_of_the_shop_is_served_so() -> None:
    line = config_of(Starlette(), Listening()).http
    assert isinstance(line, type) and issubclass(line, BoundedLine)
    assert line.most_lines >= KEPT_FREE
    assert line.head_seconds < line.body_seconds
