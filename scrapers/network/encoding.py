"""Undoing Content-Encoding within bounds: a small answer must not unfold into gigabytes. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli
import zstandard

ACCEPT_ENCODING = "gzip, deflate, br, zstd"

_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 9659: what an HTTP client has to support, and no more
_STEP = 4_096  # compressed bytes fed to zlib at a time
_ZSTD_STEP = 256  # compressed bytes fed at a time; each 4 of them can unfold into one block of 128 KiB


class EncodingError(ValueError):
    """The body is not what its Content-Encoding says, or ends early."""


class TooLargeError(ValueError):
    """The decoded body would be larger than the cap."""


def decode_content(body: bytes, content_encoding: str, *, cap: int) -> bytes:
    """The body with its Content-Encoding ("gzip", "br, gzip" ...) undone, at most `cap` bytes at every step.

    Raises EncodingError or TooLargeError.
    """
    names = [name.strip().lower() for name in content_encoding.split(",") if name.strip()]
    if len(names) > 3:
        raise EncodingError(f"{len(names)} content encodings on top of each other")
    for name in reversed(names):
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise EncodingError(f"unknown content encoding {name!r}")
        body = decoder(body, cap) if body else body
    if len(body) > cap:
        raise TooLargeError(f"more than {cap} bytes")
    return body


def _inflate(body: bytes, cap: int, wbits: int) -> bytes:
    """Fed in steps: what follows a member is copied at its end, and a body can be nothing but ends of members."""
    stream = zlib.decompressobj(wbits)
    output = bytearray()
    whole: int | None = None  # bytes of output when the last member was complete
    for start in range(0, len(body), _STEP):
        rest = body[start : start + _STEP]
        while rest:
            if stream.eof:
                stream, whole = zlib.decompressobj(wbits), len(output)
            try:
                output += stream.decompress(rest, cap + 1 - len(output))
            except zlib.error as error:
                if whole is not None:  # bytes after a complete member that are no member: browsers ignore them too
                    return bytes(output[:whole])
                raise EncodingError(str(error)) from error
            if len(output) > cap:
                raise TooLargeError(f"more than {cap} bytes when decompressed")
            rest = stream.unused_data
    if not stream.eof:
        raise EncodingError("the compressed body ends early")
    return bytes(output)


def _gunzip(body: bytes, cap: int) -> bytes:
    return _inflate(body, cap, 16 + zlib.MAX_WBITS)


def _deflate(body: bytes, cap: int) -> bytes:
    """RFC 9110 means zlib format by "deflate", but some servers send the bare stream; browsers take both."""
    try:
        return _inflate(body, cap, zlib.MAX_WBITS)
    except EncodingError:
        return _inflate(body, cap, -zlib.MAX_WBITS)


def _unbrotli(body: bytes, cap: int) -> bytes:
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        while not stream.is_finished():
            part = stream.process(body, output_buffer_limit=cap + 1 - size)
            body = b""
            parts.append(part)
            size += len(part)
            if size > cap:
                raise TooLargeError(f"more than {cap} bytes when decompressed")
            if not part and not stream.is_finished() and stream.can_accept_more_data():
                raise EncodingError("the compressed body ends early")
    except brotli.error as error:
        raise EncodingError(str(error)) from error
    return b"".join(parts)


def _unzstd(body: bytes, cap: int) -> bytes:
    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    stream = decompressor.decompressobj(read_across_frames=False)
    output = bytearray()
    try:
        for start in range(0, len(body), _ZSTD_STEP):
            output += stream.decompress(body[start : start + _ZSTD_STEP])
            if len(output) > cap:
                raise TooLargeError(f"more than {cap} bytes when decompressed")
            if stream.eof:
                return bytes(output)
    except zstandard.ZstdError as error:
        raise EncodingError(str(error)) from error
    raise EncodingError("the compressed body ends early")


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "identity": lambda body, _cap: body,
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _deflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
