"""Other people's archives become history: read by the store, judged here, told to nobody."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from monitor.compare.segment import segment
from monitor.judge import compare_texts
from monitor.model import Version
from store import judgements, ota
from store.database import Store
from store.history import Imported


def import_ota(
    db: Store,
    repository: Path,
    *,
    now: datetime,
    services: Collection[str] = (),
    terms: Collection[str] = (),
    judge: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """An Open Terms Archive versions repository, each change judged; see store.ota.import_repository."""

    def add_judgement(key: str, version: Version, before: Version | None) -> None:
        if before is not None and not version.technical_upgrade:
            meaning = compare_texts(before.text, version.text)
            judgements.add(db, key, before.number, version.number, meaning, now)

    return ota.import_repository(
        db,
        repository,
        now=now,
        services=services,
        terms=terms,
        on_version=add_judgement if judge else None,
        segmenter=segment,
        progress=progress,
    )
