"""What is read from a trace: calls that touch the home, where a fault struck, and what no trial would break."""

from pathlib import Path

import pytest

from pos_app.campaign.disk.recording import Made, Truncated, Written, events_of
from pos_app.campaign.disk.tracing import Call, calls_of, struck
from pos_app.campaign.disk.unseen import UnseenError, require_nothing_unseen, unseen_of

HOME = Path("/dev/shm/x/home")
CALLS = (
    'openat(AT_FDCWD</>, "/dev/shm/x/home/till.db", O_RDWR|O_CLOEXEC) = 5</dev/shm/x/home/till.db>',
    'pread64(5</dev/shm/x/home/till.db>, "SQLite"..., 100, 0) = 100',
    "mmap(NULL, 32768, PROT_READ|PROT_WRITE, MAP_SHARED, 7</dev/shm/x/home/till.db-shm>, 0) = 0x7f",
    'write(9</dev/shm/x/home/till.made>, "till-1\\n"..., 12) = 12',
    'write(4<pipe:[77]>, "sale 1\\n", 7) = 7',
    "fdatasync(5</dev/shm/x/home/till.db>) = 0",
)


def trace(tmp_path: Path, *lines: str, process: str = "812 ") -> Path:
    log = tmp_path / "calls.log"
    log.write_text("".join(f"{process}{line}\n" for line in lines), encoding="utf-8")
    return log


def test_calls_that_touch_the_home_are_found_with_their_place_and_file(tmp_path: Path) -> None:
    log = trace(tmp_path, 'write(2</dev/null>, "x", 1) = 1', *CALLS)
    assert [(call.name, call.ordinal, call.file) for call in calls_of(log, HOME)] == [
        ("openat", 1, "/till.db"),
        ("write", 2, "/till.made"),
        ("fdatasync", 1, "/till.db"),
    ]


def test_a_fault_struck_where_it_was_meant_to_or_it_did_not(tmp_path: Path) -> None:
    call = Call("write", 2, "", "/till.made")
    first = 'write(4<pipe:[77]>, "shift 1\\n", 8) = 8'
    other_run = CALLS[3].replace("write(9<", "write(8<")
    assert struck(trace(tmp_path, first, other_run, process=""), HOME, call), "killed: nothing comes after it"
    injected = other_run.replace("= 12", "= -1 EIO (Input/output error) (INJECTED)")
    assert struck(trace(tmp_path, first, injected, first, process=""), HOME, call)
    assert not struck(trace(tmp_path, first, other_run, first, process=""), HOME, call), "no fault, and it went on"
    assert not struck(trace(tmp_path, first, process=""), HOME, call), "it never came so far"
    elsewhere = other_run.replace("till.made", "till.db-wal")
    assert not struck(trace(tmp_path, first, elsewhere, process=""), HOME, call), "it struck another file"


@pytest.mark.parametrize(
    "line",
    [
        "813 fdatasync(5</dev/shm/x/home/till.db>) = 0",
        "812 pwritev9(5</dev/shm/x/home/till.db>, [{}], 1, 0, 0) = 1",
        "812 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 5</dev/shm/x/home/till.db>, 0) = 0x7f",
        "812 clone3({flags=CLONE_VM}, 88) = 813",
        "812 msync(0x7f, 4096, MS_SYNC) = 0",
        "812 copy_file_range(5, NULL, 6, NULL, 10, 0) = 10",
    ],
)
def test_what_no_trial_would_break_ends_the_campaign(tmp_path: Path, line: str) -> None:
    log = trace(tmp_path, *CALLS)
    require_nothing_unseen(log, HOME)
    lines = [*log.read_text(encoding="utf-8").splitlines(), line]
    assert unseen_of(lines, HOME) == [line]
    log.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UnseenError, match="no trial would break"):
        require_nothing_unseen(log, HOME)


def test_writes_land_where_the_file_was_opened_to_be_written(tmp_path: Path) -> None:
    def said(text: str) -> str:
        return "".join(f"\\x{byte:02x}" for byte in text.encode())

    log, note, new = (said(f"{HOME}/{name}") for name in ("till.log", "note", "new"))
    recorded = trace(
        tmp_path,
        f'openat(AT_FDCWD</>, "{log}", O_WRONLY|O_CREAT|O_APPEND, 0666) = 5<{log}>',
        f'write(5<{log}>, "{said("abc")}", 3) = 3',
        f'openat(AT_FDCWD</>, "{note}", O_WRONLY|O_CREAT|O_TRUNC, 0600) = 6<{note}>',
        f'write(6<{note}>, "{said("abc")}", 3) = 2',
        f"lseek(6<{note}>, 7, SEEK_SET) = 7",
        f'write(6<{note}>, "{said("de")}", 2) = 2',
        f'openat(AT_FDCWD</>, "{new}", O_WRONLY|O_CREAT|O_EXCL, 0600) = 7<{new}>',
        process="",
    )
    assert events_of(recorded, HOME, {HOME / "till.log": 10, HOME / "note": 4}) == [
        Written(HOME / "till.log", 10, b"abc"),
        Truncated(HOME / "note", 0),
        Written(HOME / "note", 0, b"ab"),
        Written(HOME / "note", 7, b"de"),
        Made(HOME / "new"),
    ]
