"""gzip for message bodies (RFC 1952), with a bound on what a small body may grow to."""

import gzip
import zlib

GZIP = "gzip"
COMPRESS_FROM_BYTES = 1024
_LEVEL = 6
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class CompressionError(ValueError):
    """A body cannot be unpacked. ``key``: ``too_large``, ``encoding_unknown`` or ``damaged``."""

    def __init__(self, key: str, detail: str) -> None:
        super().__init__(f"{key}: {detail}")
        self.key = key
        self.detail = detail


def packed(body: bytes) -> tuple[bytes, str | None]:
    """The body to send and its Content-Encoding: gzip above 1 KB, as it is below. Same bytes in, same bytes out."""
    if len(body) <= COMPRESS_FROM_BYTES:
        return body, None
    return gzip.compress(body, compresslevel=_LEVEL, mtime=0), GZIP


def unpacked(body: bytes, encoding: str | None, limit: int) -> bytes:
    """The plain body, at most ``limit`` bytes. Raises :class:`CompressionError`; never allocates beyond the limit."""
    if encoding in (None, "", "identity"):
        if len(body) > limit:
            raise CompressionError("too_large", f"at most {limit} bytes are taken, {len(body)} came")
        return body
    if encoding != GZIP:
        raise CompressionError("encoding_unknown", f"gzip or nothing is expected, {encoding!r} came")
    inflater = zlib.decompressobj(_GZIP_WINDOW)
    try:
        plain = inflater.decompress(body, limit + 1)
    except zlib.error as error:
        raise CompressionError("damaged", f"no gzip stream: {error}") from error
    if len(plain) > limit:
        raise CompressionError("too_large", f"at most {limit} bytes are taken, the unpacked body is larger")
    if not inflater.eof:
        raise CompressionError("damaged", "the gzip stream ends early")
    return plain
