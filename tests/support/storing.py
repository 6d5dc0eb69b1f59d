"""Small makers of model values for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.model import (
    Alert,
    AlertKind,
    Category,
    CategoryVerdict,
    Check,
    Direction,
    Finding,
    Judgement,
    Operation,
    Outcome,
    Snapshot,
    SourceDocument,
    Verdict,
    Version,
    fingerprint,
)
from store import checks, judgements, outbox, snapshots, sources, versions
from store.database import Store, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KEY = "acme/privacy-policy"


def document(vendor: str = "acme", **fields: Any) -> SourceDocument:
    values: dict[str, Any] = {
        "vendor": vendor,
        "vendor_name": vendor.title(),
        "terms_type": "Privacy Policy",
        "urls": (f"https://{vendor}.example/privacy",),
        "interval": DAY,
    }
    return SourceDocument(**(values | fields))


def acme_store(folder: Path) -> Store:
    """A new store that watches one vendor, acme."""
    db = open_store(folder / "store.db")
    sources.sync(db, [document()], NOON)
    return db


def version(number: int, text: str, **fields: Any) -> Version:
    """Version 1 is of NOON, each later one of a day later."""
    values: dict[str, Any] = {
        "number": number,
        "text": text,
        "fingerprint": fingerprint(text),
        "recorded_at": NOON + DAY * (number - 1),
        "extractor": 1,
    }
    return Version(**(values | fields))


def add_texts(db: Store, *texts: str, key: str = KEY) -> None:
    """Appends versions with these texts."""
    following = versions.count(db, key) + 1
    with db.transaction():
        for number, text in enumerate(texts, following):
            versions.add(db, key, version(number, text))


def snapshot(content: bytes, **fields: Any) -> Snapshot:
    values: dict[str, Any] = {
        "url": "https://acme.example/privacy",
        "final_url": "https://acme.example/en/privacy",
        "status": 200,
        "headers": (("content-type", "text/html"), ("etag", '"1"')),
        "content": content,
        "fetched_at": NOON,
    }
    return Snapshot(**(values | fields))


def judgement(verdict: Verdict = Verdict.MATERIAL, **fields: Any) -> Judgement:
    finding = Finding(
        category=Category.SHARING,
        rule="sharing/denial-dropped",
        direction=Direction.LESS_PROTECTIVE,
        reason="The promise not to sell data is gone.",
        section="Your data > Sharing",
        old="We never sell your data.",
        new=None,
    )
    values: dict[str, Any] = {
        "verdict": verdict,
        "categories": {
            Category.SHARING: CategoryVerdict(material=True, direction=Direction.LESS_PROTECTIVE),
            Category.RETENTION: CategoryVerdict(),
            Category.LEGAL_BASIS: CategoryVerdict(),
        },
        "findings": (finding,),
        "changes": dict.fromkeys(Operation, 0),
        "rules_version": 1,
    }
    return Judgement(**(values | fields))


def alert(number: int = 2, **fields: Any) -> Alert:
    values: dict[str, Any] = {
        "id": f"{KEY}:{number}",
        "kind": AlertKind.CHANGE,
        "vendor": "acme",
        "vendor_name": "Acme",
        "source": KEY,
        "terms_type": "Privacy Policy",
        "url": "https://acme.example/privacy",
        "created_at": NOON,
        "judgement": judgement(),
        "old_version": number - 1,
        "new_version": number,
    }
    return Alert(**(values | fields))


def one_change(db: Store) -> None:
    """All that a new version brings, in the one transaction of the pipeline."""
    number = versions.count(db, KEY) + 1
    with db.transaction():
        page = snapshots.add(db, KEY, snapshot(f"page {number}".encode()))
        versions.add(db, KEY, version(number, f"text {number}"), snapshots=[page])
        checks.add(db, Check(source=KEY, checked_at=NOON, outcome=Outcome.NEW_VERSION, version=number, snapshot=page))
        if number > 1:
            judgements.add(db, KEY, number - 1, number, judgement(), NOON)
            outbox.enqueue(db, alert(number), ["mail", "chat"], NOON)
