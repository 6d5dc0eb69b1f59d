"""What an Open Terms Archive collection watches, as documents of our own configuration.

Its declarations are a file a service: `SERVICE.json` with {"terms": {TERMS TYPE: {"fetch", "select", "remove",
"combine"}}} ("documents" for "terms" in older ones); the versions repository names services by these files.
https://docs.opentermsarchive.org
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from monitor.errors import NotFoundError, SourceError
from monitor.model import SourceDocument, slug

# Selects all of a page: nothing that a reader of whole pages would need to be told.
_EVERYTHING = {"body", "html"}


def declared(
    place: Path, *, services: Collection[str] = (), terms: Collection[str] = ()
) -> tuple[list[SourceDocument], dict[str, str]]:
    """The documents of the named services and terms types (none named: all); and what is left out: name -> why.

    place: the folder of the declarations, or the repository that holds it.
    Raises NotFoundError where there are none, SourceError where a file is something else.
    """
    folder = place / "declarations" if (place / "declarations").is_dir() else place
    files = sorted(file for file in folder.glob("*.json") if not file.name.endswith((".history.json", ".filters.json")))
    if not files:
        raise NotFoundError(f"a declaration (SERVICE.json) in {place}")
    of, kinds = {name.casefold() for name in services}, {name.casefold() for name in terms}
    found, left_out = [], {}
    for file in files:
        if of and file.stem.casefold() not in of:
            continue
        for terms_type, declaration in _terms(file):
            if kinds and terms_type.casefold() not in kinds:
                continue
            document = _document(file.stem, terms_type, declaration)
            if document.urls:
                found.append(document)
            else:
                left_out[f"{file.stem} {terms_type}"] = "it names no address"
    return found, left_out


def _terms(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        read = json.loads(file.read_text("utf-8"))
        declarations = read.get("terms") or read.get("documents") or {}
        yield from ((str(kind), dict(declaration)) for kind, declaration in declarations.items())
    except (OSError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise SourceError(str(file), f"is no declaration: {error}") from error


def _document(service: str, terms_type: str, declaration: Mapping[str, Any]) -> SourceDocument:
    """combine: several pages that make one document, each perhaps with selectors of its own."""
    pages = [page for page in declaration.get("combine") or [declaration] if isinstance(page, dict)]
    parts = [declaration, *(page for page in pages if page is not declaration)]
    return SourceDocument(
        vendor=slug(service),
        vendor_name=service,
        terms_type=terms_type,
        urls=tuple(url for page in pages if isinstance(url := page.get("fetch") or page.get("location"), str)),
        interval=timedelta(days=1),
        select=_selectors(parts, "select") if all(_is_css(page.get("select")) for page in parts) else (),
        remove=_selectors(parts, "remove"),
    )


def _selectors(parts: list[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    """The CSS selectors; ranges ("startBefore", "endAfter") have no like with us."""
    found = [one for part in parts for one in _listed(part.get(name)) if isinstance(one, str)]
    return tuple(dict.fromkeys(one.strip() for one in found if one.strip() and one.strip() not in _EVERYTHING))


def _is_css(selected: object) -> bool:
    """Whether all that is selected is; the rest of a page that is selected by a range, too, would go unread."""
    return all(isinstance(one, str) and one.strip() not in _EVERYTHING for one in _listed(selected))


def _listed(value: object) -> list[object]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]
