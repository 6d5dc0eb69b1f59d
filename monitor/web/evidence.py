"""A vendor's evidence pack as one file: what `clausewatch export` writes, zipped."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from monitor.web.site import View
from store import export, sources


def pack(view: View) -> Response:
    """Built on disk, since years of captures need not fit into memory; taken away once it is sent."""
    vendor = view.path["vendor"]
    keys = sources.find(view.db, vendor)
    name = f"{vendor}-evidence-{view.now:%Y-%m-%d}"
    folder = Path(tempfile.mkdtemp(prefix="clausewatch-evidence-"))
    try:
        seal = export.export(view.db, keys, folder / name, now=view.now)
        archive = shutil.make_archive(str(folder / name), "zip", root_dir=folder, base_dir=name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileResponse(
        archive,
        media_type="application/zip",
        filename=f"{name}.zip",
        headers={"x-manifest-sha256": seal, "cache-control": "no-store"},
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )
