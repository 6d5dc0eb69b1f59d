"""Blocks -> the text that is stored, shown and compared. Pure. The grammar stands in scrapers.extract."""

from __future__ import annotations

from collections.abc import Iterable

from scrapers.page.blocks import Block, Kind


def render(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown-like text, without a line break at the end."""
    lines: list[str] = []
    previous: Block | None = None
    for block in blocks:
        if previous is not None and not (previous.kind is Kind.ITEM and block.kind is Kind.ITEM):
            lines.append("")
        lines.append(_written(block))
        previous = block
    return "\n".join(lines)


def _written(block: Block) -> str:
    if block.kind is Kind.HEADING:
        return f"{'#' * block.level} {block.text}"
    if block.kind is Kind.ITEM:
        indent = "  " * (block.level - 1)
        marker = f"{block.marker} " if block.marker else "  "
        first, *rest = block.text.split("\n")
        return "\n".join([f"{indent}{marker}{first}", *(f"{indent}  {line}" for line in rest)])
    return block.text
