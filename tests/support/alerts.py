"""Alerts about an invented vendor, for tests of everything that words and delivers them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from monitor.decide.alerts import of_outage
from monitor.model import (
    Alert,
    AlertKind,
    Category,
    CategoryVerdict,
    Channel,
    Deadline,
    Delivery,
    DeliveryStatus,
    Direction,
    Finding,
    Judgement,
    Message,
    Operation,
    Outage,
    PinFate,
    PinnedChange,
    Verdict,
)
from notifiers.dialects import COMMONMARK, Dialect
from notifiers.limits import limit
from notifiers.payload import payload
from notifiers.render import House, render
from notifiers.titles import title

_NO_HOUSE = House()
SHARING = Finding(
    category=Category.SHARING,
    rule="sharing.denial-dropped",
    direction=Direction.LESS_PROTECTIVE,
    reason="The policy no longer says that data is not shared with others.",
    section="Your data > Who receives it",
    old="We do not share your personal data with any other company.",
    new="We may share your personal data with advertising partners.",
    source="GDPR Art. 13(1)(e)",
)
RETENTION = Finding(
    category=Category.RETENTION,
    rule="retention.period-stated",
    direction=Direction.MORE_PROTECTIVE,
    reason="The policy now states how long recordings are kept.",
    section="How long we keep data",
    old=None,
    new="Recordings are deleted after 14 days.",
)
PIN = PinnedChange(
    fate=PinFate.ALTERED,
    old="Recordings are deleted after 30 days.",
    new="Recordings are deleted after 90 days.",
    section="Keeping",
    reason="The pinned words differ in figures or lengths of time.",
)
GONE = PinnedChange(
    fate=PinFate.GONE, old="We never sell data.", new=None, section="Sharing", reason="No longer in the text."
)


def judgement(*findings: Finding, verdict: Verdict = Verdict.MATERIAL, note: str = "") -> Judgement:
    """A judgement whose categories follow from its findings (the last finding of a category gives its direction)."""
    categories = {category: CategoryVerdict() for category in Category}
    for finding in findings:
        categories[finding.category] = CategoryVerdict(material=True, direction=finding.direction)
    return Judgement(
        verdict=verdict,
        categories=categories,
        findings=findings,
        changes={Operation.ADDED: 1, Operation.MODIFIED: 2},
        rules_version=4,
        note=note,
    )


def change(*findings: Finding, **fields: Any) -> Alert:
    """A change of Orbit Cameras' policy, from version 6 to version 7; by default of what it says on sharing."""
    given: dict[str, Any] = {
        "id": "orbit-cameras/privacy-policy:7",
        "kind": AlertKind.CHANGE,
        "vendor": "orbit-cameras",
        "vendor_name": "Orbit Cameras",
        "source": "orbit-cameras/privacy-policy",
        "terms_type": "Privacy Policy",
        "url": "https://orbit.example/privacy",
        "created_at": datetime(2026, 5, 4, 8, 30, tzinfo=UTC),
        "judgement": judgement(*(findings or (SHARING,))),
        "old_version": 6,
        "new_version": 7,
        "old_recorded_at": datetime(2025, 3, 3, 9, 15, tzinfo=UTC),
        "effective_date": date(2026, 6, 1),
    }
    return Alert(**(given | fields))


def alarm(kind: AlertKind = AlertKind.BLIND, **fields: Any) -> Alert:
    """A broken watch of the same policy."""
    return change(
        id=f"orbit-cameras/privacy-policy:{kind}:20260504",
        kind=kind,
        judgement=None,
        old_version=None,
        new_version=None,
        old_recorded_at=None,
        effective_date=None,
        problem="the server refused the connection" if kind is AlertKind.BLIND else "",
        blind_since=datetime(2026, 5, 1, 6, 0, tzinfo=UTC),
        **fields,
    )


def pinned(*pins: PinnedChange) -> Alert:
    """A change that is told for its pinned clauses alone."""
    return change(pins=pins, judgement=judgement(verdict=Verdict.NOT_MATERIAL))


def reminder(deadline: Deadline, **fields: Any) -> Alert:
    """The reminder of a day of a change that was told a fortnight before."""
    return change(
        kind=AlertKind.DUE,
        deadline=deadline,
        created_at=datetime(2026, 5, 20, 8, tzinfo=UTC),
        confirmed_at=datetime(2026, 5, 4, 8, 30, tzinfo=UTC),
        **fields,
    )


def outage_alarm(kind: AlertKind = AlertKind.OUTAGE) -> Alert:
    """Nothing could be reached for six days; of OUTAGE_OVER it has come to its end."""
    now = datetime(2026, 5, 10, 7, 0, tzinfo=UTC)
    outage = Outage(
        since=datetime(2026, 5, 4, 8, 30, tzinfo=UTC),
        documents=97,
        looked_at=100,
        problem="names that cannot be resolved (97); orbit.example: the name cannot be resolved",
        ended_at=now if kind is AlertKind.OUTAGE_OVER else None,
    )
    return of_outage(outage, kind, now=now)


def delivery(alert: Alert, channel: Channel | str = "dpo", attempts: int = 1) -> Delivery:
    """The alert, claimed and on its way."""
    return Delivery(
        id=1,
        alert=alert,
        channel=channel if isinstance(channel, str) else channel.name,
        status=DeliveryStatus.SENDING,
        attempts=attempts,
        next_attempt_at=None,
    )


def worded(
    alert: Alert,
    *,
    medium: str,
    max_chars: int | None = None,
    service: str | None = None,
    dialect: Dialect = COMMONMARK,
    house: House = _NO_HOUSE,
) -> Message:
    """The alert as a message for a medium of notifiers.render; "webhook": its title, and what a webhook receives."""
    if medium == "webhook":
        return Message(title=title(alert), text=payload(alert, base_url=house.base_url))
    return render((alert,), medium=medium, most=limit(service, max_chars), dialect=dialect, house=house)
