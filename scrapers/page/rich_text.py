"""Documents that a page's data holds as trees and not as HTML: rich text, and what React sends. Pure.

The makes differ in names only, so one reading serves them: Portable Text, Contentful's and DatoCMS's documents,
ProseMirror and its descendants, Slate, Lexical. A node says what it is ("heading-2", "bulletList") and holds nodes
under "children" or "content"; a leaf holds "text" or, so named, a "value". React's elements are lists: ["$", "p", key,
props].
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

_HOLDS = ("children", "content")
_SAYS = ("listItem", "style", "tag", "nodeType", "_type", "type")  # the most telling first
_LEAVES = frozenset(("text", "span"))
_PLACES = re.compile("[^a-z0-9]")
_ELEMENTS: Mapping[str, str] = {
    **dict.fromkeys(("bulletlist", "bulletedlist", "unorderedlist", "ul", "orderedlist", "numberedlist", "ol"), "ul"),
    **dict.fromkeys(("listitem", "bullet", "number", "li"), "li"),
    **dict.fromkeys(("tablerow", "tr"), "tr"),
    **dict.fromkeys(("tablecell", "td"), "td"),
    **dict.fromkeys(("tableheader", "tableheadercell", "th"), "th"),
    **{name: name for name in ("table", "thead", "tbody", "blockquote", "dl", "dt", "dd", "br", "summary", "details")},
    **dict.fromkeys(("paragraph", "p", "normal", "block"), "p"),
    **dict.fromkeys(("link", "hyperlink", "a", "strong", "b", "em", "i", "u", "span", "inline", "code"), "span"),
}
_NO_TEXT = frozenset(("script", "style", "svg", "noscript", "nav", "footer"))
_DEEPEST = 6
_HEADING = re.compile(r"h(?:eading)?([1-6])?")


def written(data: object) -> Iterator[str]:
    """HTML of the documents in data, in their order."""
    stack = [data]
    while stack:
        value = stack.pop()
        try:
            if _is_rich(value):
                yield _html(value)
                continue
        except RecursionError:
            continue
        if isinstance(value, dict):
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def _is_rich(value: object) -> bool:
    """Whether a value is an element or holds some, or holds nodes that say what they are and hold others."""
    nodes = value if isinstance(value, list) else _held(value)
    if _is_element(value) or any(map(_is_element, nodes)):
        return True
    return bool(nodes) and all(isinstance(node, dict) for node in nodes) and any(_is_block(node) for node in nodes)


def _is_block(node: object, depth: int = _DEEPEST) -> bool:
    """Whether a node says what it is and leads to text: a table's rows, cells and paragraphs do within a few steps."""
    held = _held(node) if depth else []
    return bool(held) and _said(node) != "" and any(_is_leaf(one) or _is_block(one, depth - 1) for one in held)


def _is_element(value: object) -> bool:
    return isinstance(value, list) and len(value) > 3 and value[0] == "$" and isinstance(value[3], dict)


def _is_leaf(node: object) -> bool:
    return isinstance(node, dict) and _text(node) is not None


def _text(node: Mapping[str, object]) -> str | None:
    text = node.get("text", node.get("value") if _said(node) in _LEAVES else None)
    return text if isinstance(text, str) else None


def _held(node: object) -> list[object]:
    if not isinstance(node, dict):
        return []
    return next((node[name] for name in _HOLDS if isinstance(node.get(name), list)), [])


def _said(node: object) -> str:
    """What a node says it is, in small letters without what parts them."""
    names = (node.get(name) for name in _SAYS) if isinstance(node, dict) else ()
    return next((_PLACES.sub("", name.lower()) for name in names if isinstance(name, str)), "")


def _html(value: object) -> str:
    if isinstance(value, str):  # of React's: "$L7" is another row, "$$5" is "$5"
        return escape(value.removeprefix("$")) if value.startswith("$$") or not value.startswith("$") else ""
    if isinstance(value, list):
        if not _is_element(value):
            return "".join(map(_html, value))
        props = value[3]
        return _element(str(value[1]).lower(), _html(props.get("children", [])), props)
    if not isinstance(value, dict):
        return ""
    text = _text(value)
    return escape(text) if text is not None else _element(_said(value), _html(_held(value)), value)


def _element(said: str, inside: str, node: Mapping[str, object]) -> str:
    if said in _NO_TEXT:
        return ""
    if heading := _HEADING.fullmatch(said):
        attributes = node.get("attrs")
        level = node.get("level") or (attributes.get("level") if isinstance(attributes, dict) else None)
        name = f"h{heading[1] or (level if level in range(1, 7) else 2)}"
    else:
        name = _ELEMENTS.get(said, "div")
    return f"<{name}>{inside}</{name}>"
