"""A text that is believed and new: the version that it makes, and what of its change is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from monitor.check.guarded import context
from monitor.decide import alerts, confirm
from monitor.model import (
    Alert,
    Judgement,
    Origin,
    Page,
    SourceDocument,
    SourceState,
    Version,
    VersionSummary,
    fingerprint,
)
from scrapers.extract import EXTRACTOR


def successor(page: Page, observation: confirm.Observation, *, number: int, now: datetime) -> Version:
    """The version that a believed text makes, dated by its first sight."""
    read = _as_read(page, observation.text or page.text)
    return Version(number=number, recorded_at=observation.since or now, **read)


def reread(before: Version, page: Page) -> Version:
    """The same state of the policy as another reader of ours has it."""
    read = _as_read(page, page.text)
    return replace(before, number=before.number + 1, technical_upgrade=True, returns_to=None, **read)


def _as_read(page: Page, text: str) -> dict[str, Any]:
    """What a version has from its page and from the extractor that read it."""
    return {
        "text": text,
        "fingerprint": fingerprint(text),
        "extractor": EXTRACTOR,
        "title": page.title,
        "language": page.language,
        "effective_date": page.effective_date,
        "updated_date": page.updated_date,
    }


def is_outdated(newest: VersionSummary | None, state: SourceState) -> bool:
    """Whether the text on record was made by an older extractor of ours, and not yet read with today's."""
    if newest is None or newest.origin is Origin.IMPORTED:
        return False
    read_by: int = state.memory.get("extractor", 0)
    return max(newest.extractor, read_by) < EXTRACTOR


def is_read_otherwise(before: Version | None, new: Version, source: SourceDocument, state: SourceState) -> bool:
    """Whether two texts differ, or may differ, by how they were read and not by what the vendor did.

    The one before was imported, or made by an older extractor from captures that are gone, or the operator wants
    another language since. What comes next is judged and recorded, but neither told nor held for a broken capture.
    """
    if before is None:
        return False
    by_others = before.origin is Origin.IMPORTED or is_outdated(before, state)
    return by_others or changes_language(source, before.language, new)


def changes_language(source: SourceDocument, recorded: str | None, new: Version | Page) -> bool:
    """Whether a text comes in the language that the operator names, where the one on record is in another."""
    if not source.expects_language or recorded is None or source.language is None:
        return False
    return recorded != new.language == source.language.partition("-")[0].lower()


def change_alert(
    source: SourceDocument,
    *,
    url: str,
    before: Version,
    version: Version,
    judgement: Judgement,
    history: Sequence[str],
    now: datetime,
) -> tuple[Alert, ...]:
    """What there is to tell of a change, once each way. history: fingerprints of the versions on record, in order."""
    if alerts.told_before(history, before.fingerprint, version.fingerprint):
        return ()
    alert = alerts.of_change(
        source,
        url=url,
        old=before,
        new=version,
        judgement=judgement,
        now=now,
        context=context(source, before, version, judgement),
    )
    return (alert,) if alert else ()
