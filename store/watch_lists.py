"""What urlwatch, webchanges and changedetection.io watch, as documents of our own configuration.

urlwatch and webchanges keep their jobs in a YAML file; changedetection.io keeps a watch.json in each watch's folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from monitor.errors import NotFoundError, SourceError
from monitor.model import PRIVACY_POLICY, SourceDocument, slug

_TERMS_TYPES = (PRIVACY_POLICY, "Terms of Service", "Trackers Policy", "Data Processor Agreement")
# changedetection.io's other languages of selecting.
_NO_CSS = ("xpath", "/", "json:", "jq:", "jqraw:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A page that another program watches. id: its name in that program's history.

    select, remove: CSS selectors that its user chose. unfit: why not to go on watching it; empty where one should.
    """

    id: str
    name: str
    url: str
    select: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    unfit: str = ""


def read_watches(place: Path) -> list[Watch]:
    """The watch list of a YAML file (urlwatch, webchanges) or of a data folder (changedetection.io).

    Raises NotFoundError where it is missing, SourceError where it is something else.
    """
    if not place.exists():
        raise NotFoundError(f"file {place}")
    try:
        watches = list(_folder_watches(place) if place.is_dir() else _yaml_watches(place))
    except (OSError, ValueError, AttributeError, TypeError, RecursionError, yaml.YAMLError) as error:
        raise SourceError(str(place), f"is not a watch list: {error}") from error
    return list({watch.id: watch for watch in watches}.values())


def documents(watches: Sequence[Watch]) -> list[SourceDocument]:
    """What to put into the configuration to go on watching the same pages; one document a watch, in their order."""
    found: dict[str, SourceDocument] = {}
    for watch in watches:
        name, terms_type = _split(watch)
        # Two pages under one name are two vendors until a person says otherwise.
        path = urlsplit(watch.url).path.strip("/")
        names = chain((name, f"{name} {path}"), (f"{name} {number}" for number in count(2)))
        candidates = (_document(one, terms_type, watch) for one in names)
        document = next(candidate for candidate in candidates if candidate.key not in found)
        found[document.key] = document
    return list(found.values())


def _document(name: str, terms_type: str, watch: Watch) -> SourceDocument:
    return SourceDocument(
        vendor=slug(name),
        vendor_name=name,
        terms_type=terms_type,
        urls=(watch.url,),
        interval=timedelta(days=1),
        tags=watch.tags,
        select=watch.select,
        remove=watch.remove,
    )


def _split(watch: Watch) -> tuple[str, str]:
    """The vendor and the kind of document that a watch is named after: "Acme Privacy Policy", "Acme", or nothing."""
    name = watch.name.strip()
    for terms_type in _TERMS_TYPES:
        if name.casefold().endswith(terms_type.casefold()):
            name = name[: -len(terms_type)].strip(" -–|:")
            return (name if slug(name) else _host(watch.url)), terms_type
    return (name if slug(name) else _host(watch.url)), PRIVACY_POLICY


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _yaml_watches(place: Path) -> Iterator[Watch]:
    for job in yaml.safe_load_all(place.read_text("utf-8")):
        if job and not isinstance(job, dict):
            raise ValueError('each of its parts has to be a job with a "url"')
        url = job and _word(job.get("url") or job.get("navigate"))
        if url:
            # Both programs name a job by the address that it shows to people, where it has one.
            shown = _word(job.get("user_visible_url")) or url
            select, remove = _filtered(job.get("filters") or job.get("filter") or ())
            yield Watch(
                id=hashlib.sha1(shown.encode(), usedforsecurity=False).hexdigest(),
                name=_word(job.get("name")),
                url=url,
                select=select,
                remove=remove,
                tags=_words(job.get("tags") or ()),
                unfit=_unfit(job),
            )


def _unfit(job: Mapping[str, Any]) -> str:
    if job.get("enabled") is False or job.get("paused"):
        return "it is switched off there"
    if job.get("data") or job.get("body"):
        return "it sends a form, which clausewatch does not"
    return ""


def _filtered(filters: str | Iterable[object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the first CSS filter of a job selects and leaves out; later ones work on what is left of the page."""
    for step in filters if not isinstance(filters, str) else ():
        if isinstance(step, dict) and "css" in step:
            css = step["css"] if isinstance(step["css"], dict) else {"selector": step["css"]}
            return _words(css.get("selector") or ()), _words(css.get("exclude") or ())
    return (), ()


def _folder_watches(place: Path) -> Iterator[Watch]:
    """Up to 0.50 all watches stand in url-watches.json, later each in its own watch.json."""
    one_file = place / "url-watches.json"
    files = sorted(place.glob("*/watch.json"))
    if not files and not one_file.is_file():
        raise ValueError("it holds neither url-watches.json nor a watch.json")
    whole = json.loads(one_file.read_text("utf-8")) if one_file.is_file() else {}
    watches: dict[str, Mapping[str, Any]] = dict(whole.get("watching", {}))
    watches.update((file.parent.name, json.loads(file.read_text("utf-8"))) for file in files)
    tags = dict(whole.get("settings", {}).get("application", {}).get("tags", {}))
    tags.update((file.parent.name, json.loads(file.read_text("utf-8"))) for file in place.glob("*/tag.json"))
    for uuid, watch in watches.items():
        if url := _word(watch.get("url")):
            yield Watch(
                id=uuid,
                name=_word(watch.get("title")),
                url=url,
                select=_css(watch.get("include_filters")),
                remove=_css(watch.get("subtractive_selectors")),
                tags=_words(tags[tag]["title"] for tag in watch.get("tags") or () if tag in tags),
                unfit=_unfit(watch),
            )


def _css(selectors: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(one.strip() for one in selectors or () if one.strip() and not one.strip().startswith(_NO_CSS))


def _words(one_or_more: str | Iterable[object]) -> tuple[str, ...]:
    found = (one_or_more,) if isinstance(one_or_more, str) else one_or_more
    return tuple(filter(None, map(_word, found)))


def _word(value: object) -> str:
    """A text, or a number in its place ("name: 365"); whatever else stands there says nothing."""
    return str(value) if isinstance(value, str | int | float) else ""
