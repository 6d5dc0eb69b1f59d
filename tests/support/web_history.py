"""Stores filled with years of invented vendors, for the tests of the page, its screenshots and its benchmark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from monitor.compare.align import compare
from monitor.compare.segment import segment
from monitor.model import (
    Alert,
    AlertKind,
    Category,
    CategoryVerdict,
    Check,
    Finding,
    Judgement,
    Operation,
    Outcome,
    SourceDocument,
    SourceState,
    Verdict,
    Version,
    fingerprint,
)
from store import checks, judgements, outbox, sources, versions
from store.database import Store
from tests.support.invented import VENDORS, Invented, document, finding, policy


def fill(db: Store, now: datetime, vendors: Sequence[Invented] = VENDORS) -> None:
    """Records the vendors' histories as a daemon would have, up to `now`."""
    sources.sync(db, [document(vendor) for vendor in vendors], now)
    for vendor in vendors:
        _record(db, vendor, now)


def add_version(
    db: Store,
    key: str,
    text: str,
    when: datetime,
    judgement: Judgement | None = None,
    *,
    effective: date | None = None,
    updated: date | None = None,
) -> None:
    """Records one more version, and what the change that made it was held to mean."""
    before = versions.latest(db, key)
    number = before.number + 1 if before else 1
    version = Version(
        number=number,
        text=text,
        fingerprint=fingerprint(text),
        recorded_at=when,
        extractor=1,
        title=text.partition("\n")[0].strip("# ")[:200],
        language="en",
        effective_date=effective,
        updated_date=updated,
        returns_to=versions.number_of_fingerprint(db, key, fingerprint(text)),
    )
    versions.add(db, key, version, segments=segment(text))
    if before:
        judgements.add(db, key, number - 1, number, judgement or judged(before.text, text), when)
    outcome = Outcome.NEW_VERSION if before else Outcome.FIRST_RECORD
    checks.add(db, Check(source=key, checked_at=when, outcome=outcome, version=number, duration_ms=420))


def judged(old: str, new: str, findings: Sequence[Finding] = (), note: str = "") -> Judgement:
    """A judgement with these findings; the tests of the page do not depend on the rules of judging."""
    comparison = compare(old, new)
    topics = {category: [f.direction for f in findings if f.category is category] for category in Category}
    verdict = Verdict.MATERIAL if findings else Verdict.UNDECIDED if note else Verdict.NOT_MATERIAL
    return Judgement(
        verdict=verdict,
        categories={
            category: CategoryVerdict(material=bool(found), direction=found[0] if found else None)
            for category, found in topics.items()
        },
        findings=tuple(findings),
        changes={operation: comparison.count(operation) for operation in Operation},
        rules_version=1,
        note=note,
    )


def _record(db: Store, vendor: Invented, now: datetime) -> None:
    source = document(vendor)
    said: dict[str, str] = {}
    before = ""
    for edit in vendor.edits:
        findings = [finding(said, edit, place) for place in edit.means]
        said |= edit.says
        text = policy(vendor, said)
        judgement = judged(before, text, findings, edit.note) if before else None
        when = now - timedelta(days=edit.days)
        effective = None if edit.effective_in is None else (when + timedelta(days=edit.effective_in)).date()
        add_version(db, source.key, text, when, judgement, effective=effective)
        before = text
    state = SourceState(source=source.key, next_check_at=now + timedelta(hours=7), url=source.urls[0])
    seen = now - timedelta(days=vendor.blind_days, hours=5)
    checks.add(db, Check(source=source.key, checked_at=seen, outcome=Outcome.UNCHANGED, duration_ms=380))
    state = replace(state, verified_at=seen, checked_at=seen)
    if vendor.blind_days:
        state = _blind(db, source, state, now, vendor.blind_days)
    sources.save(db, state)


def _blind(db: Store, source: SourceDocument, state: SourceState, now: datetime, days: int) -> SourceState:
    problem = "the server answered 403: the page is kept from us"
    since = now - timedelta(days=days)
    for day in range(days):
        failed = since + timedelta(days=day)
        checks.add(db, Check(source=source.key, checked_at=failed, outcome=Outcome.FAILED, detail=problem))
    alert = Alert(
        id=f"{source.key}:blind:1",
        kind=AlertKind.BLIND,
        vendor=source.vendor,
        vendor_name=source.vendor_name,
        source=source.key,
        terms_type=source.terms_type,
        url=source.urls[0],
        created_at=since + timedelta(days=2),
        problem=problem,
        blind_since=since,
    )
    outbox.enqueue(db, alert, ["privacy-team", "dpo"], since + timedelta(days=2))
    for delivery in outbox.claim(db, "dpo", now, lease=timedelta(minutes=5), limit=10):
        outbox.failed(db, delivery.id, now, "the mail server refused the address", None)
    for delivery in outbox.claim(db, "privacy-team", now, lease=timedelta(minutes=5), limit=10):
        outbox.sent(db, delivery.id, now)
    return replace(
        state,
        failures=days,
        problem=problem,
        blind_since=since,
        alarmed_at=since,
        checked_at=now - timedelta(hours=5),
        memory={"trouble": "http_403"},
    )
