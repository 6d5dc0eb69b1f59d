"""Pages as they lie on paper -> policy text, in the form that scrapers.extract documents. Pure.

pages -> without running heads and page numbers (running) -> lines and tables (lines, tables)
-> paragraphs, headings, items (blocks) -> text
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrapers.pdf.blocks import Block, Style, build_blocks, is_heading, joined, style_of
from scrapers.pdf.lines import Line, read_lines
from scrapers.pdf.running import without_running_lines
from scrapers.pdf.sheet import Sheet
from scrapers.pdf.tables import Table

_ORDERED = re.compile(r"^\d{1,2}[.)]\s+(?=\S)")


def layout(sheets: Sequence[Sheet]) -> str:
    """The policy text of a document's pages, "" where they hold no text."""
    elements = [
        element for number, sheet in enumerate(without_running_lines(sheets)) for element in read_lines(sheet, number)
    ]
    style = style_of([element for element in elements if isinstance(element, Line)])
    return _write(build_blocks(elements, style), style)


def _write(blocks: Sequence[Block | Table], style: Style) -> str:
    sizes = _heading_sizes(blocks, style)
    text = ""
    indents: list[float] = []  # of the lists that are open, outermost first
    for block in blocks:
        if isinstance(block, Block) and _is_item(block, style):
            text += ("\n" if indents else "\n\n") + _item(block, indents, style)
        else:
            indents = []
            text += "\n\n" + (_rows(block) if isinstance(block, Table) else _passage(block, sizes, style))
    return text.strip()


def _is_item(block: Block, style: Style) -> bool:
    return block.bulleted or (bool(_ORDERED.match(block.first.text)) and not is_heading(block, style))


def _item(block: Block, indents: list[float], style: Style) -> str:
    left, slack = block.first.box.left, 0.5 * block.first.box.height
    while indents and left < indents[-1] - slack:
        indents.pop()
    if not indents or left > indents[-1] + slack:
        indents.append(left)
    return "  " * (len(indents) - 1) + ("- " if block.bulleted else "") + joined(block, style)


def _passage(block: Block, sizes: Sequence[float], style: Style) -> str:
    text = joined(block, style)
    if not is_heading(block, style):
        return text
    level = 1 + sum(size > 1.04 * block.first.box.height for size in sizes)
    return f"{'#' * min(level, 6)} {text}"


def _heading_sizes(blocks: Sequence[Block | Table], style: Style) -> list[float]:
    """The distinct sizes of headings, largest first; sizes within a few per cent of each other are one."""
    sizes: list[float] = []
    for block in blocks:
        if isinstance(block, Block) and is_heading(block, style):
            height = block.first.box.height
            if not any(abs(height - size) <= 0.04 * size for size in sizes):
                sizes.append(height)
    return sorted(sizes, reverse=True)


def _rows(table: Table) -> str:
    rows = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in table.rows]
    if len(rows) > 1:
        rows.insert(1, " | ".join("---" for _ in table.rows[0]))
    return "\n".join(rows)
