"""Policies that are served as Word documents are read as pages are."""

from __future__ import annotations

from html import escape
from io import BytesIO
from zipfile import ZipFile

import pytest

from monitor.model import CaptureKind
from scrapers.extract import extract_page
from scrapers.page.word import as_html
from tests.support.pages import RETENTION, RIGHTS, SHARING

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = "".join(
    f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in (("Titel", "Title"), ("berschrift1", "heading 1"), ("V1", "toc 1"), ("L2", "List Bullet 2"))
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, style: str = "", level: int | None = None) -> str:
    listed = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{listed}</w:pPr>{run(text)}</w:p>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def document(*blocks: str, text: str = "word/document.xml") -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(text, f"<w:document {SPACE}><w:body>{''.join(blocks)}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"<w:styles {SPACE}>{STYLES}</w:styles>")
        archive.writestr("word/header1.xml", f"<w:hdr {SPACE}>{paragraph('Lumenwick, confidential')}</w:hdr>")
    return stream.getvalue()


POLICY = document(
    f"<w:sdt><w:sdtContent>{paragraph('Sharing 2', 'V1')}</w:sdtContent></w:sdt>",
    paragraph("Privacy Policy", "Titel"),
    paragraph("Sharing", "berschrift1", 0),
    f"<w:p>{run(SHARING[:40])}<w:hyperlink>{run(SHARING[40:60])}</w:hyperlink>{run(SHARING[60:])}</w:p>",
    paragraph("hosts", level=0),
    paragraph("of mail", "L2"),
    paragraph("banks", level=0),
    paragraph("Retention", "berschrift1"),
    f"<w:p><w:del><w:r><w:delText>For ever.</w:delText></w:r></w:del><w:ins>{run(RETENTION)}</w:ins></w:p>",
    f"<w:tbl>{row('Kind', 'Kept')}{row('Invoices', 'Seven years')}</w:tbl>",
    f"<w:p>{run(RIGHTS)}<w:r><w:br/><w:t>Write to us.</w:t></w:r></w:p>",
)


def test_a_word_document_reads_as_a_page() -> None:
    page = extract_page(POLICY, content_type="application/octet-stream")
    assert page.capture.is_policy
    assert page.text == (
        f"# Privacy Policy\n\n# Sharing\n\n{SHARING}\n\n- hosts\n  - of mail\n- banks\n\n# Retention\n\n{RETENTION}\n\n"
        f"Kind | Kept\n--- | ---\nInvoices | Seven years\n\n{RIGHTS}\nWrite to us."
    )


@pytest.mark.parametrize(
    "content", [POLICY[:300], POLICY[:-200], b"PK\x03\x04", document(text="other.xml"), b"{\\rtf1\\ansi " + b"a" * 900]
)
def test_another_file_or_a_broken_one_is_no_policy(content: bytes) -> None:
    assert as_html(content) is None
    assert extract_page(content).capture.kind is CaptureKind.WRONG_DOCUMENT


def test_tables_that_stand_in_each_other_without_end_are_read_as_far_as_they_go() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 2000 + run("x")
    assert as_html(document(deep)) is not None
