"""Connections that would be held for nothing are let go; those of busy people are not."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sync.server.bounded_line import KEPT_FREE, BoundedLine
from sync.server.process import Listening, config_of

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"


class Hurried(BoundedLine):
    head_seconds = 0.3
    body_seconds = 0.3
    most_lines = 4


async def answer(request: Request) -> PlainTextResponse:
    if request.method == "GET":
        await asyncio.sleep(2 * Hurried.head_seconds)  # who asked waits for the answer: that is not his fault
        return PlainTextResponse("done")
    try:
        return PlainTextResponse((await request.body()).decode("ascii"))
    except ClientDisconnect:
        return PlainTextResponse("nobody is there")


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(BoundedLine, "said_full_at", None)
    app = Starlette(routes=[Route("/", answer, methods=["GET", "POST"])])
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
