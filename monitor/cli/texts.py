"""Policy texts from files: .md, .txt and .html, or sniffed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from monitor.errors import NotFoundError

FORMATS = ("markdown", "text", "html")
_BY_ENDING = {".md": "markdown", ".markdown": "markdown", ".txt": "text", ".html": "html", ".htm": "html"}
_HTML = re.compile(rb"\A\s*(<!doctype html|<html|<head|<body|<!--)", re.IGNORECASE)


def read_policy(name: str) -> str:
    """The policy text of a file; "-" is standard input. Raises NotFoundError, UsageError."""
    content = content_of(name)
    form = _BY_ENDING.get(Path(name).suffix.lower()) or _sniffed(content)
    if form == "html":
        return html_text(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{name} is not UTF-8 (byte {error.start}); save it as UTF-8") from error


def policy_text(text: str, form: str) -> str:
    """A text in one of FORMATS as policy text."""
    return html_text(text) if form == "html" else text


def html_text(content: bytes | str) -> str:
    """The policy text of a page, whatever the capture is: what to make of it is the judge's part."""
    from scrapers.extract import extract_page

    return extract_page(content).text


def content_of(name: str) -> bytes:
    """The bytes of a file; "-" is standard input. Raises NotFoundError, UsageError."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except FileNotFoundError:
        raise NotFoundError(f"the file {name}") from None
    except OSError as error:
        raise click.UsageError(f"{name} cannot be read: {error.strerror}") from error


def lines_of(name: str) -> Iterator[str]:
    """The lines of a file in UTF-8, one after the other; "-" is standard input. Raises NotFoundError, UsageError."""
    try:
        with click.open_file(name, encoding="utf-8-sig") as lines:
            yield from lines
    except FileNotFoundError:
        raise NotFoundError(f"the file {name}") from None
    except UnicodeDecodeError as error:  # as spreadsheets save their lists
        raise click.UsageError(f"{name} is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise click.UsageError(f"{name} cannot be read: {error.strerror}") from error


def _sniffed(content: bytes) -> str:
    if content.startswith(b"%PDF-") or _HTML.match(content[:1000]):
        return "html"
    return "markdown"
