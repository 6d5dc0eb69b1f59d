"""Labels that point at texts: a line of JSON names the blobs of two versions, and here it gets their texts.

The texts are where `scripts/get-data` put them, else in the history of the data folder (a git bundle), read through git
and not copied. Texts: Open Terms Archive contributors, ODC-By 1.0.
"""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from benchmarks.captures import captured_texts
from benchmarks.corpus import data_folder
from monitor.model import Category

LABELS = Path(__file__).resolve().parent / "labels"
_HISTORY = Path("history") / "ota-contrib.bundle"


def pointed_at(name: str) -> Iterator[dict[str, Any]]:
    """The lines of labels/<name>.jsonl with their texts; None for a version that there is not.

    Without texts there are no lines either, which is said on standard error.
    """
    folder, fetched = data_folder(), Path("changes") / f"{name}.jsonl.xz"
    if (folder / fetched).is_file():
        with lzma.open(folder / fetched, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    elif (folder / _HISTORY).is_file():
        with _history(folder / _HISTORY) as read, (LABELS / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield _filled(json.loads(line), read)
    else:
        print(f"without {name}.jsonl: {folder} holds neither {fetched} nor {_HISTORY}", file=sys.stderr)


def captured(name: str) -> Iterator[dict[str, Any]]:
    """The lines of labels/<name>.jsonl, whose versions are named by document and time of capture, with their texts.

    Without captures there are no lines either, which is said on standard error.
    """
    if not (data_folder() / "pages").is_dir():
        print(f"without {name}.jsonl: {data_folder()} holds no pages", file=sys.stderr)
        return
    pointers = map(json.loads, (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines())
    for document, group in groupby(pointers, key=itemgetter("collection", "document")):
        named = list(group)
        texts = captured_texts("/".join(document), {pointer[side] for pointer in named for side in ("old", "new")})
        yield from ({**pointer, "old": texts[pointer["old"]], "new": texts[pointer["new"]]} for pointer in named)


@contextmanager
def _history(bundle: Path) -> Iterator[Callable[[str], str]]:
    """Reads blobs by their names; git cannot read a bundle in place, so a clone lives as long as the reader."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "--quiet", "--bare", str(bundle), folder], check=True)
        yield partial(_text, folder)


def _text(repository: str, blob: str) -> str:
    command = ["git", "-C", repository, "cat-file", "blob", blob]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()


def _filled(pointer: dict[str, Any], read: Callable[[str], str]) -> dict[str, Any]:
    """The pointer with texts for the names of blobs and words for the ranges of characters."""
    texts = {side: pointer[side] and read(pointer[side]) for side in ("old", "new")}
    for category in Category:
        for finding in pointer.get("label", {}).get(category.value, {}).get("findings", ()):
            for side, text in texts.items():
                if finding[side]:
                    start, end = finding[side]
                    finding[side] = text[start:end]
    return {**pointer, **texts}
