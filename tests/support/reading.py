"""What a text says on one topic, for tests of the reader."""

from __future__ import annotations

from monitor.compare.segment import segment
from monitor.judge import read_text
from monitor.judge.reading.policy import read_segments
from monitor.model import Category, Practice


def read(language: str, text: str) -> list[Practice]:
    """In a language that is given, for texts too short to tell it."""
    return read_segments(segment(text), language)


def sharing(text: str) -> list[Practice]:
    return [practice for practice in read_text(text) if practice.category is Category.SHARING]


def retention(text: str) -> list[Practice]:
    return [practice for practice in read_text(text) if practice.category is Category.RETENTION]


def bases(text: str) -> list[Practice]:
    return [practice for practice in read_text(text) if practice.category is Category.LEGAL_BASIS]


def kinds(text: str) -> set[str]:
    return {recipient.kind for practice in sharing(text) for recipient in practice.recipients}


def names(text: str) -> set[str | None]:
    return {recipient.name for practice in sharing(text) for recipient in practice.recipients if recipient.name}


def recipients(practice: Practice) -> set[str]:
    """The names of a practice's recipients, and the kinds of those without one."""
    return {recipient.name or recipient.kind for recipient in practice.recipients}
