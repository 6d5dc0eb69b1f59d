"""The first paragraph about an alert: what happened, to which document, and what it rests on. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from monitor.model import Alert, AlertKind, Judgement, Verdict
from notifiers.escape import one_line
from notifiers.lexicon import ENGLISH, Lexicon
from notifiers.titles import deadline, kind_of_document


def lead(alert: Alert, words: Lexicon = ENGLISH) -> str:
    """The first paragraph: what happened, to which document, and what it rests on."""
    match alert.kind:
        case AlertKind.BLIND if alert.blind_since:
            key = "lead.never_seen" if alert.never_seen else "lead.blind_since"
            return _about(alert, key, words, moment=words.moment(alert.blind_since))
        case AlertKind.BLIND:
            return _about(alert, "lead.blind", words)
        case AlertKind.RECOVERED:
            return " ".join(_recovered(alert, words))
        case AlertKind.TEST:
            return words.say("lead.test")
        case AlertKind.UNDELIVERED:
            document = _document(alert, "lead.document_inside", words)
            return words.say("lead.undelivered", document=document, channel=one_line(alert.failed_channel))
        case AlertKind.CHANGE:
            return _what_changed(alert, words)
        case AlertKind.DUE:
            return words.say("lead.due", deadline=deadline(alert, words), changed=_what_changed(alert, words))
        case AlertKind.UNREVIEWED:
            return _unreviewed(alert, words)
        case AlertKind.OUTAGE | AlertKind.OUTAGE_OVER:
            return _outage(alert, words)


def _document(alert: Alert, key: str, words: Lexicon) -> str:
    if not alert.source:
        return words.say("lead.itself")
    return words.say(key, terms=kind_of_document(alert, words), vendor=one_line(alert.vendor_name))


def _about(alert: Alert, key: str, words: Lexicon, **values: object) -> str:
    """A sentence that begins with the document."""
    return words.say(key, document=_document(alert, "lead.document", words), **values)


def _recovered(alert: Alert, words: Lexicon) -> Iterable[str]:
    """The sentences of an all-clear, with what it says about the time in which nobody could look."""
    yield _about(alert, "lead.recovered", words)
    if alert.blind_since:
        yield words.say("lead.recovered_since", moment=words.moment(alert.blind_since))
    if alert.new_version is not None and alert.old_version is not None:
        yield words.say("lead.meanwhile_changed", new=alert.new_version, old=alert.old_version)
    elif alert.new_version is not None:
        yield words.say("lead.meanwhile_recorded")
    elif alert.old_version is not None:
        yield words.say("lead.meanwhile_same", old=alert.old_version)


def _outage(alert: Alert, words: Lexicon) -> str:
    """What clausewatch itself could not reach; the alarm and its all-clear are made of an outage, always."""
    outage = alert.outage
    assert outage is not None  # noqa: S101
    return words.say(
        f"lead.{alert.kind}",
        moment=words.moment(outage.since),
        until=words.moment(outage.ended_at or alert.created_at),
        documents=outage.documents,
        looked_at=outage.looked_at,
    )


def _unreviewed(alert: Alert, words: Lexicon) -> str:
    changed = _what_changed(alert, words)
    command = f"clausewatch review {alert.source} {alert.new_version} --acknowledge"
    if alert.confirmed_at is None:
        return words.say("lead.unreviewed", changed=changed, command=command)
    return words.say("lead.unreviewed_since", day=words.day(alert.confirmed_at), changed=changed, command=command)


def _what_changed(alert: Alert, words: Lexicon) -> str:
    told = _pinned_or_judged(alert, words)
    suspect = alert.judgement is not None and alert.judgement.verdict is Verdict.SUSPECT_CAPTURE and not alert.pins
    if alert.returns_to is None or suspect:
        return told
    return f"{told} {words.say('changed.returned', version=alert.returns_to)}"


def _pinned_or_judged(alert: Alert, words: Lexicon) -> str:
    judgement = alert.judgement
    if judgement is None:
        return _about(alert, "changed.text", words)
    if alert.pins:
        pins = words.count("changed.pins", len(alert.pins))
        key = {Verdict.MATERIAL: "pins_statements", Verdict.UNDECIDED: "pins_undecided"}.get(
            judgement.verdict, "pins_alone"
        )
        return _about(alert, f"changed.{key}", words, pins=pins, statements=_statements(judgement, words))
    if judgement.verdict in {Verdict.UNDECIDED, Verdict.SUSPECT_CAPTURE}:
        return _about(alert, f"changed.{judgement.verdict}", words)
    return _about(alert, "changed.statements", words, statements=_statements(judgement, words))


def _statements(judgement: Judgement, words: Lexicon) -> str:
    """ "one statement on sharing", "3 statements: 2 on sharing and 1 on retention"."""
    by_topic = Counter(finding.category for finding in judgement.told)
    statements = words.count("statements.count", by_topic.total())
    if len(by_topic) > 1:
        each = (words.say("statements.topic", count=by_topic[c], topic=words.say(f"within.{c}")) for c in by_topic)
        return words.say("statements.of_each", statements=statements, topics=words.listed(each))
    topics = words.listed(words.say(f"within.{c}") for c in by_topic or judgement.material_categories)
    return words.say("statements.on", statements=statements, topics=topics)
