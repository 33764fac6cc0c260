from hypothesis import given
from hypothesis import strategies as st

from hardware.scanner.frame_judge import GONE_FRAMES, REARM_MS, FrameJudge
from hardware.scanner.read_code import ReadCode, Sighting, canonical
from pos_app.domain.codes.scan import Symbology

QR = ReadCode(Symbology.QR, "KP000000422")
EAN = ReadCode(Symbology.EAN13, "4600051000057")


def _seen(step: str, code: ReadCode) -> Sighting:
    return Sighting(code, ((0, 0), (9, 0), (9, 9), (0, 9)), step)


def test_a_matrix_code_is_believed_at_once_and_told_once_while_it_is_in_view() -> None:
    judge = FrameJudge()
    told = [judge.see([_seen("direct", QR)], 40 * number) for number in range(100)]
    assert told[0] == (QR,)
    assert not any(told[1:])


def test_a_bar_code_needs_two_of_five_frames() -> None:
    judge = FrameJudge()
    assert judge.see([_seen("direct", EAN)], 0) == ()
    for number in range(3):
        assert judge.see([], 40 + 40 * number) == ()
    assert judge.see([_seen("direct", EAN)], 160) == (EAN,)
    late = FrameJudge()
    late.see([_seen("direct", EAN)], 0)
    for number in range(4):
        late.see([], 40 + 40 * number)
    assert late.see([_seen("direct", EAN)], 200) == ()


def test_or_two_steps_in_one_frame() -> None:
    assert FrameJudge().see([_seen("direct", EAN), _seen("strips", EAN)], 0) == (EAN,)


def test_it_counts_again_after_a_second_out_of_view() -> None:
    judge = FrameJudge()
    assert judge.see([_seen("direct", QR)], 0) == (QR,)
    assert judge.see([], 500) == ()
    assert judge.see([_seen("direct", QR)], REARM_MS) == ()
    assert judge.see([_seen("direct", QR)], 2 * REARM_MS) == ()
    for number in range(GONE_FRAMES):
        assert judge.see([], 2 * REARM_MS + 40 * number) == ()
    assert judge.see([_seen("direct", QR)], 3 * REARM_MS + 1) == (QR,)


def test_a_camera_that_stood_still_counts_nothing_twice() -> None:
    """The machine was busy for two seconds; the goods never left the counter."""
    judge = FrameJudge()
    assert judge.see([_seen("direct", QR)], 0) == (QR,)
    assert judge.see([_seen("direct", QR)], 2_000) == ()
    assert judge.see([], 4_000) == ()
    assert judge.see([_seen("direct", QR)], 4_040) == ()


def test_a_bar_code_that_returns_needs_two_reads_again() -> None:
    judge = FrameJudge()
    judge.see([_seen("direct", EAN)], 0)
    assert judge.see([_seen("direct", EAN)], 40) == (EAN,)
    for at in range(80, 1400, 40):
        judge.see([], at)
    assert judge.see([_seen("direct", EAN)], 1400) == ()
    assert judge.see([_seen("direct", EAN)], 1440) == (EAN,)


def test_two_codes_in_one_frame() -> None:
    judge = FrameJudge()
    other = ReadCode(Symbology.QR, "tel:+79730000000")
    assert set(judge.see([_seen("direct", QR), _seen("direct", other)], 0)) == {QR, other}


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_misreads_that_never_repeat_are_never_believed(seen: list[bool]) -> None:
    judge = FrameJudge()
    for number, visible in enumerate(seen):
        reads = [_seen("direct", ReadCode(Symbology.EAN13, f"{number:013d}"))] if visible else []
        assert judge.see(reads, 40 * number) == ()


def test_one_name_for_upc_a() -> None:
    assert canonical(Symbology.EAN13, "0036000291452") == ReadCode(Symbology.UPCA, "036000291452")
    assert canonical(Symbology.EAN13, "4600051000057") == EAN
