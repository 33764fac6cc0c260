import threading
import time

import pytest

from pos_app.bench.till.stopwatch import Stopwatch


class Shop:
    def sell(self) -> str:
        self.store()
        return "sold"

    def store(self) -> None:
        spin()


def spin() -> None:
    until = time.monotonic_ns() + 200_000
    while time.monotonic_ns() < until:
        pass


def test_time_belongs_to_the_innermost_part_and_adds_up() -> None:
    watch = Stopwatch()
    begin = time.monotonic_ns()
    spin()
    with watch.part("outer"):
        spin()
        with watch.part("inner"):
            spin()
        spin()
    spin()
    end = time.monotonic_ns()
    parts = watch.parts(begin, end, "before", "between")
    assert list(parts) == ["before", "outer", "inner", "between"]
    assert sum(parts.values()) == end - begin
    assert parts["outer"] >= 400_000
    assert all(parts[name] >= 200_000 for name in ("before", "inner", "between"))


def test_a_stretch_is_cut_out_wherever_it_begins_and_ends() -> None:
    watch = Stopwatch()
    with watch.part("a"):
        spin()
        begin = time.monotonic_ns()
        spin()
    with watch.part("b"):
        spin()
        end = time.monotonic_ns()
        spin()
    parts = watch.parts(begin, end, "before", "between")
    assert set(parts) <= {"a", "between", "b"}
    assert sum(parts.values()) == end - begin


def test_what_another_thread_does_meanwhile_does_not_count() -> None:
    watch = Stopwatch()
    watch.probe(Shop, "store", "stored")
    watch.probe(Shop, "sell", "sold")
    shop = Shop()
    other = threading.Thread(target=shop.store)
    other.start()
    other.join()
    assert watch.ended_ns("stored") is None
    begin = time.monotonic_ns()
    assert shop.sell() == "sold"
    end = time.monotonic_ns()
    assert set(watch.parts(begin, end, "before", "between")) == {"before", "sold", "stored", "between"}
    stored, sold = watch.ended_ns("stored"), watch.ended_ns("sold")
    assert stored is not None and sold is not None and begin < stored < sold < end
    watch.forget()
    assert watch.ended_ns("sold") is None


def test_a_method_that_the_product_no_longer_has_is_told() -> None:
    with pytest.raises(AttributeError, match="buy"):
        Stopwatch().probe(Shop, "buy", "bought")
