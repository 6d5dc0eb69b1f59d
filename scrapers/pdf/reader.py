"""The process that reads one PDF: bytes on standard input, text on standard output. The home of PDFium.

python -m scrapers.pdf.reader < policy.pdf
"""

from __future__ import annotations

import contextlib
import ctypes
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from scrapers.pdf import BROKEN
from scrapers.pdf.layout import layout
from scrapers.pdf.sheet import Box, Piece, Sheet

_MAX_PAGES = 300
_MAX_CHARACTERS = 1_000_000  # some ten times the longest policies; takes about 10 seconds
_MAX_DRAWINGS = 5_000  # a page
_MAX_MEMORY = 1 << 30
_MAX_CPU_SECONDS = 25
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_HYPHENS_AT_LINE_END = ("\x02", "\ufffe", "\uffff", "\u00ad")


class TooMuchError(ValueError):
    """The document is larger than any policy. (A part of it would be worse than nothing: changes would be missed.)"""


def main() -> int:
    """Reads standard input, writes the text; the exit code is 0 or BROKEN."""
    _limit()
    try:
        text = layout(read_sheets(sys.stdin.buffer.read()))
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        reason = "the file is encrypted" if locked else f"the file cannot be read as PDF ({error})"
        sys.stderr.write(reason)
        return BROKEN
    except TooMuchError as error:
        sys.stderr.write(str(error))
        return BROKEN
    sys.stdout.buffer.write(text.encode())
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):  # tighter limits than ours may be in force
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MAX_CPU_SECONDS, _MAX_CPU_SECONDS))


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """The pages of a PDF as pieces of text with their places. Raises pypdfium2.PdfiumError, TooMuchError."""
    document = pypdfium2.PdfDocument(content)
    sheets: list[Sheet] = []
    characters = 0
    if len(document) > _MAX_PAGES:
        raise TooMuchError(f"it has {len(document)} pages; {_MAX_PAGES} are read at most")
    for number in range(len(document)):
        page = document[number]
        sheet = _read_sheet(page)
        page.close()
        characters += sum(len(piece.text) for piece in sheet.pieces)
        if characters > _MAX_CHARACTERS:
            raise TooMuchError(f"it has more than {_MAX_CHARACTERS} characters")
        sheets.append(sheet)
    return tuple(sheets)


def _read_sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    text = pdfium.FPDFText_LoadPage(page.raw)
    try:
        pieces = tuple(_pieces(text))
    finally:
        pdfium.FPDFText_ClosePage(text)
    return Sheet(width=width, height=height, pieces=pieces, drawings=tuple(islice(_drawings(page), _MAX_DRAWINGS)))


@dataclass(slots=True)
class _Run:
    """Letters of one line. first, last: the boxes and the places (in the page's text) of its outermost letters."""

    first: Box
    last: Box
    first_index: int
    last_index: int
    letters: list[str]


def _pieces(text: object) -> Iterator[Piece]:
    """Runs of letters on one line without a wide gap, in the order of the file."""
    run: _Run | None = None
    for index in range(pdfium.FPDFText_CountChars(text)):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index))
        box = None if letter.isspace() or pdfium.FPDFText_IsGenerated(text, index) == 1 else _box(text, index)
        if run and (letter in "\r\n" or (box and _apart(run.last, box))):
            yield _piece(run, text)
            run = None
        if box and run is None:
            run = _Run(box, box, index, index, [])
        if run:
            run.letters.append(" " if letter.isspace() else letter)
            if box:
                run.last, run.last_index = box, index
    if run:
        yield _piece(run, text)


def _box(text: object, index: int) -> Box:
    rectangle = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, rectangle)
    return Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _apart(last: Box, box: Box) -> bool:
    size = max(last.height, box.height)
    return (
        box.left - last.right > 1.2 * size or box.left < last.left - size or abs(box.bottom - last.bottom) > 0.5 * size
    )


def _piece(run: _Run, text: object) -> Piece:
    words = "".join("-" if letter in _HYPHENS_AT_LINE_END else letter for letter in run.letters)
    words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "")
    # A paragraph may begin with bold words; a heading is bold to its end.
    bold = _is_bold(text, run.first_index) and _is_bold(text, run.last_index)
    return Piece(
        text=words.strip(), box=Box(run.first.left, run.first.bottom, run.last.right, run.first.top), bold=bold
    )


def _is_bold(text: object, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, 128, flags)
    return bool(_BOLD.search(name.value))


def _drawings(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """The boxes of drawn lines, cell borders and list marks."""
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        drawing = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(drawing) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(drawing, *edges):
            yield Box(*(edge.value for edge in edges))


if __name__ == "__main__":
    sys.exit(main())
