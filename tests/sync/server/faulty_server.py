"""The real server with one fault planted: ``python faulty_server.py --home DIR server --port N``.

The fault is named in DIR/fault and is used up when its file is removed:

* ``die_after_commit``: the process ends between the commit of the next push and its answer (once).
* ``fail_on OP_ID``: applying that operation raises, whenever it comes as a message.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from starlette.types import Message, Receive, Scope, Send

from sync.protocol.limits import PUSH_PATH
from sync.protocol.operation import Operation
from sync.server.central import open_home
from sync.server.ingest.apply import Ingest
from sync.server.process import Listening, serve
from sync.server.web.app import app_of

HOME = Path(sys.argv[2])
FAULT = HOME / "fault"


def fault() -> str:
    return FAULT.read_text() if FAULT.exists() else ""


def failing_take(self: Ingest, operations: Sequence[Operation], with_leases: bool) -> None:
    for operation in operations:
        if fault() == f"fail_on {operation.op_id}":
            raise RuntimeError(f"planted fault over {operation.op_id}")
    true_take(self, operations, with_leases)


class DyingApp:
    def __init__(self) -> None:
        self._app = app_of(open_home(HOME))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dying(message: Message) -> None:
            if (
                message["type"] == "http.response.start"
                and scope["path"] == PUSH_PATH
                and fault() == "die_after_commit"
            ):
                FAULT.unlink()
                os._exit(9)
            await send(message)

        await self._app(scope, receive, dying)


true_take = Ingest.take
Ingest.take = failing_take  # type: ignore[method-assign]
serve(DyingApp(), HOME, Listening(port=int(sys.argv[5])))
