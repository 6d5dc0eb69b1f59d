"""Policies in Word's format (DOCX) -> HTML that says the same. Pure.

A document is a zip archive of XML (ISO/IEC 29500). Headings are known by the names of their styles, which stay English
in every language; running heads and comments stand in other files, and what was struck out is not read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from html import escape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

_ARCHIVE = b"PK\x03\x04"
_TEXT, _STYLES = "word/document.xml", "word/styles.xml"
_MOST = 10_000_000  # bytes of a part when unpacked
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, etree.XMLSyntaxError)
_HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number) ?([2-5])?", re.IGNORECASE)
_AROUND = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo"))
_RUNS = _AROUND | frozenset(f"{_W}{name}" for name in ("r", "hyperlink", "fldSimple"))
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "<br>", f"{_W}cr": "<br>", f"{_W}noBreakHyphen": "-"}


def as_html(content: bytes) -> str | None:
    """The document as HTML; None where these bytes are none."""
    if not content.startswith(_ARCHIVE):
        return None
    try:
        with ZipFile(BytesIO(content)) as archive:
            if _TEXT not in archive.namelist():
                return None
            text = _part(archive, _TEXT)
            styles = _part(archive, _STYLES) if _STYLES in archive.namelist() else None
    except _BROKEN:
        return None
    names = dict(_style_names(styles)) if styles is not None else {}
    body = text.find(f"{_W}body")
    return f"<body>{''.join(_blocks(body, names))}</body>" if body is not None else None


def _part(archive: ZipFile, name: str) -> etree._Element:
    with archive.open(name) as part:
        source = part.read(_MOST + 1)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(source, parser)
    if root is None or len(source) > _MOST:
        raise BadZipFile(name)
    return root


def _style_names(styles: etree._Element) -> Iterator[tuple[str, str]]:
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            yield style.get(f"{_W}styleId", ""), name.get(f"{_W}val", "").lower()


def _blocks(around: etree._Element, names: dict[str, str]) -> Iterator[str]:
    """The paragraphs and tables in an element, in their order; items of a list in as many lists as they are deep."""
    depth = 0
    for block in _inside(around):
        deep, written = (0, _table(block, names)) if block.tag == f"{_W}tbl" else _paragraph(block, names)
        if written:
            yield "<ul>" * (deep - depth) + "</ul>" * (depth - deep) + written
            depth = deep
    yield "</ul>" * depth


def _inside(around: etree._Element) -> Iterator[etree._Element]:
    stack = list(reversed(around))
    while stack:
        node = stack.pop()
        if node.tag in _AROUND:
            stack.extend(reversed(node))
        elif node.tag in (f"{_W}p", f"{_W}tbl"):
            yield node


def _paragraph(paragraph: etree._Element, names: dict[str, str]) -> tuple[int, str]:
    """How deep in lists a paragraph stands, and what it says."""
    text = "".join(_words(paragraph))
    style = names.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")), "")
    if not text.strip() or style.startswith("toc "):
        return 0, ""
    if heading := _HEADING.fullmatch(style):
        return 0, f"<h{heading[1]}>{text}</h{heading[1]}>"
    if style == "title":
        return 0, f"<h1>{text}</h1>"
    deep = _depth(paragraph, style)
    return deep, f"<li>{text}</li>" if deep else f"<p>{text}</p>"


def _depth(paragraph: etree._Element, style: str) -> int:
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
    if numbered is not None:
        level = _value(numbered.find(f"{_W}ilvl"))
        return 0 if _value(numbered.find(f"{_W}numId")) == "0" else min(int(level) if level.isdecimal() else 0, 8) + 1
    listed = _LIST.fullmatch(style)
    return int(listed[1] or 1) if listed else 0


def _value(node: etree._Element | None) -> str:
    return "" if node is None else str(node.get(f"{_W}val", ""))


def _words(around: etree._Element) -> Iterator[str]:
    stack = list(reversed(around))
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}t":
            yield escape(node.text or "")
        elif node.tag in _SIGNS:
            yield _SIGNS[node.tag]
        elif node.tag in _RUNS:
            stack.extend(reversed(node))


def _table(table: etree._Element, names: dict[str, str]) -> str:
    rows = []
    for row in table.iterfind(f"{_W}tr"):
        cells = ("".join(_blocks(cell, names)) for cell in row.iterfind(f"{_W}tc"))
        rows.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"
