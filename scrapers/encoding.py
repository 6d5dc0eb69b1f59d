"""Undoing Content-Encoding within bounds: a small answer must not unfold into gigabytes. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli
import zstandard

ACCEPT_ENCODING = "gzip, deflate, br, zstd"

_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 9659: what an HTTP client has to support, and no more
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
    parts: list[bytes] = []
    room = cap
    while body:
        stream = zlib.decompressobj(wbits)
        try:
            parts.append(stream.decompress(body, room + 1))
        except zlib.error as error:
            if parts:  # bytes after a complete gzip member that are no member: browsers ignore them too
                break
            raise EncodingError(str(error)) from error
        room -= len(parts[-1])
        if room < 0:
            raise TooLargeError(f"more than {cap} bytes when decompressed")
        if not stream.eof:
            raise EncodingError("the compressed body ends early")
        body = stream.unused_data
    return b"".join(parts)


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
