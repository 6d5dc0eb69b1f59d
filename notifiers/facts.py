"""What stands below the words of an alert: days, versions, counts and links, as (label, value). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from monitor.model import Alert, AlertKind, Judgement, Operation, SilentEdit
from notifiers.escape import one_line
from notifiers.lexicon import ENGLISH, Lexicon
from notifiers.said import said, unreached

SILENT_EDITS = {edit: ENGLISH.say(f"fact.{edit}") for edit in SilentEdit}


def facts(alert: Alert, words: Lexicon = ENGLISH) -> Iterable[tuple[str, str]]:
    for key, value in (*_told(alert, words), *_days(alert, words), *_own_date(alert, words), *_versions(alert, words)):
        yield words.say(f"label.{key}"), value


def days(alert: Alert, words: Lexicon = ENGLISH) -> Iterable[tuple[str, str]]:
    """The days that a change brings with it."""
    for key, value in _days(alert, words):
        yield words.say(f"label.{key}"), value


def _told(alert: Alert, words: Lexicon) -> Iterable[tuple[str, str]]:
    """What is wrong, or was, in the words of those who found it."""
    if alert.problem:
        over = alert.kind in (AlertKind.RECOVERED, AlertKind.OUTAGE_OVER)
        yield "overcome" if over else "problem", (unreached if alert.outage else said)(one_line(alert.problem), words)
    if alert.advice:
        yield "advice", said(one_line(alert.advice), words)
    if alert.judgement is not None and alert.judgement.note:
        yield "note", said(one_line(alert.judgement.note), words)


def _days(alert: Alert, words: Lexicon) -> Iterable[tuple[str, str]]:
    if alert.effective_date is not None:
        notice = _notice(alert, alert.effective_date, words)
        yield "effective", words.say("fact.effective", day=words.day(alert.effective_date), notice=notice)
    if alert.objection_until is not None:
        key = "fact.objection_reason" if alert.objection_reason else "fact.objection"
        day, reason = words.day(alert.objection_until), said(one_line(alert.objection_reason), words)
        yield "objection", words.say(key, day=day, reason=reason)
    if alert.notice_days is not None:
        yield "notice", _promise(alert, alert.notice_days, words)


def _own_date(alert: Alert, words: Lexicon) -> Iterable[tuple[str, str]]:
    if alert.silent_edit is not None:
        yield "own_date", words.say(f"fact.{alert.silent_edit}")


def _versions(alert: Alert, words: Lexicon) -> Iterable[tuple[str, str]]:
    told = alert.kind is AlertKind.RECOVERED  # there the lead names the versions
    if alert.new_version is not None and not told:
        confirmed = words.moment(_confirmed(alert))
        yield "new_version", words.say("fact.new_version", version=alert.new_version, moment=confirmed)
    if alert.old_version is not None and not told:
        since = words.moment(alert.old_recorded_at) if alert.old_recorded_at else ""
        key = "fact.old_version_since" if since else "fact.old_version"
        yield "old_version", words.say(key, version=alert.old_version, moment=since)
    if alert.judgement is not None:
        counts, rules = _passages(alert.judgement, words), alert.judgement.rules_version
        yield "passages", words.say("fact.passages", counts=counts, rules=rules)
        if doubtful := len(alert.judgement.doubtful):
            yield "doubtful", words.count("doubtful", doubtful)


def _notice(alert: Alert, effective: date, words: Lexicon) -> str:
    """How the stated date lies to the change: notice given, none, or a date that was not moved with the words."""
    if alert.old_recorded_at is not None and effective < alert.old_recorded_at.astimezone(UTC).date():
        return words.say("fact.older")
    days = (effective - _confirmed(alert).astimezone(UTC).date()).days
    if days == 0:
        return words.say("fact.same_day")
    return words.say("fact.days_after" if days > 0 else "fact.days_before", days=words.count("days", abs(days)))


def _promise(alert: Alert, promised: int, words: Lexicon) -> str:
    """The notice that the text promises of its changes."""
    days = words.count("days", promised)
    if alert.notice_until is None:
        return words.say("fact.promise", days=days)
    return words.say("fact.promise_until", days=days, day=words.day(alert.notice_until))


def _confirmed(alert: Alert) -> datetime:
    return alert.confirmed_at or alert.created_at


def _passages(judgement: Judgement, words: Lexicon) -> str:
    counts = [(operation, judgement.changes.get(operation, 0)) for operation in Operation]
    told = (words.count(operation.value, count) for operation, count in counts if count)
    return words.say("list.comma").join(told) or words.say("fact.none_changed")


def links(alert: Alert, base_url: str | None, words: Lexicon = ENGLISH) -> Iterable[tuple[str, str]]:
    if not alert.source and base_url:
        yield words.say("label.status"), f"{base_url.rstrip('/')}/status"
    if not alert.url:
        return
    yield words.say("label.page"), one_line(alert.url)
    if base_url:
        if change := change_link(alert, base_url):
            yield words.say("label.change"), change
            yield words.say("label.evidence"), f"{base_url.rstrip('/')}/vendors/{alert.vendor}/evidence.zip"
        yield words.say("label.history"), f"{base_url.rstrip('/')}/vendors/{alert.vendor}"


def change_link(alert: Alert, base_url: str) -> str | None:
    """Where the operator's own page shows the change; None where the alert is about none."""
    if alert.judgement is None or alert.new_version is None:
        return None
    return f"{base_url.rstrip('/')}/changes/{alert.source}:{alert.new_version}"
