"""Atom feeds (RFC 4287) of changes: all, by vendor, tag and topic. What nobody is told of is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

from starlette.responses import Response

from monitor.errors import NotFoundError
from monitor.model import Category, Finding, Judgement
from monitor.web import parameters, wording
from monitor.web.site import View
from notifiers.escape import one_line, readable
from notifiers.wording import TOPICS
from store import judgements, sources
from store.changes import ChangeLine, list_changes

_ATOM = "http://www.w3.org/2005/Atom"
_LENGTH = 50
_FINDINGS, _QUOTED = 5, 600  # of an entry; characters of a quote
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # the other ones are control characters, which one_line drops


def address(query: Mapping[str, str]) -> str:
    """The feed of a list of changes that is narrowed down by these parameters, as closely as there is one."""
    narrowed = {name: quote(query[name], safe="") for name in ("vendor", "tag", "topic") if name in query}
    match narrowed:
        case {"vendor": vendor}:
            return f"/feeds/{vendor}.atom"
        case {"tag": tag}:
            return f"/feeds/tags/{tag}.atom"
        case {"topic": topic}:
            return f"/feeds/topics/{topic}.atom"
    return "/feeds/all.atom"


def everything(view: View) -> Response:
    return _feed(view, "every vendor", "/changes", list_changes(view.db, told=True, limit=_LENGTH))


def of_vendor(view: View) -> Response:
    keys = sources.find(view.db, view.path["vendor"])
    vendor = sources.vendor_of(view.db, keys[0])
    found = list_changes(view.db, vendors=[vendor], told=True, limit=_LENGTH)
    return _feed(view, sources.vendor_name(view.db, keys[0]), f"/vendors/{vendor}", found)


def of_tag(view: View) -> Response:
    tag = view.path["tag"]
    if tag not in sources.tags(view.db):
        raise NotFoundError(f"tag {tag!r}")
    return _feed(
        view,
        f"vendors tagged {tag}",
        f"/changes?{urlencode({'tag': tag})}",
        list_changes(view.db, tag=tag, told=True, limit=_LENGTH),
    )


def of_topic(view: View) -> Response:
    topic = parameters.choice(view.path, "topic", Category)
    assert topic is not None  # noqa: S101 - the path has one
    return _feed(
        view, TOPICS[topic], f"/changes?topic={topic}", list_changes(view.db, topic=topic, told=True, limit=_LENGTH)
    )


def _feed(view: View, subject: str, page: str, changes: list[ChangeLine]) -> Response:
    """page: where people see the same.

    The ids do not depend on the address at which the feed is read, so that a reader never sees an entry twice.
    """
    base = str(view.request.base_url).rstrip("/")
    path = quote(view.request.url.path)  # tags are words, and an address holds no blanks
    judged = judgements.latest_of(view.db, [(change.source, change.number) for change in changes])
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"urn:clausewatch:feed:{path}")
    _add(feed, "title", f"Policy changes: {subject}")
    newest = max((change.recorded_at for change in changes), default=None)
    # A feed without entries has not been updated since the beginning; a time that moves would wake readers for nothing.
    _add(feed, "updated", _instant(newest) if newest else "1970-01-01T00:00:00Z")
    ET.SubElement(ET.SubElement(feed, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name").text = "clausewatch"
    ET.SubElement(feed, f"{{{_ATOM}}}link", rel="self", type="application/atom+xml", href=base + path)
    ET.SubElement(feed, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=base + page)
    for change in changes:
        entry = _entry(feed, change, base)
        if found := judged.get((change.source, change.number)):
            _add(entry, "content", _words(found)).set("type", "html")
    ET.register_namespace("", _ATOM)
    body = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml; charset=utf-8")


def _entry(feed: ET.Element, change: ChangeLine, base: str) -> ET.Element:
    entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
    _add(entry, "id", f"urn:clausewatch:change:{change.id}")
    _add(
        entry,
        "title",
        f"{change.vendor_name}: {wording.headline(change.verdict, change.topics, change.pins)} ({change.terms_type})",
    )
    _add(entry, "updated", _instant(change.recorded_at))
    _add(entry, "published", _instant(change.recorded_at))
    ET.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=f"{base}/changes/{change.id}")
    for topic in change.topics:
        ET.SubElement(entry, f"{{{_ATOM}}}category", term=topic.value, label=TOPICS[topic])
    more = f" And {change.findings - 1} more." if change.findings > 1 else ""
    _add(entry, "summary", (change.reason or "Please read the change.") + more)
    return entry


def _words(judged: Judgement) -> str:
    """What changed, in HTML: whoever reads the feed elsewhere may not reach the page."""
    told = [_finding(finding) for finding in judged.told[:_FINDINGS]] or [f"<p>{escape(judged.note)}</p>"]
    left = len(judged.told) - _FINDINGS
    return "".join(told) + (f"<p>And {left} more.</p>" if left > 0 else "")


def _finding(finding: Finding) -> str:
    head = f"<p><b>{TOPICS[finding.category].capitalize()}</b>: {escape(finding.reason)}</p>"
    return head + _quote("Before", finding.old) + _quote("After", finding.new)


def _quote(label: str, words: str | None) -> str:
    if words is None:
        return f"<p>{label}: not stated</p>"
    quoted = readable(words)
    cut = " … (shortened)" if len(quoted) > _QUOTED else ""
    return f"<blockquote>{label}: “{escape(quoted[:_QUOTED])}{cut}”</blockquote>"


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = one_line(_NOT_IN_XML.sub("", text))
    return element


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
