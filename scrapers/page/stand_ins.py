"""What a page holds but does not show by itself: for browsers without scripts, for its scripts to show, in a box. Pure.

Tried only where a page is an empty shell, best first: <noscript>, <template> and <iframe>, a document in an attribute
(srcdoc), a text in a <textarea>; HTML in an attribute of an element that a script makes; then the data of the page's
scripts (a framework's state, a content system's answer), in which the document stands as strings of HTML or Markdown,
or as a tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from itertools import islice

from scrapers.page.rich_text import written
from scrapers.page.scripted import scripts

_ELEMENTS = re.compile(r"<(?:noscript|template|textarea|iframe)\b|\ssrcdoc\s*=", re.IGNORECASE)
_SRCDOC = re.compile(r"""<iframe\b[^<>]{0,500}?\ssrcdoc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_TEXTAREA = re.compile(r"<(/?)textarea\b[^<>]{0,500}>", re.IGNORECASE)
_DATA_ATTRIBUTE = re.compile(r"""=\s*(?:"([{\[][^"]{200,})"|'([{\[][^']{200,})')""")
_HTML_ATTRIBUTE = re.compile(r"""=\s*(?:"(\s*(?:&lt;|<)[^"]{200,})"|'(\s*(?:&lt;|<)[^']{200,})')""")
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_PARSES = re.compile(r"""\bJSON\.parse\(\s*(?:"((?:[^"\\]++|\\.)*+)"|'((?:[^'\\]++|\\.)*+)')""", re.DOTALL)
_QUOTES = re.compile(r"\\'|\"")
_ASSIGNS = re.compile(r"=\s{0,9}(?=[{\[])")
_ASSIGNED = 50  # tried; a program has few that are data
_DECODER = json.JSONDecoder(strict=False)
_ROW = re.compile(r"^[0-9a-f]+:")
_HTML = re.compile(r"</(?:p|li|h[1-6])>", re.IGNORECASE)
_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_SENT = "__next_f.push("  # React's rows, which may be sent in pieces
_LEAST = 100  # characters of a string that is a part of a document
_MOST = 3_000_000  # characters of a source that are looked at


def stand_ins(html: str) -> Iterator[str]:
    """The page with what it holds brought to where it can be read, in the ways that it gives cause to try."""
    if _ELEMENTS.search(html):
        yield _TEXTAREA.sub(_box, _SRCDOC.sub(_document, html))
    head = _HEAD_END.search(html)
    before = html[: head.end()] if head else ""
    if parts := [unescape(match[1] or match[2]) for match in _HTML_ATTRIBUTE.finditer(html[:_MOST])]:
        yield _page(before, parts)
    sources = _sources(html[:_MOST])
    for found in (_parts, _trees):
        if parts := found(sources):
            yield _page(before, parts)


def _page(before: str, parts: list[str]) -> str:
    return f"{before}<body>{''.join(f'<div>{part}</div>' for part in parts)}</body></html>"


def _document(match: re.Match[str]) -> str:
    return unescape(match[1] or match[2] or "") + "<iframe "


def _box(match: re.Match[str]) -> str:
    return "</div>" if match[1] else '<div style="white-space: pre-wrap">'


def _parts(sources: Sequence[str]) -> list[str]:
    """HTML of the documents in the page's data, in their order; each only once, however often a page repeats it."""
    strings = [string for source in sources for string in _strings(source) if len(string) >= _LEAST]
    marked_up = [string for string in strings if _HTML.search(string)]
    return list(dict.fromkeys(marked_up or [_lines(string) for string in strings if string.count("\n\n") > 1]))


def _sources(html: str) -> list[str]:
    return [*map(_parsed, scripts(html)), *(unescape(match[1] or match[2]) for match in _DATA_ATTRIBUTE.finditer(html))]


def _trees(sources: Sequence[str]) -> list[str]:
    """HTML of the documents that stand as trees in the page's data."""
    data = [found for source in sources for text in (source, source.partition(">")[2]) if (found := _json(text))]
    data += [found for source in sources for found in _assigned(source)]
    sent = "".join(string for source in sources if _SENT in source for string in _literal_strings(source))
    data += [found for row in sent.split("\n") if (found := _json(_ROW.sub("", row)))]
    trees = (tree for each in data for tree in written(each))
    return list(dict.fromkeys(tree for tree in trees if len(tree) >= _LEAST))


def _parsed(script: str) -> str:
    """What a script only parses: JSON.parse("..."); else the script."""
    if (found := _PARSES.search(script)) is None:
        return script
    literal = f'"{found[1]}"' if found[1] is not None else '"' + _QUOTES.sub(_requoted, found[2]) + '"'
    string = _json(literal)
    return string if isinstance(string, str) else script


def _requoted(match: re.Match[str]) -> str:
    return {"\\'": "'", '"': '\\"'}[match[0]]


def _assigned(program: str) -> Iterator[object]:
    """Data that a program assigns: window.state = {...}."""
    for start in islice(_ASSIGNS.finditer(program), _ASSIGNED):
        try:
            yield _DECODER.raw_decode(program, start.end())[0]
        except (ValueError, RecursionError):
            continue


def _literal_strings(program: str) -> Iterator[str]:
    return (string for literal in _literals(program) if isinstance(string := _json(literal), str))


def _strings(source: str) -> Iterator[str]:
    """The strings of a script's data. Of a program's, only the longest document: in which order it shows them, or
    whether it does, only running it would tell.
    """
    body = source.partition(">")[2]  # what stands before is the rest of the start tag
    for text in (source, body):
        if (data := _json(text)) is not None:
            yield from _inside(data)
            return
    rows = (row for literal in _literals(body) if len(literal) >= _LEAST for row in _rows(literal))
    documents = [row for row in rows if row.startswith(("<", "#"))]
    yield from sorted(documents, key=len)[-1:]


def _literals(program: str) -> Iterator[str]:
    """The quoted strings of a program; linear in its length, for it ends at the first that has no end."""
    start = program.find('"')
    while start >= 0 and (match := _STRING.match(program, start)):
        yield match.group()
        start = program.find('"', match.end())


def _rows(literal: str) -> Iterator[str]:
    """The string that a literal stands for; the strings in its lines, where they are data (React sends them so)."""
    string = _json(literal)
    if not isinstance(string, str):
        return
    yield string
    for row in string.split("\n"):
        if (data := _json(_ROW.sub("", row))) is not None:
            yield from _inside(data)


def _inside(data: object) -> Iterator[str]:
    """All strings in data, in their order."""
    stack = [data]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            inner = _json(value) if value.startswith(("{", "[")) else None
            if inner is None:
                yield value
            else:
                stack.append(inner)
        elif isinstance(value, dict):
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def _json(text: str) -> object:
    """None where a text is no JSON."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _lines(text: str) -> str:
    return f'<div style="white-space: pre-wrap">{escape(text)}</div>'
