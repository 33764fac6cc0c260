"""Defects of the server."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from pos_app.simulation.network import Answer, Request
from pos_app.simulation.plants.plant import replaced
from pos_app.simulation.server_node import ServerNode
from sync.protocol.encoding import decode, encode
from sync.protocol.limits import PUSH_PATH
from sync.protocol.push import OperationResult, Outcome, PushAnswer, PushRequest

if TYPE_CHECKING:
    from pos_app.simulation.world import World


def answer_before_commit(world: "World", stack: ExitStack) -> None:
    """The server says «created» before its transaction is durable, and dies."""
    real = ServerNode.handle

    def handle(self: ServerNode, request: Request) -> Answer | None:
        incarnation = self.central.incarnation if self.is_up else ""
        answer = real(self, request)
        if answer is not None or request.path != PUSH_PATH:
            return answer
        push = decode(PushRequest, request.body)
        results = tuple(OperationResult(each.op_id, each.seq, Outcome.CREATED) for each in push.operations)
        expect_seq = max((each.seq for each in results), default=0) + 1
        return Answer(200, encode(PushAnswer(incarnation, results, expect_seq, world.timeline.now())))

    replaced(stack, world.network, "handler", lambda request: handle(world.server, request))


def feed_forgets_accounts(_world: "World", stack: ExitStack) -> None:
    """Accounts that changed get no new place in the feed."""
    from sync.server.ingest import order

    def nothing(_connection: Any, _customers: Any) -> None:
        """Publish nothing."""

    replaced(stack, order, "publish_accounts", nothing)
