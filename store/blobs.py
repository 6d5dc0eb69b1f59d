"""Contents, each kept once: a zstd frame whose dictionary is a content close to it in the same history.

Successive versions of a policy share nearly all their words, so a version costs what changed in it. Measured on real
histories: 12 kB a version compressed alone, 0.5 kB against the version before, a quarter less against the best of the
last three (pages that alternate between two renderings).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import zstandard

from monitor.errors import StoreError
from store.database import Store

# A content is read by unpacking those below it: at most this many frames, a millisecond or two.
DEPTH_LIMIT = 32
# How many of a history's last contents are tried as a base.
CANDIDATES = 3
# Where that base lies at the limit, the ones below it at these depths are tried instead: all leave room to go on, and
# one from half a year ago is closer than the oldest. On raw captures a tenth smaller than going back to the bottom.
_RUNGS = range(0, DEPTH_LIMIT, DEPTH_LIMIT // 4)
# zstd's levels. Frames over a kilobyte are a tenth of all and most of the file: worth 4 ms each, unless the content is
# so large (a PDF) that it would take seconds.
_QUICK, _THOROUGH = 9, 19
_WORTHWHILE = 1_000
_TOO_LARGE = 1_000_000


def put(db: Store, content: bytes, *, near: Collection[int] = (), kin: Collection[int] = ()) -> int:
    """Keeps `content`, compressed against whichever of the blobs `near` it resembles most; its id, or its old one.

    kin: blobs to try where it resembles none of those: the page's first capture, or one of a redesigned site.
    """
    digest = hashlib.sha256(content).digest()
    known = find(db, digest)
    if known is not None:
        return known
    choice = _choose(db, content, near, kin)
    return db.insert(
        "blobs",
        {
            "sha256": digest,
            "base_id": choice.row["id"] if choice.row else None,
            "depth": choice.row["depth"] + 1 if choice.row else 0,
            "data": _improve(choice.frame, content, choice.held),
        },
    )


def find(db: Store, sha256: bytes) -> int | None:
    """The blob that holds the content with this hash."""
    found: int | None = db.value(
        "SELECT id FROM blobs WHERE substr(sha256, 1, 8) = ? AND sha256 = ? AND data IS NOT NULL", (sha256[:8], sha256)
    )
    return found


def get(db: Store, blob: int) -> bytes:
    """The content, checked against its hash. Raises StoreError where it is damaged or was pruned."""
    return _unpack_all(db, _lineage(db, [blob]), [blob])[blob]


def rebase(db: Store, blob: int, *, without: Collection[int]) -> None:
    """Packs a content anew against the nearest one below it that is not among `without`, or alone."""
    rows = {row["id"]: row for row in _lineage(db, [blob])}
    contents = _unpack_all(db, rows.values(), rows)
    below = rows[blob]["base_id"]
    while below in without:
        below = rows[below]["base_id"]
    db.execute(
        "UPDATE blobs SET base_id = ?, depth = ?, data = ? WHERE id = ?",
        (below, rows[below]["depth"] + 1 if below else 0, pack(contents[blob], contents.get(below, b"")), blob),
    )


def pack(content: bytes, base: bytes) -> bytes:
    """A zstd frame; `base` (may be empty) is its raw-content dictionary."""
    return _improve(_compress(content, base, _QUICK), content, base)


def _improve(frame: bytes, content: bytes, base: bytes) -> bytes:
    if len(frame) < _WORTHWHILE or len(content) > _TOO_LARGE:
        return frame
    return _compress(content, base, _THOROUGH)


def unpack(frame: bytes, base: bytes) -> bytes:
    if not base:
        return zstandard.ZstdDecompressor().decompress(frame)
    return zstandard.ZstdDecompressor(dict_data=_dictionary(base)).decompress(frame)


def _compress(content: bytes, base: bytes, level: int) -> bytes:
    # The window spans dictionary and content, else the start of a long page would fall out of reach.
    parameters = zstandard.ZstdCompressionParameters.from_level(
        level, source_size=len(content), dict_size=len(base), write_content_size=True, write_dict_id=False
    )
    dictionary = _dictionary(base) if base else None
    return zstandard.ZstdCompressor(dict_data=dictionary, compression_params=parameters).compress(content)


def _dictionary(base: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A frame and the base that it stands on. row: of the base, None: it stands alone. held: the base's content."""

    row: sqlite3.Row | None
    held: bytes
    frame: bytes


