"""Looks for phone numbers in files however they may be spelled: as whoever copied a till's disk would."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_GAP = rb"[\s().\-/+]{0,4}"
_SPELLED = re.compile(rb"(?<![0-9A-Fa-f])(?:\+?[78]" + _GAP + rb")?(9" + (_GAP + rb"\d") * 9 + rb")(?![0-9A-Fa-f])")
_MOBILE = re.compile(rb"(?=(9\d{9}))")
_HEX_RUN = re.compile(rb"[0-9A-Fa-f]{20,}")
_BASE64_RUN = re.compile(rb"[A-Za-z0-9+/_-]{13,}")
_UTF16_RUNS = (re.compile(rb"(?:[\x20-\x7e]\x00){10,}"), re.compile(rb"(?:\x00[\x20-\x7e]){10,}"))
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_MOST_UNPACKED = 1_000_000
_NO_DIGIT = re.compile(rb"\D")


def phones_in(data: bytes, phones: Iterable[str]) -> set[str]:
    """Those of ``phones`` (E.164, +7 9…) that stand in ``data``.

    Plain, with blanks and brackets, with 7, 8 or no prefix, as UTF-16, as hexadecimal or base64 of any of these, all of
    it also backwards; and packed by zlib.
    """
    wanted = {phone[2:].encode("ascii"): phone for phone in phones}
    found: set[str] = set()
    for view in _views(data):
        plain = (match.group(1) for match in _MOBILE.finditer(view))
        spelled = (_NO_DIGIT.sub(b"", match.group(1)) for match in _SPELLED.finditer(view))
        found |= {wanted[number] for number in (*plain, *spelled) if number in wanted}
    return found


def phones_in_folder(folder: Path, phones: Iterable[str], but: Iterable[str]) -> dict[str, set[str]]:
    """Per file of a folder, however deep, what was found in it; files named in ``but`` are not looked at."""
    left_out, wanted = set(but), tuple(phones)
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in left_out:
            hits = phones_in(path.read_bytes(), wanted) | phones_in(path.name.encode(), wanted)
            if hits:
                found[str(path.relative_to(folder))] = hits
    return found


def _views(data: bytes) -> Iterator[bytes]:
    for view in _plain_views(data):
        yield view
        yield view[::-1]
    for packed in _ZLIB.finditer(data):
        with suppress(zlib.error):
            yield from _plain_views(zlib.decompressobj().decompress(data[packed.start() :], _MOST_UNPACKED))


def _plain_views(data: bytes) -> Iterator[bytes]:
    yield data
    for utf16 in _UTF16_RUNS:
        yield from (match.group().replace(b"\0", b"") for match in utf16.finditer(data))
    for match in _HEX_RUN.finditer(data):
        for start in (0, 1):
            run = match.group()[start:]
            inner = binascii.unhexlify(run[: len(run) // 2 * 2])
            yield inner
            yield inner.replace(b"\0", b"")
    for match in _BASE64_RUN.finditer(data):
        run = match.group().replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):
            part = run[start:]
            part = part[:-1] if len(part) % 4 == 1 else part
            inner = base64.b64decode(part + b"=" * (-len(part) % 4))
            yield inner
            yield inner.replace(b"\0", b"")
