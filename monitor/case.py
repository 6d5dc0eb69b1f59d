"""One sight of one source, weighed into what is recorded of it: nothing new, something wrong, or a new version."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor import alerts, confirm, watch
from monitor.errors import FetchError, SourceError
from monitor.guarded import Judge, context, judged
from monitor.model import (
    Alert,
    AlertKind,
    CaptureKind,
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
from monitor.outage import is_unreached
from monitor.sight import Sight, is_gone, read
from scrapers.extract import EXTRACTOR
from scrapers.politeness import next_check
from store import outages, versions
from store.database import Store

log = logging.getLogger(__name__)

# A text that looks like a broken capture but has stood for so long is what the page says now: a person has to look.
STANDS_AFTER = timedelta(days=7)

# "Page not found" is often said with status 200, and an old address may lead to a page about something else.
_MAYBE_MOVED = frozenset({CaptureKind.ERROR, CaptureKind.WRONG_DOCUMENT})

Suggest = Callable[[], str]  # "": nothing to suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The operator's terms of watching. confirm_after: when to look again before a change is believed."""

    channels: tuple[Channel, ...]
    confirm_after: timedelta
    patience: watch.Patience


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one check writes, in one transaction."""

    check: Check
    state: SourceState
    captures: tuple[Snapshot, ...] = ()
    version: Version | None = None
    judgement: Judgement | None = None
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One sight of one source, to be weighed into what is recorded."""

    source: SourceDocument
    state: SourceState
    db: Store
    terms: Terms
    judge: Judge
    now: datetime

    def weigh(self, sight: Sight, *, suggest: Suggest) -> Record:
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
        doubted = replace(self.state, validators={}, memory=noted | before | watch.trouble(self.state))
        match observation.kind:
            case "unchanged":
                return self.verified(believed, sight, Outcome.UNCHANGED, observation.reason)
            case "pending":
                return self.pending(doubted, sight, observation.reason)
            case "suspect":
                return self._suspected(doubted, sight, page, observation.reason, suggest)
            case _:
                return self.new_version(believed, sight, page, observation)

    def verified(self, state: SourceState, sight: Sight, outcome: Outcome, detail: str = "") -> Record:
        """The policy was seen, and its text is the one on record."""
        return Record(
            check=self._check(outcome, watch.with_warnings(detail, state)),
            state=watch.seen(watch.untroubled(state), now=self.now, next_check_at=self._next(sight)),
            alerts=self._all_clear(versions.latest_summary(self.db, self.source.key)),
        )

    def pending(self, state: SourceState, sight: Sight, reason: str) -> Record:
        """Another text, seen for the first time: kept as a capture, to be looked at again soon."""
        due = self.now + self.terms.confirm_after
        return Record(
            check=self._check(Outcome.PENDING, reason),
            state=replace(state, checked_at=self.now, next_check_at=due),
            captures=sight.captures,
        )

    def suspect(
        self, state: SourceState, sight: Sight, reason: str, *, trouble: str = "doubtful", suggest: Suggest = str
    ) -> Record:
        """Something other than the policy came: kept as a capture, never as the baseline."""
        return self._missed(state, Outcome.SUSPECT, reason, trouble=trouble, captures=sight.captures, suggest=suggest)

    def _suspected(self, state: SourceState, sight: Sight, page: Page, reason: str, suggest: Suggest) -> Record:
        if page.capture.is_policy:
            return self.suspect(state, sight, reason)
        if sight.elsewhere is None:
            known = suggest if page.capture.kind in _MAYBE_MOVED else str
            return self.suspect(state, sight, reason, trouble=page.capture.kind, suggest=known)
        reason = f"Redirected to another place ({sight.elsewhere}). {reason}"
        return self.suspect(state, sight, reason, trouble="elsewhere", suggest=suggest)

    def missed(self, error: SourceError, *, suggest: Suggest) -> Record:
        """Nothing came. An address that was found, not configured, is found anew when the page is gone."""
        state = replace(self.state, url=None) if is_gone(error) and not self.source.urls else self.state
        wish = error.retry_after if isinstance(error, FetchError) else None
        trouble = error.failure if isinstance(error, FetchError) else "doubtful"
        known = suggest if is_gone(error) else str
        return self._missed(state, Outcome.FAILED, error.problem, trouble=trouble, retry_after=wish, suggest=known)

    def new_version(self, state: SourceState, sight: Sight, page: Page, observation: confirm.Observation) -> Record:
        """A text that is believed and new; compared with the one before and judged."""
        before = versions.latest(self.db, self.source.key)
        version = self._version(page, observation, before)
        judgement = judged(before, version, self.judge) if before else None
        if judgement and judgement.verdict is Verdict.SUSPECT_CAPTURE:
            if not _read_by_others(before) and self.now - version.recorded_at < STANDS_AFTER:
                # What is remembered stays as it was, so that the text on record remains the baseline.
                return self.suspect(replace(self.state, validators={}), sight, judgement.note)
            judgement = replace(judgement, verdict=Verdict.UNDECIDED)
        return Record(
            check=self._check(
                Outcome.NEW_VERSION if before else Outcome.FIRST_RECORD,
                watch.with_warnings(observation.reason, state),
                version=version.number,
            ),
            state=watch.seen(
                watch.untroubled(state), now=self.now, next_check_at=self._next(sight), changed=before is not None
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
            context=context(self.source, before, version, judgement),
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
    ) -> Record:
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
        state = replace(state, memory={**state.memory, "trouble": trouble})
        after = watch.missed(state, now=self.now, next_check_at=due, problem=problem)
        record = Record(check=self._check(outcome, problem), state=after, captures=captures)
        if not watch.alarm_is_due(after, now=self.now, patience=self.terms.patience):
            return record
        if is_unreached(trouble) and outages.standing(self.db):
            return record  # the outage is told in its place; what fails even after it is told then
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


def _with_validators(state: SourceState, sight: Sight) -> SourceState:
    """Validators are kept only of captures whose text is on record: a 304 then means "still that text"."""
    return replace(state, validators=sight.validators)
