"""Raw captures of the data folder (pages/captures; Open Terms Archive contributors, ODC-By 1.0), a file per document.

Fields as shared/pages/score.py documents them: the first line of a file describes the document and holds `pairs` (what
a person's selectors keep), each further line is one fetch.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from benchmarks.corpus import data_folder
from scrapers.extract import extract_page

Json = dict[str, Any]


def documents(types: str, language: str) -> Iterator[Path]:
    """The files of the documents of these types (a regular expression) and this language."""
    for path in _files("*"):
        head = next(lines(path))
        if re.fullmatch(types, head["terms_type"]) and re.fullmatch(language, head["lang"]):
            yield path


def _files(name: str) -> list[Path]:
    return sorted((data_folder() / "pages" / "captures").glob(f"{name}.jsonl.xz"))


def lines(path: Path) -> Iterator[Json]:
    """The description of the document, then its fetches in order."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)


def captured_texts(document: str, times: Collection[str]) -> dict[str, str]:
    """What the pages of a document ("collection/service/type") said at these times, as clausewatch reads them."""
    collection = document.partition("/")[0]
    for path in _files(f"{collection}__*"):
        fetches = lines(path)
        if next(fetches)["name"] == document:
            return {one["t"]: extract_page(one["html"], url=one["url"]).text for one in fetches if one["t"] in times}
    return {}
