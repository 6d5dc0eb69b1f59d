"""Other people's histories become ours: read by the store, described and judged here, told to nobody."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from monitor.compare.segment import passages
from monitor.judge import compare_texts
from monitor.model import Version
from monitor.model.language import language_of
from scrapers import dates
from scrapers.extract import extract_text
from store import judgements, ota, peers
from store.database import Store
from store.history import Hooks, Imported, take_over

Progress = Callable[[int, int], None]  # (records done, records in all)

_TITLE_WITHIN = 200  # characters: a longer first line is a sentence and no title


def import_ota(
    db: Store,
    repository: Path,
    *,
    now: datetime,
    services: Collection[str],
    terms: Collection[str],
    judge: bool,
    progress: Progress,
) -> Imported:
    """An Open Terms Archive versions repository, each change judged; see store.ota.import_repository."""
    hooks = _hooks(db, now, judge=judge, progress=progress)
    return ota.import_repository(db, repository, now=now, services=services, terms=terms, hooks=hooks)


def import_peer(
    db: Store, place: Path, watch_list: Path | None, *, now: datetime, judge: bool, progress: Progress
) -> Imported:
    """A history of urlwatch, webchanges or changedetection.io, each change judged; see store.peers.read_history."""
    records = peers.read_history(place, watch_list, extract=extract_text)
    return take_over(db, records, now=now, hooks=_hooks(db, now, judge=judge, progress=progress))


def _hooks(db: Store, now: datetime, *, judge: bool, progress: Progress) -> Hooks:
    on_version = _judging(db, now) if judge else None
    return Hooks(describe=described, on_version=on_version, segmenter=passages, progress=progress)


def described(version: Version) -> Version:
    """The version with what its text tells of itself: title, language, dates."""
    language = language_of(version.text)
    stated = dates.stated(version.text, language)
    return replace(
        version,
        title=_title(version.text),
        language=language,
        effective_date=stated.effective,
        updated_date=stated.updated,
    )


def _title(text: str) -> str | None:
    """The first line, where it is a heading ("# Title", or underlined) or at least short."""
    first = text.lstrip().partition("\n")[0].strip("#*_ \t\r")
    return first if first and len(first) <= _TITLE_WITHIN else None


def _judging(db: Store, now: datetime) -> Callable[[str, Version, Version | None], None]:
    def judge(key: str, version: Version, before: Version | None) -> None:
        if before is not None and not version.technical_upgrade:
            meaning = compare_texts(before.text, version.text)
            judgements.add(db, key, before.number, version.number, meaning, now)

    return judge