def _choose(db: Store, content: bytes, near: Collection[int], kin: Collection[int]) -> _Choice:
    """The base that `content` resembles most, or none where it is as small alone."""
    tried = [_try(content, row, held) for row, held in _bases(db, near)]
    best = min(tried, key=partial(_price, len(content)), default=None)
    # A change of an eighth is no longer a change: then it may as well begin a history of its own.
    if best is None or len(best.frame) * 8 > len(content):
        tried += [_try(content, row, held) for row, held in _bases(db, kin)]
        best = min([*tried, _try(content, None, b"")], key=partial(_price, len(content)))
    return best


def _try(content: bytes, row: sqlite3.Row | None, held: bytes) -> _Choice:
    return _Choice(row, held, _compress(content, held, _QUICK))


def _price(size: int, choice: _Choice) -> float:
    """What a frame costs, with its share of the dear one that follows when the depth is used up.

    That one is about a twelfth of the content, once in 32 steps: a tenth is saved by preferring shallow bases.
    """
    depth: int = choice.row["depth"] if choice.row else 0
    return len(choice.frame) + depth * size / (12 * DEPTH_LIMIT)


def _bases(db: Store, blobs: Collection[int]) -> list[tuple[sqlite3.Row, bytes]]:
    """These blobs with their contents; one that lies too deep gives way to those at the rungs below it."""
    lineage = {row["id"]: row for row in _lineage(db, blobs)}
    bases = {row["id"]: row for blob in blobs for row in _with_room(lineage, blob)}
    try:
        contents = _unpack_all(db, lineage.values(), bases)
    except StoreError:
        return []  # the old content is damaged, which `faults` tells; what is new can still be kept
    return [(row, contents[blob]) for blob, row in bases.items() if contents[blob]]


def _with_room(lineage: Mapping[int, sqlite3.Row], blob: int) -> Iterator[sqlite3.Row]:
    row = lineage[blob]
    if row["depth"] < DEPTH_LIMIT:
        yield row
        return
    while row["base_id"] is not None:
        row = lineage[row["base_id"]]
        if row["depth"] in _RUNGS:
            yield row


def _lineage(db: Store, blobs: Collection[int]) -> list[sqlite3.Row]:
    """The rows of these blobs and of all that they stand on, each after its base."""
    marks = ", ".join("?" * len(blobs))
    return db.rows(
        f"""WITH RECURSIVE below (id) AS (
               SELECT id FROM blobs WHERE id IN ({marks})
               UNION
               SELECT base_id FROM below JOIN blobs USING (id) WHERE base_id IS NOT NULL
           ) SELECT * FROM blobs WHERE id IN below ORDER BY depth""",
        list(blobs),
    )


def _unpack_all(db: Store, lineage: Iterable[sqlite3.Row], wanted: Collection[int]) -> dict[int, bytes]:
    """The wanted contents, checked; a content below them is let go when nothing more stands on it."""
    rows = list(lineage)
    waiting = Counter(row["base_id"] for row in rows)
    contents: dict[int, bytes] = {}
    for row in rows:
        base = row["base_id"]
        contents[row["id"]] = _unpack_row(db, row, b"" if base is None else contents[base], check=row["id"] in wanted)
        waiting[base] -= 1
        if base is not None and not waiting[base] and base not in wanted:
            del contents[base]
    return contents


def _unpack_row(db: Store, row: sqlite3.Row, base: bytes, *, check: bool) -> bytes:
    if row["data"] is None:
        raise StoreError(str(db.path), f"no longer holds blob {row['id']}", "it was pruned; its hash is kept")
    try:
        content = unpack(row["data"], base)
    except zstandard.ZstdError as error:
        raise _damaged(db, row) from error
    if check and hashlib.sha256(content).digest() != row["sha256"]:
        raise _damaged(db, row)
    return content


def _damaged(db: Store, row: sqlite3.Row) -> StoreError:
    return StoreError(str(db.path), f"holds a damaged content (blob {row['id']})", "restore it from a backup")
