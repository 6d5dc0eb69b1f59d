"""Contents, each kept once: a zstd frame whose dictionary is the content before it in the same history.

Successive versions of a policy share nearly all their words, so a version costs what changed in it. Measured on real
histories (level 9): 12 kB a version compressed alone, 0.5 kB against the version before.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import zstandard

from monitor.errors import StoreError
from store.database import Store

# A content is read by unpacking those below it: at most this many frames, a millisecond or two.
DEPTH_LIMIT = 32
_LEVEL = 9


def put(db: Store, content: bytes, *, base: int | None = None) -> int:
    """Keeps `content`, compressed against the blob `base` where that helps; its id, the old one where it is known."""
    digest = hashlib.sha256(content).digest()
    known: int | None = db.value("SELECT id FROM blobs WHERE sha256 = ?", (digest,))
    if known is not None:
        return known
    depth = 0 if base is None else db.value("SELECT depth + 1 FROM blobs WHERE id = ?", (base,))
    if base is None or depth >= DEPTH_LIMIT:
        base, depth = None, 0
    data = pack(content, b"" if base is None else get(db, base))
    return db.insert("blobs", {"sha256": digest, "base_id": base, "depth": depth, "data": data})


def get(db: Store, blob: int) -> bytes:
    """The content, unpacked from the full copy upwards and checked against its hash."""
    frames = db.rows(
        """WITH RECURSIVE below (id, base_id, data, step) AS (
               SELECT id, base_id, data, 0 FROM blobs WHERE id = ?
               UNION ALL
               SELECT b.id, b.base_id, b.data, step + 1 FROM below JOIN blobs AS b ON b.id = below.base_id
           ) SELECT data FROM below ORDER BY step DESC""",
        (blob,),
    )
    content = b""
    try:
        for frame in frames:
            content = unpack(frame["data"], content)
    except zstandard.ZstdError as error:
        raise _damaged(db, blob) from error
    if hashlib.sha256(content).digest() != db.value("SELECT sha256 FROM blobs WHERE id = ?", (blob,)):
        raise _damaged(db, blob)
    return content


def pack(content: bytes, base: bytes) -> bytes:
    if not base:
        return _plain_compressor().compress(content)
    # The window spans dictionary and content, else the start of a long page would fall out of reach.
    parameters = zstandard.ZstdCompressionParameters.from_level(
        _LEVEL, source_size=len(content), dict_size=len(base), write_content_size=True, write_dict_id=False
    )
    dictionary = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdCompressor(dict_data=dictionary, compression_params=parameters).compress(content)


def unpack(frame: bytes, base: bytes) -> bytes:
    if not base:
        return zstandard.ZstdDecompressor().decompress(frame)
    dictionary = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(frame)


@lru_cache(maxsize=1)
def _plain_compressor() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=_LEVEL)


def _damaged(db: Store, blob: int) -> StoreError:
    return StoreError(str(db.path), f"holds a damaged content (blob {blob})", "restore it from a backup")
