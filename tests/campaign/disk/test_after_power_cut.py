"""What may be on a disk after a power cut: bytes of files that were synced, names of folders that were."""

import random
from pathlib import Path

import pytest

from pos_app.campaign.disk.after_power_cut import WAYS, Disk, EventWithoutFileError
from pos_app.campaign.disk.recording import Made, Removed, Renamed, Synced, Truncated, Written

HOME = Path("/till")
BOOKS, LOG, PART = HOME / "till.db", HOME / "till.db-wal", HOME / "note.part"


def found(disk: Disk, way: str, seed: int = 1) -> dict[Path, bytes]:
    return disk.found(way, random.Random(seed))


def every_disk(disk: Disk) -> list[dict[Path, bytes]]:
    return [found(disk, way, seed) for way in WAYS for seed in range(40)]


def test_a_new_file_is_lost_with_its_name_until_the_folder_is_synced() -> None:
    disk = Disk({})
    for event in (Made(LOG), Written(LOG, 0, b"one"), Synced(LOG)):
        disk.take(event)
    assert found(disk, "lost") == {}
    assert found(disk, "kept") == {LOG: b"one"}
    disk.take(Synced(HOME))
    assert all(each == {LOG: b"one"} for each in every_disk(disk))


def test_a_file_in_the_place_of_another_is_the_old_one_or_the_new_one_and_never_none() -> None:
    disk = Disk({BOOKS: b"old"})
    for event in (Made(PART), Written(PART, 0, b"new"), Synced(PART), Renamed(PART, BOOKS)):
        disk.take(event)
    assert found(disk, "lost") == {BOOKS: b"old"}
    assert {each[BOOKS] for each in every_disk(disk)} == {b"old", b"new"}
    disk.take(Synced(HOME))
    assert all(each == {BOOKS: b"new"} for each in every_disk(disk))


def test_without_a_sync_of_the_file_its_new_name_may_hold_nothing() -> None:
    disk = Disk({BOOKS: b"old"})
    for event in (Made(PART), Written(PART, 0, b"new"), Renamed(PART, BOOKS), Synced(HOME)):
        disk.take(event)
    assert {each[BOOKS] for each in every_disk(disk)} == {b"", b"new"}


def test_a_log_that_was_taken_away_and_made_anew_may_be_the_old_one_again() -> None:
    disk = Disk({LOG: b"old"})
    for event in (Removed(LOG), Made(LOG), Written(LOG, 0, b"new"), Synced(LOG)):
        disk.take(event)
    assert found(disk, "lost") == {LOG: b"old"}
    assert {each.get(LOG) for each in every_disk(disk)} == {b"old", b"new", None}


def test_sectors_of_a_write_are_there_or_not() -> None:
    disk = Disk({BOOKS: bytes(1_536)})
    disk.take(Written(BOOKS, 0, b"x" * 1_536))
    torn = {tuple(each[BOOKS][place] for place in (0, 512, 1_024)) for each in every_disk(disk)}
    assert len(torn) == 8
    disk.take(Truncated(BOOKS, 0))
    assert b"" in {each[BOOKS] for each in every_disk(disk)}


def test_what_was_never_made_cannot_be_written() -> None:
    with pytest.raises(EventWithoutFileError, match=r"Written of /till/till\.db"):
        Disk({}).take(Written(BOOKS, 0, b"one"))
