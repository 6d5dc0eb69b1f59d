"""Adding a vendor by its address: what is read there is shown first, and saved only then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from monitor.compare.segment import segment
from monitor.errors import ConfigError, FetchError
from monitor.judge import read_text
from monitor.model import Category, Page, slug
from monitor.web.passages import readable
from monitor.web.site import View
from scrapers.discover import Discovery
from store import sources

_SHOWN = 25  # passages of the text that was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """How the daemon adds a vendor.

    find: the policy of a vendor from any page of its site, and how it reads; raises FetchError.
    name_from: a vendor's name as its address suggests it. save: writes (name, address, language of the text,
    tags) into the configuration and takes it over; raises ConfigError.
    """

    find: Callable[[str], tuple[Discovery, Page]]
    name_from: Callable[[str], str | None]
    save: Callable[[str, str, str | None, Sequence[str]], None]


def form(view: View) -> Response:
    return _page(view)


def look(view: View) -> Response:
    """Fetches and shows; nothing is saved."""
    adding = _adding(view)
    url = _address(view.form().get("url", ""))
    try:
        found, page = adding.find(url)
    except FetchError as error:
        return _page(view, url=url, problem=error.problem, code=422)
    said, passages = read_text(page.text), segment(page.text)
    return view.render(
        "add_found.html.j2",
        found=found,
        page=page,
        name=adding.name_from(found.url) or "",
        tags=sources.tags(view.db),
        known_as=[source.vendor_name for source in view.site.settings().sources if found.url in source.urls],
        words=len(page.text.split()),
        passages=[(passage, readable(passage.text)) for passage in passages[:_SHOWN]],
        left=max(len(passages) - _SHOWN, 0),
        counts={topic: sum(practice.category is topic for practice in said) for topic in Category},
    )


def save(view: View) -> Response:
    fields = view.form()
    name, url = fields.get("name", "").strip(), _address(fields.get("url", ""))
    known = {source.vendor for source in view.site.settings().sources}
    if not slug(name) or slug(name) in known:
        problem = f"{name} is watched already." if slug(name) else "A vendor needs a name with a Latin letter or digit."
        return _page(view, url=url, problem=problem, code=422)
    try:
        _adding(view).save(name, url, fields.get("language") or None, _tags(fields.get("tags", "")))
    except ConfigError as error:
        return _page(view, url=url, problem=f"{error.faults[0].problem}. {error.faults[0].hint}", code=422)
    return RedirectResponse(f"/add?{urlencode({'saved': name})}", status_code=303)


def _adding(view: View) -> Adding:
    if view.site.adding is None:
        raise HTTPException(404, "Vendors are added with `clausewatch add` here.")
    return view.site.adding


def _tags(typed: str) -> list[str]:
    """Words with commas between them."""
    return list(dict.fromkeys(tag for part in typed.split(",") if (tag := part.strip())))


def _address(typed: str) -> str:
    """As people type it: without https:// it is meant so."""
    typed = typed.strip()
    return typed if "://" in typed else f"https://{typed}"


def _page(view: View, *, url: str = "", problem: str = "", code: int = 200) -> Response:
    _adding(view)
    return view.render("add.html.j2", code=code, url=url, problem=problem)
