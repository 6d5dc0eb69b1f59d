"""Pages that React sends in pieces: what is late stands hidden at the end, and a script brings it to its place. Pure.

    <!--$?--><template id="B:0"></template>Loading<!--/$--> ... <div hidden id="S:0">Text</div><script>$RC("B:0","S:0")

In which order the pieces come may differ from fetch to fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PIECE = re.compile(r'<div hidden(?:="")? id="([^"\s]{0,40}S:[0-9a-f]{1,6})">')
_END = re.compile(r"</div>(?=\s*<script\b[^>]{0,200}>\s*\$R)")
_BROUGHT = re.compile(r'\$R[A-Z]\("([^"\s]{0,40}[BP]:[0-9a-f]{1,6})",\s*"([^"\s]{0,40}S:[0-9a-f]{1,6})"')
_PLACE = re.compile(  # B: in the place of what is shown until then; P: beside what it belongs to
    r'<template id="([^"\s]{0,40}(?:B:[0-9a-f]{1,6}"></template>[^<]*+(?:<(?!template|!--)[^<]*+)*+<!--/\$-->|'
    r'P:[0-9a-f]{1,6}"></template>))',
)
_DEEPEST = 8  # pieces that wait for a place in other pieces


def put_in_place(html: str) -> str:
    """The page with its late pieces where they belong; unchanged where it has none."""
    if "<div hidden" not in html or "$R" not in html:
        return html
    brought = dict(_BROUGHT.findall(html))
    wanted = frozenset(brought.values())
    waiting: dict[str, str] = {}
    kept, position = [], 0
    for name, opening, closing in _pieces(html):
        if name in wanted:
            waiting[name] = html[opening.end() : closing.start()]
            kept.append(html[position : opening.start()])
            position = closing.end()
    page = "".join((*kept, html[position:]))

    def piece(place: re.Match[str]) -> str:
        return waiting.pop(brought.get(place[1].partition('"')[0], ""), place[0])  # once, or a page could grow and grow

    for _ in range(_DEEPEST):
        before = len(waiting)
        page = _PLACE.sub(piece, page) if waiting else page
        if len(waiting) == before:
            break
    return page + "".join(f"<div>{left}</div>" for left in waiting.values())


def _pieces(html: str) -> Iterator[tuple[str, re.Match[str], re.Match[str]]]:
    """The name of each piece, and where its element begins and ends."""
    position = 0
    while (opening := _PIECE.search(html, position)) and (closing := _END.search(html, opening.end())):
        yield opening[1], opening, closing
        position = closing.end()
