"""Documents that a page's data holds as trees and not as HTML: rich text, and what React sends. Pure.

The makes differ in names only, so one reading serves them: Portable Text, Contentful's and DatoCMS's documents,
ProseMirror and its descendants, Slate, Lexical, Ricos. A node says what it is ("heading-2", "bulletList") and holds
nodes under "children", "content" or "nodes"; a leaf holds "text" or, so named, a "value". Where blocks only follow each
other (Prismic, Draft.js), each says what it is and holds its text; those of Editor.js hold HTML in their "data", and
Quill's say at the end of a line what the line was. React's elements are lists: ["$", "p", key, props].
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape

_HOLDS = ("children", "content", "nodes", "ops")
_SAYS = ("listItem", "style", "tag", "nodeType", "_type", "type")  # the most telling first
_LEAVES = frozenset(("text", "span"))
_PLACES = re.compile("[^a-z0-9]")
_ELEMENTS: Mapping[str, str] = {
    **dict.fromkeys(("bulletlist", "bulletedlist", "unorderedlist", "ul", "orderedlist", "numberedlist", "ol"), "ul"),
    **dict.fromkeys(("listitem", "bullet", "number", "li", "olistitem", "unorderedlistitem", "orderedlistitem"), "li"),
    **dict.fromkeys(("tablerow", "tr"), "tr"),
    **dict.fromkeys(("tablecell", "td"), "td"),
    **dict.fromkeys(("tableheader", "tableheadercell", "th"), "th"),
    **{name: name for name in ("table", "thead", "tbody", "blockquote", "dl", "dt", "dd", "br", "summary", "details")},
    **dict.fromkeys(("paragraph", "p", "normal", "block", "unstyled"), "p"),
    **dict.fromkeys(("link", "hyperlink", "a", "strong", "b", "em", "i", "u", "span", "inline", "code"), "span"),
}
_NO_TEXT = frozenset(("script", "style", "svg", "noscript", "nav", "footer"))
_DEEPEST = 6
_HEADING = re.compile(r"h(?:ead(?:ing|er))?([1-6]|one|two|three|four|five|six)?")
_LEVELS = {word: level for level, word in enumerate(("one", "two", "three", "four", "five", "six"), start=1)}
_QUILL = "insert"  # an operation of Quill's holds its text under this name


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
        if isinstance(value, str) and value.startswith(("{", "[")):
            value = _parsed(value)  # content systems send their trees as strings in data
            stack.append(value)
        elif isinstance(value, dict):
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))


def _parsed(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _is_rich(value: object) -> bool:
    """Whether a value is an element or holds some, or holds nodes that say what they are and hold others."""
    nodes = value if isinstance(value, list) else _held(value)
    if _is_element(value) or any(map(_is_element, nodes)):
        return True
    return bool(nodes) and all(isinstance(node, dict) for node in nodes) and any(_is_block(node) for node in nodes)


def _is_block(node: object, depth: int = _DEEPEST) -> bool:
    """Whether a node says what it is and leads to text: a table's rows, cells and paragraphs do within a few steps."""
    if _is_line(node):
        return True
    held = _held(node) if depth else []
    return bool(held) and _said(node) != "" and any(_is_leaf(one) or _is_block(one, depth - 1) for one in held)


def _is_line(node: object) -> bool:
    """Whether a node is a block that holds its own text, or an operation that ends a line."""
    if not isinstance(node, dict):
        return False
    if isinstance(node.get(_QUILL), str):
        return str(node[_QUILL]).endswith("\n")
    said = _said(node)
    return (_HEADING.fullmatch(said) is not None or _ELEMENTS.get(said) in ("p", "li")) and (
        isinstance(node.get("text"), str) or "text" in _data(node)
    )


def _data(node: Mapping[str, object]) -> Mapping[str, object]:
    """What a block of Editor.js, or a leaf or a heading of Ricos, is told beside its kind."""
    named = (node.get(name) for name in ("data", "textData", "headingData"))
    return next((each for each in named if isinstance(each, dict)), {})


def _is_element(value: object) -> bool:
    return isinstance(value, list) and len(value) > 3 and value[0] == "$" and isinstance(value[3], dict)


def _is_leaf(node: object) -> bool:
    return isinstance(node, dict) and _text(node) is not None


def _text(node: Mapping[str, object]) -> str | None:
    text = node.get("text", node.get("value") if _said(node) in _LEAVES else None)
    if text is None and isinstance(node.get("textData"), dict):
        text = _data(node).get("text")
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
        if any(isinstance(node, dict) and _QUILL in node for node in value[:2]):
            return _of_quill(value)
        if not _is_element(value):
            return "".join(map(_html, value))
        props = value[3]
        return _element(str(value[1]).lower(), _html(props.get("children", [])), props)
    if not isinstance(value, dict):
        return ""
    text = _text(value)
    if text is not None:
        return _element(_said(value), escape(text), value) if _is_line(value) else escape(text)
    return _element(_said(value), _of_editor(value) or _html(_held(value)), value)


def _of_editor(node: Mapping[str, object]) -> str:
    """The HTML of a block of Editor.js, the items of a list among them."""
    data = node.get("data")
    if not isinstance(data, dict):
        return ""
    items = data.get("items")
    listed = items if isinstance(items, list) else []
    told = [item.get("content", item.get("text")) if isinstance(item, dict) else item for item in listed]
    rows = "".join(f"<li>{item}</li>" for item in told if isinstance(item, str))
    text = data.get("text")
    return f"<ul>{rows}</ul>" if rows else text if isinstance(text, str) else ""


def _of_quill(operations: list[object]) -> str:
    """The lines that operations write; each ends with a line break that says what it was."""
    lines, line = [], ""
    for operation in operations:
        written = operation.get(_QUILL) if isinstance(operation, dict) else None
        for part in re.split("(\n)", written) if isinstance(written, str) else ():
            if part != "\n":
                line += escape(part)
                continue
            said = operation.get("attributes") if isinstance(operation, dict) else None
            level = said.get("header") if isinstance(said, dict) else None
            listed = isinstance(said, dict) and "list" in said
            name = f"h{level}" if level in range(1, 7) else "li" if listed else "p"
            lines.append(f"<{name}>{line}</{name}>")
            line = ""
    return "".join(lines)


def _element(said: str, inside: str, node: Mapping[str, object]) -> str:
    if said in _NO_TEXT:
        return ""
    if heading := _HEADING.fullmatch(said):
        attributes = node.get("attrs")
        level = node.get("level") or (attributes.get("level") if isinstance(attributes, dict) else None)
        level = level or _data(node).get("level")
        stated = _LEVELS.get(heading[1] or "", heading[1])
        name = f"h{stated or (level if level in range(1, 7) else 2)}"
    else:
        name = _ELEMENTS.get(said, "div")
    return f"<{name}>{inside}</{name}>"
