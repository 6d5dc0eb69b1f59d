"""A vendor's evidence pack as one file: what `clausewatch export` writes, zipped."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from starlette.responses import Response, StreamingResponse

from monitor.web.site import View
from store import export, sources

_AT_ONCE = 1 << 20


def pack(view: View) -> Response:
    """Built on disk, since years of captures need not fit into memory.

    As a whole, whatever part is asked for: the next one would be packed at another moment, and does not fit this one.
    """
    keys = sources.find(view.db, view.path["vendor"])
    name = f"{sources.vendor_of(view.db, keys[0])}-evidence-{view.now:%Y-%m-%d}"
    with tempfile.TemporaryDirectory(prefix="clausewatch-evidence-") as folder:
        seal = export.export(view.db, keys, Path(folder) / name, now=view.now)
        archive = Path(shutil.make_archive(str(Path(folder) / name), "zip", root_dir=folder, base_dir=name))
        size, content = archive.stat().st_size, archive.open("rb")  # which outlives its name, until it is sent
    return StreamingResponse(
        _parts(content),
        media_type="application/zip",
        headers={
            "content-disposition": f'attachment; filename="{name}.zip"',
            "content-length": str(size),
            "x-manifest-sha256": seal,
            "cache-control": "no-store",
        },
    )


def _parts(content: BinaryIO) -> Iterator[bytes]:
    with content:
        while part := content.read(_AT_ONCE):
            yield part
