"""PDF -> policy text, in the form that scrapers.extract documents.

PDFium reads the pages (docs/decisions/0004 compares it). It is native code and not safe in threads, so it runs in a
process of its own, bounded in time and memory: a hostile file can end that process only.
"""

from __future__ import annotations

import subprocess
import sys

from monitor.errors import Failure, FetchError

BROKEN = 3
"""The exit code of the reading process for a file that cannot be read; its standard error says why."""

_MAX_SECONDS = 30


def is_pdf(content: bytes, content_type: str | None = None) -> bool:
    """Whether a capture is a PDF, whatever its server calls it."""
    if b"%PDF-" in content[:1024]:  # readers accept some bytes before the header, so producers send them
        return True
    return bool(content_type) and "application/pdf" in str(content_type).lower()


def pdf_text(content: bytes) -> str:
    """The text of a PDF, "" where it holds none (scanned pages).

    Raises FetchError (BAD_CONTENT) for a file that is broken, encrypted or takes too long; its subject is "PDF".
    """
    command = [sys.executable, "-I", "-m", "scrapers.pdf.reader"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_MAX_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise FetchError("PDF", f"not read in {_MAX_SECONDS} seconds", failure=Failure.BAD_CONTENT) from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip() if done.returncode == BROKEN else "the reader broke"
        raise FetchError("PDF", reason, failure=Failure.BAD_CONTENT)
    return done.stdout.decode()
