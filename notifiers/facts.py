"""What stands below the words of an alert: days, versions, counts and links, as (label, value). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from monitor.model import Alert, AlertKind, Judgement, Operation, SilentEdit
from notifiers.escape import one_line
from notifiers.phrases import day, moment

SILENT_EDITS = {
    SilentEdit.TEXT_WITHOUT_DATE: "the text changed, but the date that it states of itself did not",
    SilentEdit.DATE_WITHOUT_TEXT: "the date that the text states of itself changed, but its words did not",
}


def facts(alert: Alert) -> Iterable[tuple[str, str]]:
    if alert.problem:
        yield "Problem", one_line(alert.problem)
    if alert.judgement is not None and alert.judgement.note:
        yield "Note", one_line(alert.judgement.note)
    if alert.effective_date is not None:
        yield "Effective", f"{day(alert.effective_date)}, as the text states; {_notice(alert, alert.effective_date)}"
    if alert.objection_until is not None:
        reason = f" ({one_line(alert.objection_reason)})" if alert.objection_reason else ""
        yield "Objection", f"possible until {day(alert.objection_until)}{reason}"
    if alert.notice_days is not None:
        yield "Notice", _promise(alert, alert.notice_days)
    if alert.silent_edit is not None:
        yield "Own date", SILENT_EDITS[alert.silent_edit]
    told = alert.kind is AlertKind.RECOVERED  # there the lead names the versions
    if alert.new_version is not None and not told:
        yield "New version", f"{alert.new_version}, confirmed {moment(_confirmed(alert))}"
    if alert.old_version is not None and not told:
        since = f", on record since {moment(alert.old_recorded_at)}" if alert.old_recorded_at else ""
        yield "Old version", f"{alert.old_version}{since}"
    if alert.judgement is not None:
        yield "Passages", f"{_passages(alert.judgement)}; judged by rules version {alert.judgement.rules_version}"


def _notice(alert: Alert, effective: date) -> str:
    """How the stated date lies to the change: notice given, none, or a date that was not moved with the words."""
    if alert.old_recorded_at is not None and effective < alert.old_recorded_at.astimezone(UTC).date():
        return "that is older than the text it replaces, so the date may not have been updated"
    days = (effective - _confirmed(alert).astimezone(UTC).date()).days
    if days == 0:
        return "that is the day it was confirmed"
    count = "one day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{count} {'after' if days > 0 else 'before'} it was confirmed"


def _promise(alert: Alert, promised: int) -> str:
    """The notice that the text promises of its changes."""
    days = "one day" if promised == 1 else f"{promised} days"
    if alert.notice_until is None:
        return f"the text promises {days} before a change takes effect"
    return f"the text promises {days}; counted from the first sight they end on {day(alert.notice_until)}"


def _confirmed(alert: Alert) -> datetime:
    return alert.confirmed_at or alert.created_at


def _passages(judgement: Judgement) -> str:
    counts = [(operation.value, judgement.changes.get(operation, 0)) for operation in Operation]
    return ", ".join(f"{count} {name}" for name, count in counts if count) or "none changed"


def links(alert: Alert, base_url: str | None) -> Iterable[tuple[str, str]]:
    if alert.kind is AlertKind.TEST and not alert.url:
        return
    yield "Vendor’s page", one_line(alert.url)
    if base_url:
        if change := change_link(alert, base_url):
            yield "This change", change
        yield "History", f"{base_url.rstrip('/')}/vendors/{alert.vendor}"


def change_link(alert: Alert, base_url: str) -> str | None:
    """Where the operator's own page shows the change; None where the alert is about none."""
    if alert.judgement is None or alert.new_version is None:
        return None
    return f"{base_url.rstrip('/')}/changes/{alert.source}:{alert.new_version}"
