"""Invented vendors with years of history, for the tests of the page, its screenshots and its benchmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from monitor.compare.align import compare
from monitor.compare.segment import segment
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
    SourceDocument,
    SourceState,
    Verdict,
    Version,
    fingerprint,
    slug,
)
from store import checks, judgements, outbox, sources, versions
from store.database import Store

POLICY = """# {name} Privacy Policy

This policy says how {name} handles the personal data of people who use our {product} and our website.

## What we collect

We collect your name, e-mail address and postal address when you open an account, and the settings of your {product}.

When you use the app we record which functions you use, at what time, and from which device.

## Whom we share data with

{sharing}

- Our hosting provider in Ireland stores all account data on our behalf.
- Our payment provider receives your name and card number when you buy something.
{more_recipients}
## How long we keep data

{retention}

Records of purchases are kept for ten years because tax law asks for it.

## Why we may process data

{basis}

## Your rights

{rights}

## How to reach us

Write to privacy@{slug}.example or to {name}, 4 Harbour Street, Dublin.
"""

_DEFAULTS = {
    "sharing": "We do not sell your personal data. We share it only with companies that work for us:",
    "more_recipients": "",
    "retention": "We keep account data for 30 days after you close your account, then delete it.",
    "rights": "You may ask us for a copy of your data, have it corrected or deleted.",
    "basis": "We process account data because we need it to perform our contract with you (Article 6(1)(b) GDPR).",
}


SHARING, RETENTION, BASIS = Category.SHARING, Category.RETENTION, Category.LEGAL_BASIS
LESS, MORE = Direction.LESS_PROTECTIVE, Direction.MORE_PROTECTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a policy says differently from `days` before now on, and what that was held to mean.

    says: topic of the text -> its new words. means: (topic, direction, reason) of each finding, by the words' topic.
    effective_in: in how many days after it takes effect, where the text says so.
    """

    days: int
    says: Mapping[str, str] = field(default_factory=dict)
    means: Mapping[str, tuple[Category, Direction, str]] = field(default_factory=dict)
    note: str = ""
    effective_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A vendor. edits: oldest first; the first one brings the first record."""

    name: str
    product: str
    tags: tuple[str, ...]
    edits: tuple[Edit, ...]
    blind_days: int = 0


VENDORS = (
    Invented(
        name="Brightlamp",
        product="lamps",
        tags=("smart-home",),
        edits=(
            Edit(days=1020),
            Edit(
                days=800,
                says={"more_recipients": "- Our delivery company receives your postal address.\n"},
                means={"more_recipients": (SHARING, LESS, "a delivery company is named as a recipient")},
            ),
            Edit(
                days=560,
                says={"retention": "We keep account data for 14 days after you close your account, then delete it."},
                means={"retention": (RETENTION, MORE, "account data is kept for 14 days instead of 30")},
            ),
            Edit(days=430, says={"rights": "You can ask us for a copy of your data, have it corrected or deleted."}),
            Edit(
                days=300,
                says={
                    "basis": "We process account data because of our legitimate interests in improving our lamps "
                    "(Article 6(1)(f) GDPR)."
                },
                means={"basis": (BASIS, LESS, "account data rests on legitimate interests instead of the contract")},
            ),
            Edit(
                days=5,
                effective_in=30,
                says={
                    "sharing": "We may sell your personal data to advertising partners. "
                    "We share it with companies that work for us:",
                    "retention": "We keep account data for 24 months after you close your account, then delete it.",
                },
                means={
                    "sharing": (SHARING, LESS, "personal data may be sold; before, sale was denied"),
                    "retention": (RETENTION, LESS, "account data is kept for 24 months instead of 14 days"),
                },
            ),
        ),
    ),
    Invented(
        name="Fernweh Maps",
        product="maps",
        tags=("travel",),
        edits=(
            Edit(days=900),
            Edit(
                days=610,
                says={
                    "more_recipients": "- Our analytics provider in the United States receives device identifiers.\n"
                },
                means={"more_recipients": (SHARING, LESS, "an analytics provider in the United States receives data")},
            ),
            Edit(
                days=200,
                says={"more_recipients": ""},
                means={"more_recipients": (SHARING, MORE, "the analytics provider is no longer named")},
            ),
        ),
    ),
    Invented(
        name="Kettle & Thread",
        product="kettles",
        tags=("smart-home",),
        edits=(
            Edit(days=700),
            Edit(
                days=120,
                says={"basis": "We process account data only with your consent (Article 6(1)(a) GDPR)."},
                means={"basis": (BASIS, Direction.NEUTRAL, "consent takes the place of the contract")},
            ),
        ),
    ),
    Invented(
        name="Murmur Audio", product="speakers", tags=("audio", "smart-home"), edits=(Edit(days=640),), blind_days=9
    ),
    Invented(
        name="Northpost",
        product="parcel lockers",
        tags=("delivery",),
        edits=(
            Edit(days=450),
            Edit(
                days=21,
                says={"retention": "Osobní údaje uchováváme pouze po nezbytně nutnou dobu a poté je mažeme."},
                note="a passage is in a language that is not read: Czech",
            ),
        ),
    ),
    Invented(name="Orchard Locks", product="door locks", tags=("smart-home",), edits=(Edit(days=380),)),
)


def policy(vendor: Invented, said: Mapping[str, str]) -> str:
    """The policy's text with what it says differently."""
    words = {**_DEFAULTS, **said}
    return POLICY.format(name=vendor.name, product=vendor.product, slug=slug(vendor.name), **words)


def fill(db: Store, now: datetime, vendors: Sequence[Invented] = VENDORS) -> None:
    """Records the vendors' histories as a daemon would have, up to `now`."""
    sources.sync(db, [document(vendor) for vendor in vendors], now)
    for vendor in vendors:
        _record(db, vendor, now)


def document(vendor: Invented) -> SourceDocument:
    return SourceDocument(
        vendor=slug(vendor.name),
        vendor_name=vendor.name,
        terms_type="Privacy Policy",
        urls=(f"https://{slug(vendor.name)}.example/privacy",),
        interval=timedelta(days=1),
        tags=vendor.tags,
        language="en",
    )


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
        findings = [_finding(said, edit, place) for place in edit.means]
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


_SECTIONS = {"sharing": "Whom we share data with", "more_recipients": "Whom we share data with"}
_SECTIONS |= {"retention": "How long we keep data", "basis": "Why we may process data"}


def _finding(said: Mapping[str, str], edit: Edit, place: str) -> Finding:
    category, direction, reason = edit.means[place]
    old, new = {**_DEFAULTS, **said}[place], edit.says[place]
    return Finding(
        category=category,
        rule=f"{category.value}.{place}",
        direction=direction,
        reason=reason,
        section=_SECTIONS[place],
        old=old.strip("- \n") or None,
        new=new.strip("- \n") or None,
        source={BASIS: "GDPR Art. 13(1)(c)", RETENTION: "GDPR Art. 13(2)(a)"}.get(category, "GDPR Art. 13(1)(e)"),
    )


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
    for delivery in outbox.claim(db, now, lease=timedelta(minutes=5), limit=10):
        if delivery.channel == "dpo":
            outbox.failed(db, delivery.id, now, "the mail server refused the address", None)
        else:
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
