"""Running heads, running feet and page numbers: what stands on every page without being said twice. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from scrapers.pdf.sheet import Piece, Sheet

_ZONE = 0.12  # of the height of the page, from above and from below
_EDGE = 0.032  # where browsers print date, title, address and page number: outside of any print margin
_GAP = 1.6  # heights of type: what stands closer to the text is a part of it
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|seite|p[aá]gina|pagina|strona|sida|side|sivu)?\s*\d{1,4}(?:\s*(?:of|/|von|sur|de|di|van|z|av|af)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)


def without_running_lines(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages without what repeats at their upper and lower edges (digits may differ) and without page numbers."""
    apart = [_apart_from_text(sheet) for sheet in sheets]
    repeated = Counter(key for pieces in apart for key in {_key(piece) for piece in pieces})
    often = max(2, len(sheets) // 2)
    return [
        replace(
            sheet,
            pieces=tuple(
                piece
                for piece in sheet.pieces
                if not (piece in pieces and _runs(piece, sheet, repeats=repeated[_key(piece)] >= often))
            ),
        )
        for sheet, pieces in zip(sheets, apart, strict=True)
    ]


def _runs(piece: Piece, sheet: Sheet, *, repeats: bool) -> bool:
    return repeats or _distance(piece, sheet) < _EDGE or bool(_PAGE_NUMBER.match(piece.text))


def _apart_from_text(sheet: Sheet) -> frozenset[Piece]:
    """The one or two outermost lines above and below, where a gap parts them from the text."""
    from_below = sorted(sheet.pieces, key=lambda piece: piece.box.bottom)
    return frozenset(_outermost(from_below, sheet) + _outermost(from_below[::-1], sheet))


def _outermost(pieces: Sequence[Piece], sheet: Sheet) -> list[Piece]:
    """pieces: from the edge inwards."""
    group: list[Piece] = []
    for piece in pieces:
        if group and abs(piece.box.bottom - group[-1].box.bottom) > _GAP * group[-1].box.height:
            break
        if _distance(piece, sheet) > _ZONE:
            return []
        group.append(piece)
    lines = {round(piece.box.bottom / 3) for piece in group}
    return group if len(lines) <= 2 else []


def _distance(piece: Piece, sheet: Sheet) -> float:
    """From the middle of the piece to the nearer edge, in heights of the page."""
    middle = (piece.box.bottom + piece.box.top) / 2
    return min(middle, sheet.height - middle) / sheet.height


def _key(piece: Piece) -> str:
    """Equal for the same words at the same height on several pages."""
    return re.sub(r"\d+", "#", piece.text) + f" {piece.box.bottom:.0f}"
