"""Tables that lay a document out in columns, one for each language. Pure.

A column is told by its words; where as much stands in another language beside that of the wanted one, it is left out.
"""

from __future__ import annotations

from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Tag

from monitor.model.language import language_of
from scrapers.page.weights import size_of

_TABLES = 20  # looked at; a page that has more wants to cost time
_COLUMNS = range(2, 6)
_ENOUGH = 300  # characters of a column that is a text
_LEAST, _MOST = 0.4, 2.5  # what a translation is long, in lengths of the text


def leave_out_translations(soup: BeautifulSoup, language: str) -> None:
    """Takes the columns in other languages out of tables that have one in this language (ISO 639-1)."""
    tables = (node for node in soup.descendants if isinstance(node, Tag) and node.name == "table")
    for table in list(islice(tables, _TABLES)):
        rows = _rows(table)
        width = max(map(len, rows), default=0)
        if width not in _COLUMNS:
            continue
        columns = [[row[place] for row in rows if len(row) == width] for place in range(width)]
        for cell in (cell for column in _foreign(columns, language) for cell in column):
            cell.decompose()


def _rows(table: Tag) -> list[list[Tag]]:
    groups = [table, *_children(table, ("thead", "tbody", "tfoot"))]
    return [_children(row, ("td", "th")) for group in groups for row in _children(group, ("tr",))]


def _children(tag: Tag, names: tuple[str, ...]) -> list[Tag]:
    return [child for child in tag.contents if isinstance(child, Tag) and child.name in names]


def _foreign(columns: list[list[Tag]], language: str) -> list[list[Tag]]:
    texts = ["\n".join(cell.get_text(" ") for cell in column) for column in columns]
    sizes = [size_of(text) for text in texts]
    if min(sizes) < _ENOUGH or max(sizes) > _MOST * min(sizes) or min(sizes) < _LEAST * max(sizes):
        return []
    spoken = [language_of(text) for text in texts]
    if language not in spoken or None in spoken or len(set(spoken)) < len(spoken):
        return []
    return [column for column, told in zip(columns, spoken, strict=True) if told != language]
