"""One check of one source, the stages in order: fetch, normalize, version, compare, judge, and what to notify.

    state        what the store remembers of the source
    sight        its pages as they are now, fetched (monitor.sight)
    page         read as policy text (monitor.sight)
    observation  may this text be believed, and is it new? (monitor.confirm)
    judgement    what the change means (monitor.judge)
    alert        what people are told of it, with its days and pinned clauses (monitor.alerts)
    record       one transaction: captures, version, judgement, check, state, deliveries

All is computed before the transaction opens, so that no version is ever judged but untold and none told but unstored.
A process that dies before the commit has done nothing; the next check fetches again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from monitor import alerts, confirm, readings, watch
from monitor.compare.segment import segment
from monitor.errors import FetchError, SourceError
from monitor.judge import RULES_VERSION, compare_texts
from monitor.model import (
    Alert,
    AlertKind,
    CaptureKind,
    Category,
    CategoryVerdict,
    Channel,
    Check,
    Judgement,
    Origin,
    Outcome,
    Page,
    Snapshot,
    SourceDocument,
    SourceState,
    Verdict,
    Version,
    VersionSummary,
    fingerprint,
)
from monitor.sight import Fetch, Sight, address, is_gone, look, moved_to, read
from notifiers import timing
from notifiers.routing import route
from scrapers.extract import EXTRACTOR
from scrapers.politeness import next_check
from store import checks, judgements, outbox, snapshots, sources, versions
from store.database import Store

log = logging.getLogger(__name__)

# A text that looks like a broken capture but has stood for so long is what the page says now: a person has to look.
STANDS_AFTER = timedelta(days=7)

# "Page not found" is often said with status 200, and an old address may lead to a page about something else.
_MAYBE_MOVED = frozenset({CaptureKind.ERROR, CaptureKind.WRONG_DOCUMENT})

Clock = Callable[[], datetime]
Suggest = Callable[[], str]  # "": nothing to suggest
Judge = Callable[[str, str], Judgement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The operator's terms of watching. confirm_after: when to look again before a change is believed."""

    channels: tuple[Channel, ...]
    confirm_after: timedelta
    patience: watch.Patience


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What one check writes, in one transaction."""

    check: Check
    state: SourceState
    captures: tuple[Snapshot, ...] = ()
    version: Version | None = None
    judgement: Judgement | None = None
    alerts: tuple[Alert, ...] = ()


def check(
    source: SourceDocument, *, fetch: Fetch, db: Store, clock: Clock, terms: Terms, judge: Judge = compare_texts
) -> Check:
    """Checks one source now and records what came of it; the order is in the module's docstring.

    Raises StoreError; everything that can be wrong with the source itself is recorded instead.
    """
    begun = time.monotonic()  # the clock of the wall may jump meanwhile
    while True:
        before = sources.state(db, source.key)
        record = _observe(source, before, fetch=fetch, db=db, clock=clock, terms=terms, judge=judge)
        took = round((time.monotonic() - begun) * 1000)
        record = replace(record, check=replace(record.check, duration_ms=took))
        if _write(record, before, db, terms.channels):
            return record.check


def _observe(
    source: SourceDocument, state: SourceState, *, fetch: Fetch, db: Store, clock: Clock, terms: Terms, judge: Judge
) -> _Record:
    suggest = partial(moved_to, source, fetch)
    try:
        state = replace(state, url=address(source, state, fetch))
        sight = look(source, state, fetch)
    except SourceError as error:
        return _Case(source, state, db, terms, judge, clock()).missed(error, suggest=suggest)
    return _Case(source, state, db, terms, judge, clock()).weigh(sight, suggest=suggest)


# ---------------------------------------------------------------- version, compare, judge


@dataclass(frozen=True, slots=True)
class _Case:
    """One sight of one source, to be weighed into what is recorded."""

    source: SourceDocument
    state: SourceState
    db: Store
    terms: Terms
    judge: Judge
    now: datetime

    def weigh(self, sight: Sight, *, suggest: Suggest) -> _Record:
        """Nothing new, something to confirm, something wrong, or a new version."""
        if sight.unmodified:
            return self.verified(self.state, sight, Outcome.NOT_MODIFIED)
        visible = sight.visible
        if visible == self.state.memory.get("visible"):
            return self.verified(_with_validators(self.state, sight), sight, Outcome.UNCHANGED)
        try:
            page = read(self.source, sight.captures)
        except Exception:
            # A hostile page may find a bug of ours: its capture is kept, and people hear that the watch is broken.
            log.exception("%s could not be read", self.source.key)
            reason = "The page could not be read: a fault of clausewatch, see its log."
            return self.suspect(self.state, sight, reason, trouble="unreadable")
        memory, observation = confirm.observe(self.state.memory.get("confirm", {}), page, self.now)
        noted = {"confirm": memory} | watch.note_of_reading(self.source, page)
        believed = replace(_with_validators(self.state, sight), memory=noted | {"visible": visible})
        before = {"selectors": self.state.memory.get("selectors", [])}  # those of the text on record
        doubted = replace(self.state, validators={}, memory=noted | before)
        match observation.kind:
            case "unchanged":
                return self.verified(believed, sight, Outcome.UNCHANGED, observation.reason)
            case "pending":
                return self.pending(doubted, sight, observation.reason)
            case "suspect":
                return self._suspected(doubted, sight, page, observation.reason, suggest)
            case _:
                return self.new_version(believed, sight, page, observation)

    def verified(self, state: SourceState, sight: Sight, outcome: Outcome, detail: str = "") -> _Record:
        """The policy was seen, and its text is the one on record."""
        return _Record(
            check=self._check(outcome, _with_warnings(detail, state)),
            state=watch.seen(_untroubled(state), now=self.now, next_check_at=self._next(sight)),
            alerts=self._all_clear(versions.latest_summary(self.db, self.source.key)),
        )

    def pending(self, state: SourceState, sight: Sight, reason: str) -> _Record:
        """Another text, seen for the first time: kept as a capture, to be looked at again soon."""
        due = self.now + self.terms.confirm_after
        return _Record(
            check=self._check(Outcome.PENDING, reason),
            state=replace(state, checked_at=self.now, next_check_at=due),
            captures=sight.captures,
        )

    def suspect(
        self, state: SourceState, sight: Sight, reason: str, *, trouble: str = "doubtful", suggest: Suggest = str
    ) -> _Record:
        """Something other than the policy came: kept as a capture, never as the baseline."""
        return self._missed(state, Outcome.SUSPECT, reason, trouble=trouble, captures=sight.captures, suggest=suggest)

    def _suspected(self, state: SourceState, sight: Sight, page: Page, reason: str, suggest: Suggest) -> _Record:
        if page.capture.is_policy:
            return self.suspect(state, sight, reason)
        if sight.elsewhere is None:
            known = suggest if page.capture.kind in _MAYBE_MOVED else str
            return self.suspect(state, sight, reason, trouble=page.capture.kind, suggest=known)
        reason = f"Redirected to another place ({sight.elsewhere}). {reason}"
        return self.suspect(state, sight, reason, trouble="elsewhere", suggest=suggest)

    def missed(self, error: SourceError, *, suggest: Suggest) -> _Record:
        """Nothing came. An address that was found, not configured, is found anew when the page is gone."""
        state = replace(self.state, url=None) if is_gone(error) and not self.source.urls else self.state
        wish = error.retry_after if isinstance(error, FetchError) else None
        trouble = error.failure if isinstance(error, FetchError) else "doubtful"
        known = suggest if is_gone(error) else str
        return self._missed(state, Outcome.FAILED, error.problem, trouble=trouble, retry_after=wish, suggest=known)

    def new_version(self, state: SourceState, sight: Sight, page: Page, observation: confirm.Observation) -> _Record:
        """A text that is believed and new; compared with the one before and judged."""
        before = versions.latest(self.db, self.source.key)
        version = self._version(page, observation, before)
        judgement = _judged(before, version, self.judge) if before else None
        if judgement and judgement.verdict is Verdict.SUSPECT_CAPTURE:
            if not _read_by_others(before) and self.now - version.recorded_at < STANDS_AFTER:
                # What is remembered stays as it was, so that the text on record remains the baseline.
                return self.suspect(replace(self.state, validators={}), sight, judgement.note)
            judgement = replace(judgement, verdict=Verdict.UNDECIDED)
        return _Record(
            check=self._check(
                Outcome.NEW_VERSION if before else Outcome.FIRST_RECORD,
                _with_warnings(observation.reason, state),
                version=version.number,
            ),
            state=watch.seen(
                _untroubled(state), now=self.now, next_check_at=self._next(sight), changed=before is not None
            ),
            captures=sight.captures,
            version=version,
            judgement=judgement,
            alerts=self._all_clear(before, version) + self._change_alert(before, version, judgement),
        )

    def _version(self, page: Page, observation: confirm.Observation, before: Version | None) -> Version:
        text = observation.text or page.text
        mark = fingerprint(text)
        return Version(
            number=before.number + 1 if before else 1,
            text=text,
            fingerprint=mark,
            recorded_at=observation.since or self.now,
            extractor=EXTRACTOR,
            title=page.title,
            language=page.language,
            effective_date=page.effective_date,
            updated_date=page.updated_date,
            returns_to=versions.number_of_fingerprint(self.db, self.source.key, mark),
        )

    def _change_alert(self, before: Version | None, version: Version, judgement: Judgement | None) -> tuple[Alert, ...]:
        if before is None or judgement is None or _read_by_others(before):
            return ()
        history = [summary.fingerprint for summary in versions.summaries(self.db, self.source.key)]
        if alerts.told_before(history, before.fingerprint, version.fingerprint):
            return ()
        alert = alerts.of_change(
            self.source,
            url=self.state.url or "",
            old=before,
            new=version,
            judgement=judgement,
            now=self.now,
            context=_context(self.source, before, version, judgement),
        )
        return (alert,) if alert else ()

    def _all_clear(self, on_record: Version | VersionSummary | None, new: Version | None = None) -> tuple[Alert, ...]:
        """The notice that the watch works again, with the version on record and the one that has come meanwhile."""
        if self.state.alarmed_at is None:
            return ()
        notice = alerts.of_state(self.source, self.state, AlertKind.RECOVERED, now=self.now)
        old_number = on_record.number if on_record else None
        return (replace(notice, old_version=old_number, new_version=new.number if new else None),)

    def _missed(
        self,
        state: SourceState,
        outcome: Outcome,
        problem: str,
        *,
        trouble: str,
        captures: tuple[Snapshot, ...] = (),
        retry_after: timedelta | None = None,
        suggest: Suggest = str,
    ) -> _Record:
        """The policy was not seen. suggest: where it may be now; asked only when people are told.

        trouble: the kind of problem, in one word of Failure or CaptureKind, "elsewhere", "unreadable" or "doubtful".
        """
        due = next_check(
            interval=self.source.interval,
            now=self.now,
            source_key=self.source.key,
            failures=state.failures + 1,
            retry_after=retry_after,
        )
        known = {name: value for name, value in self.state.memory.items() if name == "moved_to"}
        state = replace(state, memory={**state.memory, **known, "trouble": trouble})
        after = watch.missed(state, now=self.now, next_check_at=due, problem=problem)
        record = _Record(check=self._check(outcome, problem), state=after, captures=captures)
        if not watch.alarm_is_due(after, now=self.now, patience=self.terms.patience):
            return record
        after = replace(after, alarmed_at=self.now)
        if found := suggest():
            after = replace(after, memory={**after.memory, "moved_to": found})
            problem += f'; it may have moved: clausewatch found one at {found} (set url = "{found}" if it is right)'
        alarm = alerts.of_state(self.source, replace(after, problem=problem), AlertKind.BLIND, now=self.now)
        return replace(record, state=after, alerts=(alarm,))

    def _check(self, outcome: Outcome, detail: str, *, version: int | None = None) -> Check:
        return Check(source=self.source.key, checked_at=self.now, outcome=outcome, detail=detail, version=version)

    def _next(self, sight: Sight) -> datetime:
        return next_check(
            interval=self.source.interval, now=self.now, source_key=self.source.key, fresh_for=sight.fresh_for(self.now)
        )


def _read_by_others(before: Version | None) -> bool:
    """Whether a text was imported: what differs from it may be another program's reading of the same page.

    So our first reading after it is judged and recorded, but neither told nor held for a broken capture.
    """
    return before is not None and before.origin is Origin.IMPORTED


def _judged(before: Version, version: Version, judge: Judge) -> Judgement:
    """What the change means. Store first, judge after: a bug in judging must not keep a text out of the store."""
    try:
        return judge(before.text, version.text)
    except Exception:
        log.exception("The change to version %d could not be judged", version.number)
        return Judgement(
            verdict=Verdict.UNDECIDED,
            categories={category: CategoryVerdict() for category in Category},
            findings=(),
            changes={},
            rules_version=RULES_VERSION,
            note="The change could not be judged: a fault of clausewatch, see its log.",
        )


def _context(source: SourceDocument, before: Version, version: Version, judgement: Judgement) -> alerts.Context:
    """What else there is to tell of the change; a bug in finding it must not keep the change itself from being told."""
    try:
        return alerts.context(source, old=before, new=version, judgement=judgement)
    except Exception:
        log.exception("Deadlines and pinned clauses of version %d could not be read", version.number)
        return alerts.NO_CONTEXT


def _facts(version: Version) -> readings.Facts | None:
    """What the version says, item by item; None where a bug of ours keeps it from being read, for now."""
    try:
        return readings.facts_of(version.text)
    except Exception:
        log.exception("Version %d could not be read item by item", version.number)
        return None


def _untroubled(state: SourceState) -> SourceState:
    kept = {name: value for name, value in state.memory.items() if name not in {"trouble", "moved_to"}}
    return replace(state, memory=kept)


def _with_warnings(detail: str, state: SourceState) -> str:
    """The detail of a check, and what the last reading of the page said of the operator's selectors."""
    return " ".join([detail, *(f"Warning: {warning}." for warning in state.memory.get("warnings", []))]).strip()


def _with_validators(state: SourceState, sight: Sight) -> SourceState:
    """Validators are kept only of captures whose text is on record: a 304 then means "still that text"."""
    return replace(state, validators=sight.validators)


# ---------------------------------------------------------------- record


def _write(record: _Record, before: SourceState, db: Store, channels: Sequence[Channel]) -> bool:
    """Writes a record; False where another process checked the source since `before` was read."""
    key, now, version = record.check.source, record.check.checked_at, record.version
    passages = segment(version.text) if version else ()
    facts = _facts(version) if version else None
    with db.transaction():
        if sources.state(db, key) != before:
            return False
        kept = [snapshots.add(db, key, capture) for capture in record.captures]
        if version:
            versions.add(db, key, version, snapshots=kept, segments=passages)
            if facts is not None:
                readings.note(db, key, version.number, facts)
            if record.judgement:
                judgements.add(db, key, version.number - 1, version.number, record.judgement, now)
        checks.add(db, replace(record.check, snapshot=kept[-1] if kept else None))
        sources.save(db, record.state)
        for alert in record.alerts:
            due = {channel.name: timing.due(alert, channel, now) for channel in channels}
            outbox.enqueue(db, alert, route(alert, channels), now, due=due)
    return True
