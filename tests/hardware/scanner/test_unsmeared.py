"""Bar codes that moved while the shutter was open are read where the movement ran across their bars."""

from collections import Counter

import numpy as np
import pytest

from hardware.scanner.code_readers import CodeReaders
from hardware.scanner.still_steps import still_steps
from hardware.scanner.unsmeared import agreed
from pos_app.bench.read_codes.generated import empty_counter, generated_samples


@pytest.fixture(scope="module")
def readers() -> CodeReaders:
    return CodeReaders()


def test_a_movement_across_the_bars_is_taken_back(readers: CodeReaders) -> None:
    """Three codes that no other step of the chain reads."""
    (step,) = [each for each in still_steps(readers) if each.name == "unsmeared"]
    wanted = {"moved ean8 0", "moved code128 0", "moved code93 0"}
    for sample in generated_samples(101, 1, 0):
        if sample.name in wanted:
            assert {sighting.code.text for sighting in step.read(sample.picture)} == {sample.expected}, sample.name
            wanted.remove(sample.name)
        if not wanted:
            return
    pytest.fail(f"not made: {wanted}")


def test_nothing_is_read_on_an_empty_counter(readers: CodeReaders) -> None:
    (step,) = [each for each in still_steps(readers) if each.name == "unsmeared"]
    for number in range(3):
        assert step.read(empty_counter(np.random.default_rng([3, number]))) == ()


def test_one_reading_alone_or_among_others_is_none() -> None:
    assert agreed(Counter()) is None
    assert agreed(Counter({"a": 1})) is None
    assert agreed(Counter({"a": 2, "b": 2})) is None
    assert agreed(Counter({"a": 3, "b": 1, "c": 1})) == "a"
