"""Policies in PDF: the same text whatever program exported it, and no harm from broken files.

The fixtures are one invented policy, exported by Chromium (twice: with its printed header and footer, and in larger
type of another font) and by ReportLab (with a running head and page numbers).
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from monitor.errors import Failure, FetchError
from monitor.model import CaptureKind
from scrapers.extract import extract_page
from scrapers.normalize import visible_fingerprint
from scrapers.pdf import is_pdf, pdf_text
from scrapers.pdf.layout import layout
from scrapers.pdf.reader import read_sheets
from scrapers.pdf.sheet import Box, Piece, Sheet
from scrapers.pdf.tables import find_tables
from tests.support.repository import REPOSITORY

FIXTURES = REPOSITORY / "tests" / "fixtures" / "pdf"
EXPECTED = (FIXTURES / "lumora.md").read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize(
    "name", ["lumora-chromium-with-header", "lumora-chromium-larger-type", "lumora-reportlab", "lumora-no-copying"]
)
def test_the_same_policy_exported_by_different_programs_is_the_same_text(name: str) -> None:
    assert layout(read_sheets((FIXTURES / f"{name}.pdf").read_bytes())) == EXPECTED


def test_headings_lists_and_tables_keep_their_form() -> None:
    assert EXPECTED.startswith("# Lumora Privacy Notice\n\nEffective date: 3 March 2026\n\nLumora Lamps Ltd")
    assert "\n\n## 3. Retention\n\n### 3.1 Account data\n\n" in EXPECTED
    assert "\n- usage data:\n  - switching times and brightness levels;\n  - firmware version.\n- support" in EXPECTED
    assert "Purpose | Data | Legal basis\n--- | --- | ---\nProviding the lamp service to you and everyone" in EXPECTED
    assert "Newsletters | E-mail address | Consent" in EXPECTED
    assert "\n1. Nimbus Hosting GmbH, which stores our databases in Frankfurt;\n2. Paybird SA" in EXPECTED


def test_a_paragraph_that_begins_with_bold_words_is_no_heading() -> None:
    text = layout(read_sheets((FIXTURES / "acorn-bold-words.pdf").read_bytes()))
    assert "\n\nAccount data. We keep account data for as long as your account exists and for twenty-four" in text
    assert "\n\n## Usage data\n\nWe keep usage data" in text
    assert text.endswith("\n\nSee our list of partners")


def test_running_heads_and_page_numbers_are_no_policy_text() -> None:
    assert EXPECTED.count("Lumora Privacy Notice") == 1
    assert "127.0.0.1" not in EXPECTED


def test_a_pdf_is_read_in_a_process_of_its_own() -> None:
    assert pdf_text((FIXTURES / "lumora-reportlab.pdf").read_bytes()) == EXPECTED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "cannot be read"),
        (b"%PDF-1.7\njunk", "cannot be read"),
        ((FIXTURES / "lumora-reportlab.pdf").read_bytes()[:2000], "cannot be read"),
        ((FIXTURES / "lumora-locked.pdf").read_bytes(), "encrypted"),
    ],
)
def test_a_broken_or_locked_pdf_is_a_clear_failure(content: bytes, reason: str) -> None:
    with pytest.raises(FetchError, match=reason) as caught:
        pdf_text(content)
    assert caught.value.failure is Failure.BAD_CONTENT


def test_a_pdf_reads_as_a_page() -> None:
    page = extract_page((FIXTURES / "lumora-reportlab.pdf").read_bytes(), content_type="application/octet-stream")
    assert "Newsletters | E-mail address | Consent" in page.text
    assert page.language == "en"
    locked = extract_page((FIXTURES / "lumora-locked.pdf").read_bytes(), content_type="application/pdf")
    assert (locked.capture.kind, locked.text) == (CaptureKind.ERROR, "")
    assert "encrypted" in locked.capture.reason


def test_a_pdf_larger_than_any_policy_is_refused_instead_of_read_in_part() -> None:
    with pytest.raises(FetchError, match="301 pages"):
        pdf_text(_pdf([(72, 700, 10, "We share your data.")], pages=301))


def test_a_pdf_without_text_reads_as_nothing() -> None:
    assert layout(read_sheets(_pdf([]))) == ""


def test_a_change_between_the_angle_brackets_of_a_pdf_is_seen() -> None:
    one, other = (b"%PDF-1.4 BT <" + text.encode().hex().encode() + b"> Tj ET" for text in ("no partners", "partners"))
    assert visible_fingerprint(one) != visible_fingerprint(other)


def test_a_pdf_is_told_by_its_bytes_and_by_its_type() -> None:
    assert is_pdf(b"\n%PDF-1.4", "text/html")
    assert is_pdf(b"", "application/pdf; x=1")
    assert not is_pdf(b"<p>%PDF</p>", "text/html")
    assert not is_pdf(b"<p>", None)


def test_a_hand_made_pdf_is_read() -> None:
    lines = [
        (72, 700, 18, "Acorn Privacy Policy"),
        (72, 660, 10, "We sell your data to nobody."),
        (72, 640, 10, "(And mean it.)"),
    ]
    text = layout(read_sheets(_pdf(lines)))
    assert text == "# Acorn Privacy Policy\n\nWe sell your data to nobody.\n\n(And mean it.)"


# ---------------------------------------------------------------- layout, from places on paper


def sheet(*lines: tuple[float, float, str], size: float = 12.0, drawings: Sequence[Box] = ()) -> Sheet:
    """A page of 600 x 800 points. lines: (left, bottom, text); a letter is half as wide as it is high."""
    pieces = tuple(
        Piece(text=text, box=Box(left, bottom, left + len(text) * size / 2, bottom + size))
        for left, bottom, text in lines
    )
    return Sheet(width=600, height=800, pieces=pieces, drawings=tuple(drawings))


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    first = sheet((50, 114, "We keep your account data for as long as your account exists"), (50, 100, "and then for"))
    second = sheet((50, 700, "two more years."), (50, 660, "Then we erase them."))
    text = "We keep your account data for as long as your account exists and then for two more years."
    assert layout([first, second]) == f"{text}\n\nThen we erase them."


def test_words_divided_at_line_ends_are_made_whole_where_the_document_divides_words() -> None:
    lines = [
        "We share your infor-",
        "mation with third-",
        "party services and sub-",
        "processors. Subprocessors are",
        "ours.",
    ]
    text = layout([sheet(*((50.0, 500.0 - 14 * row, line) for row, line in enumerate(lines)))])
    assert text == "We share your information with third-party services and subprocessors. Subprocessors are ours."


def test_a_compound_keeps_its_hyphen_where_the_document_divides_no_words() -> None:
    lines = ["We use a long-"] + ["standing partner for this"] + [f"and more of that number {row}" for row in range(40)]
    text = layout([sheet(*((50.0, 700.0 - 14 * row, line) for row, line in enumerate(lines)))])
    assert text.startswith("We use a long-standing partner for this and")


def test_text_that_repeats_inside_the_pages_is_kept() -> None:
    pages = [
        sheet((50, 760, f"Acorn, page {page}"), (50, 400, "We share nothing."), (50, 30, "Acorn")) for page in (1, 2)
    ]
    assert layout(pages) == "We share nothing.\n\nWe share nothing."


def test_ligatures_are_written_as_letters() -> None:
    assert layout([sheet((50, 400, "conﬁdential oﬃces"))]) == "confidential offices"


def grid(columns: Sequence[float], edges: Sequence[float]) -> list[Box]:
    left, right, bottom, top = columns[0], columns[-1], edges[-1], edges[0]
    return [Box(left, y, right, y + 1) for y in edges] + [Box(x, bottom, x + 1, top) for x in columns]


def test_a_table_goes_on_over_the_page_break_and_its_repeated_header_is_no_row() -> None:
    here, there = grid((50, 200, 350), (200, 180, 160)), grid((50, 200, 350), (600, 580, 560))
    first = sheet((55, 185, "Data"), (205, 185, "Basis"), (55, 165, "Name"), (205, 165, "Contract"), drawings=here)
    second = sheet((55, 585, "Data"), (205, 585, "Basis"), (55, 565, "A | B"), (205, 565, "Consent"), drawings=there)
    assert layout([first, second]) == "Data | Basis\n--- | ---\nName | Contract\nA \\| B | Consent"


def test_a_cell_that_spans_rows_counts_for_each_of_them() -> None:
    lines = [*grid((50, 200, 350), (200, 160)), Box(50, 180, 200, 181)]
    pieces = sheet((55, 185, "Name"), (55, 165, "Mail"), (205, 175, "Consent")).pieces
    (table,) = find_tables(pieces, lines)
    assert table.rows == (("Name", "Consent"), ("Mail", "Consent"))


def test_a_frame_around_a_paragraph_is_no_table() -> None:
    assert find_tables(sheet((55, 185, "Please note")).pieces, grid((50, 350), (200, 160))) == ()


def _pdf(lines: Sequence[tuple[float, float, float, str]], pages: int = 1) -> bytes:
    """A PDF of so many pages, all the same, written by hand: (x, y, size, text)."""
    shown = "".join(
        f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj ET\n"
        for x, y, size, text in lines
    ).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer
