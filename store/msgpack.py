"""Just enough of MessagePack to read what webchanges stores: maps, lists, text, bytes, numbers, nil and booleans.

https://github.com/msgpack/msgpack/blob/master/spec.md
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, BinaryIO


def unpack(data: bytes) -> Any:
    """The one value in `data`. Raises ValueError where it is not MessagePack, or holds what webchanges never writes."""
    try:
        return _read(BytesIO(data))
    except RecursionError as error:
        raise ValueError("its lists stand too deep in each other") from error


def _read(stream: BinaryIO) -> Any:
    kind = _bytes(stream, 1)[0]
    if kind <= 0x7F:
        return kind
    if kind >= 0xE0:
        return kind - 0x100
    if kind <= 0x8F:
        return _map(stream, kind & 0x0F)
    if kind <= 0x9F:
        return _list(stream, kind & 0x0F)
    if kind <= 0xBF:
        return _text(stream, kind & 0x1F)
    if kind in _CONSTANTS:
        return _CONSTANTS[kind]
    if kind in _NUMBERS:
        return _number(stream, _NUMBERS[kind])
    if kind in _SIZED:
        size, read = _SIZED[kind]
        return read(stream, _number(stream, size))
    raise ValueError(f"unknown kind {kind:#x}")


def _bytes(stream: BinaryIO, size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise ValueError("the data ends too early")
    return found


def _number(stream: BinaryIO, form: str) -> Any:
    return struct.unpack(form, _bytes(stream, struct.calcsize(form)))[0]


def _text(stream: BinaryIO, size: int) -> str:
    return _bytes(stream, size).decode(errors="replace")


def _list(stream: BinaryIO, size: int) -> list[Any]:
    return [_read(stream) for _ in range(size)]


def _map(stream: BinaryIO, size: int) -> dict[Any, Any]:
    return {_read(stream): _read(stream) for _ in range(size)}


_CONSTANTS: Mapping[int, bool | None] = {0xC0: None, 0xC2: False, 0xC3: True}
_NUMBERS: Mapping[int, str] = {
    0xCA: ">f",
    0xCB: ">d",
    0xCC: ">B",
    0xCD: ">H",
    0xCE: ">I",
    0xCF: ">Q",
    0xD0: ">b",
    0xD1: ">h",
    0xD2: ">i",
    0xD3: ">q",
}
_SIZED: Mapping[int, tuple[str, Callable[[BinaryIO, int], Any]]] = {
    0xC4: (">B", _bytes),
    0xC5: (">H", _bytes),
    0xC6: (">I", _bytes),
    0xD9: (">B", _text),
    0xDA: (">H", _text),
    0xDB: (">I", _text),
    0xDC: (">H", _list),
    0xDD: (">I", _list),
    0xDE: (">H", _map),
    0xDF: (">I", _map),
}
