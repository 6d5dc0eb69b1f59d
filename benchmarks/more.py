"""The labelled changes that only training uses: verdicts in benchmarks/labels, texts from the data folder.

The texts are where `scripts/get-data` put them, else in the history of the data folder (a git bundle), read through git
and not copied. Texts: Open Terms Archive contributors, ODC-By 1.0.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.corpus import LabelledChange, data_folder, labelled, read_changes
from monitor.model import Category

POINTERS = Path(__file__).resolve().parent / "labels" / "more.jsonl"
_FETCHED = Path("changes") / "more.jsonl.xz"
HISTORY = Path("history") / "ota-contrib.bundle"


def more_changes() -> list[LabelledChange]:
    """None where the data folder has neither the texts nor the history, which is said on standard error."""
    folder = data_folder()
    if (folder / _FETCHED).is_file():
        return read_changes(folder / _FETCHED)
    if not (folder / HISTORY).is_file():
        print(f"without {POINTERS.name}: {folder} holds neither {_FETCHED} nor {HISTORY}", file=sys.stderr)
        return []
    with history(folder / HISTORY) as read, POINTERS.open(encoding="utf-8") as lines:
        return [labelled(_filled(json.loads(line), read)) for line in lines]


@contextmanager
def history(bundle: Path) -> Iterator[Callable[[str], str]]:
    """Reads blobs by their names; git cannot read a bundle in place, so a clone lives as long as the reader."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "--quiet", "--bare", str(bundle), folder], check=True)
        yield partial(_text, folder)


def _text(repository: str, blob: str) -> str:
    command = ["git", "-C", repository, "cat-file", "blob", blob]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()


def _filled(pointer: dict[str, Any], read: Callable[[str], str]) -> dict[str, Any]:
    """The pointer with texts for the names of blobs and words for the ranges of characters."""
    texts = {side: read(pointer[side]) for side in ("old", "new")}
    for category in Category:
        for finding in pointer["label"][category.value].get("findings", ()):
            for side, text in texts.items():
                if finding[side]:
                    start, end = finding[side]
                    finding[side] = text[start:end]
    return {**pointer, **texts}
