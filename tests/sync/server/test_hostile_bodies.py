"""Bodies and headers that no till makes: each is applied or parked, never an error that stops the queue."""

import json
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.encoding import encode
from sync.protocol.push import Outcome
from tests.sync.server.paper import DAY, Stream, sale, sale_return
from tests.sync.server.shop import OLGA, TILL, open_shop

SALE = sale(1, OLGA, pieces=(2, 1), points=1_234)
RETURN = sale_return(2, SALE, {"line-0": 1})
ODD_VALUES = st.one_of(
    st.integers(-(2**70), 2**70),
    st.integers(-5, 5),
    st.none(),
    st.booleans(),
    st.text(max_size=60),
    st.floats(),
    st.sampled_from(["9999-12-31", "0001-01-01", "2026-02-30", "\x00", "customer-ivan", "' OR 1=1 --", [], {}]),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything in a JSON document."""
    found = [path] if path else []
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        found += places(child, (*path, key))
    return found


def changed(body: bytes, path: tuple[Any, ...], value: object) -> bytes:
    document = json.loads(body)
    node = document
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return json.dumps(document).encode()


@settings(max_examples=150)
@given(st.data())
def test_a_changed_record_is_applied_or_parked_and_the_books_tie(data: st.DataObject) -> None:
    record = data.draw(st.sampled_from([SALE, RETURN]))
    path = data.draw(st.sampled_from(places(json.loads(encode(record)))))
    body = changed(encode(record), path, data.draw(ODD_VALUES))
    with tempfile.TemporaryDirectory() as folder:
        shop = open_shop(Path(folder))
        stream = Stream(TILL)
        if record is RETURN:
            stream.add(SALE)
        stream.add_body(record.receipt_id, "sale" if record is SALE else "return", body)
        behind = stream.add(sale(3, OLGA))
        answer = shop.push(stream.request())
        assert answer.results[-1].op_id == behind.op_id
        assert answer.results[-1].outcome is Outcome.CREATED
        assert shop.findings() == []
        assert shop.account().available >= 0
        shop.central.close()


def test_figures_and_days_beyond_any_shop_are_parked(tmp_path: Path) -> None:
    shop = open_shop(tmp_path)
    huge = 2**60
    line = replace(SALE.lines[0], quantity=huge)
    stream = Stream(TILL)
    stream.add(replace(SALE, lines=(line, *SALE.lines[1:])))
    stream.add(replace(sale(2, OLGA), business_day=DAY + timedelta(days=366 * 1000)))
    stream.add(replace(sale(3, OLGA), programme_id="p" * 41))
    answer = shop.push(stream.request())
    assert [result.reason for result in answer.results] == ["body_invalid"] * 3
    shop.central.close()
