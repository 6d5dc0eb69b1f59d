"""Calendars as RFC 5545 reads them, for tests."""

from __future__ import annotations


def unfolded(text: str) -> list[str]:
    """The content lines, with their folds undone."""
    return text.replace("\r\n ", "").split("\r\n")
