"""Which readings of one picture are believed."""

from hardware.scanner.evidence import Evidence
from hardware.scanner.read_code import Quad, ReadCode, Sighting, lie_together, placed
from pos_app.domain.codes.scan import Symbology

HERE: Quad = ((10, 10), (110, 10), (110, 60), (10, 60))
THERE: Quad = ((300, 300), (400, 300), (400, 350), (300, 350))
EAN = ReadCode(Symbology.EAN13, "4600051000057")
WRONG = ReadCode(Symbology.EAN13, "6087746619592")
QR = ReadCode(Symbology.QR, "KP000000422")
CODE39 = ReadCode(Symbology.CODE39, "KOP1")


def evidence(*readings: tuple[str, ReadCode, Quad, bool]) -> Evidence:
    made = Evidence()
    for step, code, quad, sure in readings:
        made.add(step, [Sighting(code, quad)], sure=sure)
    return made


def accepted(made: Evidence) -> set[ReadCode]:
    return {sighting.code for sighting in made.accepted()}


def test_a_matrix_code_at_once_a_bar_code_from_two_steps() -> None:
    assert evidence(("direct", QR, HERE, True)).is_settled
    once = evidence(("direct", EAN, HERE, True))
    assert not once.is_settled
    assert evidence(("direct", EAN, HERE, True), ("located", EAN, HERE, True)).is_settled


def test_at_the_end_one_sure_step_is_enough_for_a_code_with_a_check_of_its_own() -> None:
    assert accepted(evidence(("direct", EAN, HERE, True))) == {EAN}
    assert accepted(evidence(("direct", CODE39, HERE, True))) == set()
    assert accepted(evidence(("zbar", EAN, HERE, False))) == set()


def test_the_less_sure_are_outvoted_at_the_same_place_only() -> None:
    disputed = evidence(
        ("zbar", WRONG, HERE, False), ("zbar enlarged", WRONG, HERE, False), ("enlarged", EAN, HERE, True)
    )
    assert WRONG not in accepted(disputed)
    apart = evidence(("zbar", WRONG, THERE, False), ("zbar evened", WRONG, THERE, False), ("enlarged", EAN, HERE, True))
    assert accepted(apart) == {WRONG, EAN}


def test_two_texts_at_one_place_are_both_doubted() -> None:
    assert accepted(evidence(("direct", WRONG, HERE, True), ("evened", EAN, HERE, True))) == set()


def test_places() -> None:
    line: Quad = ((10, 30), (110, 30), (110, 30), (10, 30))
    assert lie_together(HERE, line)
    assert not lie_together(HERE, THERE)
    moved = placed(Sighting(EAN, HERE), 2, 100, 50)
    assert moved.quad == ((105, 55), (155, 55), (155, 80), (105, 80))
