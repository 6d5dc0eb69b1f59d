"""Checks an evidence pack. It needs nothing but Python (3.8 or later): every pack holds a copy of this file.

    python3 verify.py [FOLDER]

It checks that the files are those of the manifest, that each ledger is an unbroken chain of hashes, and that every
text and capture is the one that its ledger names. It prints what fails, and ends with 0 (all is well) or 1.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
LEDGER = "ledger.jsonl"
START = bytes(32)


def link(previous: bytes, record: Mapping[str, Any]) -> bytes:
    """The hash of a ledger's record: sha256 over the hash before it and the record as canonical JSON."""
    canonical = json.dumps(record, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous + canonical.encode()).digest()


def version_path(number: int) -> str:
    """Where a pack keeps the text of a version, beside its ledger."""
    return f"versions/{number:05}.md"


def capture_path(number: int) -> str:
    """Where a pack keeps the bytes of a capture as served."""
    return f"captures/{number:08}.body"


def headers_path(number: int) -> str:
    """Where a pack keeps the headers that came with a capture."""
    return f"captures/{number:08}.headers.json"


# What files of any shape at all may raise here: a pack comes from elsewhere.
_OF_ANY_SHAPE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def faults(folder: Path) -> list[str]:
    """Everything that is wrong with the pack, in plain sentences."""
    try:
        if not (folder / MANIFEST).is_file():
            return [f"this is no evidence pack, or not all of one: it has no {MANIFEST}"]
        manifest = json.loads((folder / MANIFEST).read_bytes())
        files: dict[str, str] = dict(manifest["files"])
        pruned = set(manifest["pruned"])
    except _OF_ANY_SHAPE as error:
        return [f"{MANIFEST} cannot be read: {error!r}"]
    found: list[str] = []
    try:
        found.extend(_file_faults(folder, files))
        for name in sorted(files):
            if name.endswith(f"/{LEDGER}") and (folder / name).is_file():
                found.extend(_ledger_faults(folder, name, pruned))
    except _OF_ANY_SHAPE as error:
        found.append(f"the rest cannot be checked: {error!r}")
    return found


def _file_faults(folder: Path, files: Mapping[str, str]) -> Iterator[str]:
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    for name in sorted(present - set(files)):
        yield f"{name} is not in the manifest: it was added later"
    for name, expected in sorted(files.items()):
        if name not in present:
            yield f"{name} is missing"
        elif _sha256(folder / name) != expected:
            yield f"{name} was changed: its sha256 is not the manifest's"


def _ledger_faults(folder: Path, name: str, pruned: set[str]) -> Iterator[str]:
    previous = START
    place = Path(name).parent
    for position, line in enumerate(_lines(folder / name)):
        try:
            entry = json.loads(line)
            record, told = entry["record"], bytes.fromhex(entry["hash"])
        except (ValueError, KeyError, TypeError) as error:
            yield f"{name}, line {position + 1} cannot be read: {error}"
            return
        if entry["position"] != position or link(previous, record) != told:
            yield f"{name}, line {position + 1}: the chain breaks; this record or one before it was changed or removed"
            return
        previous = told
        try:
            expected = _expected(record)
        except (ValueError, KeyError, TypeError) as error:
            yield f"{name}, line {position + 1} is no record: {error!r}"
            return
        yield from _content_faults(folder, place, expected, pruned)


def _lines(path: Path) -> Iterator[str]:
    """The lines of a JSONL file. (str.splitlines would end them at a U+2028 or a U+0085 in somebody's words, too.)"""
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from lines


def _expected(record: Mapping[str, Any]) -> dict[str, str]:
    """The files beside the ledger that a record speaks of, with their sha256."""
    if record["kind"] == "version":
        return {version_path(record["number"]): record["sha256"]}
    if record["kind"] == "capture":
        number = record["capture"]
        return {capture_path(number): record["sha256"], headers_path(number): record["headers_sha256"]}
    return {}


def _content_faults(folder: Path, place: Path, expected: Mapping[str, str], pruned: set[str]) -> Iterator[str]:
    for name, sha256 in expected.items():
        path = (place / name).as_posix()
        if path not in pruned and (not (folder / path).is_file() or _sha256(folder / path) != sha256):
            yield f"{path} is not what the ledger recorded"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    found = faults(folder)
    for fault in found:
        readable = "".join(sign if sign.isprintable() else "?" for sign in fault)  # names may hold a terminal's codes
        print(f"FAULT: {readable}")  # noqa: T201 - this file runs on its own
    if not found:
        pruned = json.loads((folder / MANIFEST).read_bytes())["pruned"]
        if pruned:
            print(f"No longer kept: {len(pruned)} of the captures; the ledger has their hashes.")  # noqa: T201
        print(f"All is well. sha256 of {MANIFEST}: {_sha256(folder / MANIFEST)}")  # noqa: T201
        print("The pack is genuine if this is the number that was noted when it was made.")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
