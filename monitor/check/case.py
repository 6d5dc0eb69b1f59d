"""One sight of one source, weighed into what is recorded of it: nothing new, something wrong, or a new version."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from monitor.check import unseen
from monitor.check.guarded import Judge, judged
from monitor.check.record import Record, Terms
from monitor.check.sight import Sight, is_gone, read
from monitor.check.succession import change_alert, changes_language, is_outdated, is_read_otherwise, reread, successor
from monitor.check.unseen import Suggest, Unseen
from monitor.decide import alerts, confirm, watch
from monitor.decide.outage import is_unreached
from monitor.errors import FetchError
from monitor.model import (
    Alert,
    AlertKind,
    CaptureKind,
    Check,
    Judgement,
    Outcome,
    Page,
    SourceDocument,
    SourceState,
    Verdict,
    Version,
    VersionSummary,
    fingerprint,
)
from scrapers.extract import EXTRACTOR
from scrapers.politeness import next_check
from store import outages, versions
from store.database import Store

log = logging.getLogger(__name__)

# A text that looks like a broken capture but has stood for so long is what the page says now: a person has to look.
STANDS_AFTER = timedelta(days=7)

_READ_OTHERWISE = "Recorded, but told to nobody: what differs may be how the text was read before."


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
            return self._verified(self.state, sight, Outcome.NOT_MODIFIED)
        same = sight.visible == self.state.memory.get("visible")
        if same and not self._is_to_be_reread():
            return self._verified(_with_validators(self.state, sight), sight, Outcome.UNCHANGED)
        try:
            page = self._read(sight)
        except Exception:
            # A hostile page may find a bug of ours: its capture is kept, and people hear that the watch is broken.
            log.exception("%s could not be read", self.source.key)
            reason = "The page could not be read: a fault of clausewatch, see its log."
            return self._unseen(self.state, unseen.by_capture(sight, reason, trouble="unreadable"))
        return self._reread(sight, page) if same else self._observed(sight, page, suggest=suggest)

    def _observed(self, sight: Sight, page: Page, *, suggest: Suggest) -> Record:
        """A page that differs from the one before, as far as its text may be believed."""
        memory, observation = confirm.observe(self._remembered(page), page, self.now)
        noted = {"confirm": memory} | watch.note_of_reading(self.source, page)
        believed = replace(_with_validators(self.state, sight), memory=noted | {"visible": sight.visible})
        before = watch.reading_on_record(self.state)
        doubted = replace(self.state, validators={}, memory=noted | before | watch.trouble(self.state))
        match observation.kind:
            case "unchanged":
                believed = replace(believed, memory=dict(believed.memory) | {"extractor": EXTRACTOR})
                return self._verified(believed, sight, Outcome.UNCHANGED, observation.reason)
            case "pending":
                return self._pending(doubted, sight, observation.reason)
            case "suspect":
                return self._suspected(doubted, sight, page, observation, suggest)
            case _:
                return self._new_version(believed, sight, page, observation)

    def _verified(self, state: SourceState, sight: Sight, outcome: Outcome, detail: str = "") -> Record:
        """The policy was seen, and its text is the one on record."""
        return Record(
            check=self._check(outcome, watch.with_warnings(detail, state)),
            state=watch.seen(watch.untroubled(state), now=self.now, next_check_at=self._next(sight)),
            alerts=self._all_clear(versions.latest_summary(self.db, self.source.key)),
        )

    def _pending(self, state: SourceState, sight: Sight, reason: str) -> Record:
        """Another text that has yet to last: kept as a capture, to be looked at again soon, and then less and less."""
        since = confirm.unsettled_since(state.memory["confirm"]) or self.now
        due = self.now + confirm.pause(self.now - since, self.terms.confirm_after, self.source.interval)
        return Record(
            check=self._check(Outcome.PENDING, reason),
            state=replace(state, checked_at=self.now, next_check_at=due),
            captures=sight.captures,
        )

    def missed(self, error: FetchError, *, suggest: Suggest) -> Record:
        """Nothing came."""
        state = self._without_address(self.state) if is_gone(error) else self.state
        return self._unseen(state, unseen.by_error(error, suggest))

    def faulty(self) -> Record:
        """Whatever came, a bug of ours stands in the way of knowing."""
        return self._unseen(self.state, unseen.by_fault())

    def _suspected(
        self, state: SourceState, sight: Sight, page: Page, observation: confirm.Observation, suggest: Suggest
    ) -> Record:
        if page.capture.kind is CaptureKind.WRONG_LANGUAGE:
            state = self._without_address(state)
        return self._unseen(state, unseen.by_page(sight, page, observation, suggest))

    def _without_address(self, state: SourceState) -> SourceState:
        """An address that was found, not configured, is found anew at the next check: perhaps there is a better one."""
        return state if self.source.urls else replace(state, url=None)

    def _is_to_be_reread(self) -> bool:
        """Whether an older extractor made the text on record, and no capture of it is left to read anew."""
        newest = versions.latest_summary(self.db, self.source.key)
        if newest is None or not is_outdated(newest, self.state):
            return False
        return not versions.has_captures(self.db, self.source.key, newest.number)

    def _reread(self, sight: Sight, page: Page) -> Record:
        """The page is still the one that an older extractor read: whatever differs is ours, and no change."""
        before = versions.latest(self.db, self.source.key)
        noted = dict(self.state.memory) | {"extractor": EXTRACTOR} | watch.note_of_reading(self.source, page)
        if before is None or not page.capture.is_policy or fingerprint(page.text) == before.fingerprint:
            return self._verified(replace(self.state, memory=noted), sight, Outcome.UNCHANGED)
        noted["confirm"] = confirm.rebase(self.state.memory.get("confirm", {}), page, before.recorded_at)
        record = self._verified(replace(_with_validators(self.state, sight), memory=noted), sight, Outcome.UNCHANGED)
        version = reread(before, page)
        check = replace(record.check, version=version.number, detail="The page is the same; it was read anew.")
        return replace(record, check=check, version=version, captures=sight.captures)

    def _read(self, sight: Sight) -> Page:
        return read(self.source, sight.captures, on_record=self._language)

    def _remembered(self, page: Page) -> Mapping[str, Any]:
        """What the confirmation of new texts remembers; nothing where the operator wants another language since."""
        begins_anew = changes_language(self.source, self._language, page)
        return {} if begins_anew else self.state.memory.get("confirm", {})

    @property
    def _language(self) -> str | None:
        """That of the text on record."""
        spoken: str | None = self.state.memory.get("confirm", {}).get("recorded", {}).get("language")
        return spoken

    def _new_version(self, state: SourceState, sight: Sight, page: Page, observation: confirm.Observation) -> Record:
        """A text that is believed and new; it is recorded unless its judgement finds a broken capture in it."""
        before = versions.latest(self.db, self.source.key)
        version = self._successor(before, page, observation)
        judgement = judged(before, version, self.judge) if before else None
        otherwise = is_read_otherwise(before, version, self.source, self.state)
        if judgement and judgement.verdict is Verdict.SUSPECT_CAPTURE:
            if not otherwise and self.now - version.recorded_at < STANDS_AFTER:
                # What is remembered stays as it was, so that the text on record remains the baseline.
                return self._unseen(replace(self.state, validators={}), unseen.by_capture(sight, judgement.note))
            judgement = replace(judgement, verdict=Verdict.UNDECIDED)
        told = () if otherwise else self._change_alert(before, version, judgement)
        reason = _READ_OTHERWISE if otherwise else observation.reason
        return self._recorded(state, sight, before, version, judgement, reason=reason, told=told)

    def _successor(self, before: Version | None, page: Page, observation: confirm.Observation) -> Version:
        version = successor(page, observation, number=before.number + 1 if before else 1, now=self.now)
        return replace(
            version, returns_to=versions.number_of_fingerprint(self.db, self.source.key, version.fingerprint)
        )

    def _recorded(
        self,
        state: SourceState,
        sight: Sight,
        before: Version | None,
        version: Version,
        judgement: Judgement | None,
        *,
        reason: str,
        told: tuple[Alert, ...],
    ) -> Record:
        """What is written of a new version. told: the alert of its change, where it is worth one."""
        outcome = Outcome.NEW_VERSION if before else Outcome.FIRST_RECORD
        due = self._next(sight)
        return Record(
            check=self._check(outcome, watch.with_warnings(reason, state), version=version.number),
            state=watch.seen(watch.untroubled(state), now=self.now, next_check_at=due, changed=before is not None),
            captures=sight.captures,
            version=version,
            judgement=judgement,
            alerts=self._all_clear(before, version) + told,
        )

    def _change_alert(self, before: Version | None, version: Version, judgement: Judgement | None) -> tuple[Alert, ...]:
        if before is None or judgement is None:
            return ()
        return change_alert(
            self.source,
            url=self.state.url or "",
            before=before,
            version=version,
            judgement=judgement,
            history=[summary.fingerprint for summary in versions.summaries(self.db, self.source.key)],
            now=self.now,
        )

    def _all_clear(self, on_record: VersionSummary | None, new: Version | None = None) -> tuple[Alert, ...]:
        """The notice that the watch works again, with the version on record and the one that has come meanwhile."""
        if self.state.alarmed_at is None:
            return ()
        notice = alerts.of_state(self.source, self.state, AlertKind.RECOVERED, now=self.now)
        old_number = on_record.number if on_record else None
        return (replace(notice, old_version=old_number, new_version=new.number if new else None),)

    def _unseen(self, state: SourceState, found: Unseen) -> Record:
        """The policy was not seen. In an outage that is told in its place; what fails even after it is told then."""
        in_outage = is_unreached(found.trouble) and outages.standing(self.db) is not None
        return unseen.record(
            self.source, state, found, now=self.now, patience=self.terms.patience, may_tell=not in_outage
        )

    def _check(self, outcome: Outcome, detail: str, *, version: int | None = None) -> Check:
        return Check(source=self.source.key, checked_at=self.now, outcome=outcome, detail=detail, version=version)

    def _next(self, sight: Sight) -> datetime:
        return next_check(
            interval=self.source.interval, now=self.now, source_key=self.source.key, fresh_for=sight.fresh_for(self.now)
        )


def _with_validators(state: SourceState, sight: Sight) -> SourceState:
    """Validators are kept only of captures whose text is on record: a 304 then means "still that text"."""
    return replace(state, validators=sight.validators)
