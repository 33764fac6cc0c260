"""Whatever the server can say of an operation has words on the page of what it flagged."""

import ast
from importlib import import_module
from pathlib import Path

import sync.server
from sync.server.ingest.operation_log import OperationState
from sync.server.pages.flagged_words import FLAG_WORDS, STATE_WORDS
from sync.server.reports.own_shift import SHIFT_OF_ANOTHER_TILL
from sync.server.tables import PAID_OUT_TWICE

SERVER = Path(sync.server.__file__).parent


def flags_that_can_be_set() -> set[str]:
    """The constants in all calls of ``desk.flag``, by their values."""
    found: set[str] = set()
    for path in SERVER.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            name.id
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "flag"
            for name in ast.walk(call.args[0])
            if isinstance(name, ast.Name) and name.id.isupper()
        }
        if names:
            module = import_module(".".join(("sync", "server", *path.relative_to(SERVER).with_suffix("").parts)))
            found |= {value for name in names if (value := getattr(module, name)) and " " not in value}
    return found


def test_every_flag_has_words() -> None:
    told = flags_that_can_be_set() | {SHIFT_OF_ANOTHER_TILL}  # found out when the operation is counted
    assert {"spent_at_risk", "coupon_used_twice", "order_unknown"} <= told
    compared = {"twice"}  # what a coupon's conflict is held against, no flag itself
    assert told - compared - FLAG_WORDS.keys() == set()
    assert FLAG_WORDS.keys() - told == set(PAID_OUT_TWICE)
    assert STATE_WORDS.keys() == set(OperationState)
