"""Which version of a programme was in force at a receipt's time, with the grace: as the tills choose it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.loyalty.programme_document import in_force
from sync.server.programmes import GRACE, ProgrammeBook, Versions
from tests.sync.server.shop import programme

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
hours = st.integers(-200, 200).map(lambda count: BEGIN + timedelta(hours=count))
begun = st.tuples(st.sampled_from(["p", "q"]), st.integers(1, 4), hours)


@settings(max_examples=100)
@given(st.lists(begun, max_size=6), st.sampled_from(["p", "q"]), st.integers(1, 4), hours)
def test_a_version_counts_as_in_force_where_the_choice_of_the_tills_says_so(
    found: list[tuple[str, int, datetime]], name: str, version: int, at: datetime
) -> None:
    programmes = tuple(
        replace(programme(), programme_id=each, version=number, starts_at=starts) for each, number, starts in found
    )
    book = ProgrammeBook(Mock())
    book._versions = Versions(programmes, frozenset(), windowed=False)
    mine = [each for each in programmes if each.programme_id == name]
    chosen = [in_force(mine, moment) for moment in (at, at - GRACE, at + GRACE)]
    expected = any(each is not None and each.version == version for each in chosen)
    assert book.was_in_force(name, version, at) is expected
    assert book.was_in_force(name, version, at) is expected  # from what was kept
