"""One check of one source: what is stored, what is judged, what is told, and when it is looked at again."""

from __future__ import annotations

import itertools
from pathlib import Path

from monitor.model import Category, Outcome, Verdict
from store import judgements, outbox, practices, snapshots, sources, versions
from tests.support.policies import DENIAL, PARTNERS, policy_page
from tests.support.watching import DAY, HOUR, KEY, Watch


def test_the_first_sight_of_a_policy_is_recorded_and_told_to_nobody(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    assert watch.check().outcome is Outcome.FIRST_RECORD
    with watch.db() as db:
        version = versions.get(db, KEY, 1)
        assert "We do not share your personal information" in version.text
        assert "partners store information" not in version.text
        assert snapshots.get(db, versions.snapshots_of(db, KEY, 1)[0]).content == policy_page().encode()
        assert outbox.list_deliveries(db) == []
        assert sources.state(db, KEY).verified_at == watch.now


def test_tokens_that_change_at_every_request_make_no_version(tmp_path: Path) -> None:
    tokens = itertools.count()
    watch = Watch(tmp_path, lambda _url: policy_page(token=f"t{next(tokens):06d}"))
    outcomes = [check.outcome for check in watch.checks(4, every=DAY)]
    assert outcomes == [Outcome.FIRST_RECORD, *[Outcome.UNCHANGED] * 3]


def test_a_change_is_believed_at_the_second_sight_and_dated_by_the_first(tmp_path: Path) -> None:
    pages = iter([policy_page(), policy_page(PARTNERS), policy_page(PARTNERS)])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.check()
    assert watch.check(after=DAY).outcome is Outcome.PENDING
    first_seen = watch.now
    with watch.db() as db:
        assert versions.count(db, KEY) == 1
        assert sources.state(db, KEY).next_check_at == watch.now + HOUR
    assert watch.check(after=HOUR).outcome is Outcome.NEW_VERSION
    with watch.db() as db:
        assert versions.get(db, KEY, 2).recorded_at == first_seen


def test_a_text_that_has_yet_to_last_is_looked_at_less_and_less(tmp_path: Path) -> None:
    """Words that were on record before have to last for two days; that is no reason for 48 requests."""
    shown = [policy_page(), policy_page(PARTNERS), policy_page(PARTNERS), policy_page()]
    watch = Watch(tmp_path, lambda _url: shown[0])
    for _ in range(3):
        watch.check(after=DAY)
        shown.pop(0)
    pauses = []
    outcome = watch.check(after=DAY).outcome
    while outcome is Outcome.PENDING:
        with watch.db() as db:
            pauses.append(sources.state(db, KEY).next_check_at - watch.now)
        outcome = watch.check(after=pauses[-1]).outcome
    assert outcome is Outcome.NEW_VERSION
    assert pauses[0] == HOUR
    assert pauses == sorted(pauses)
    assert max(pauses) <= DAY
    assert len(pauses) <= 12
    assert 2 * DAY <= sum(pauses, start=0 * DAY) < 3 * DAY


def test_a_material_change_is_stored_judged_and_queued_in_one_go(tmp_path: Path) -> None:
    pages = iter([policy_page(), policy_page(PARTNERS), policy_page(PARTNERS)])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.checks(3, every=DAY)
    with watch.db() as db:
        judgement = judgements.latest(db, KEY, 2)
        (delivery,) = outbox.list_deliveries(db)
    assert judgement is not None
    assert judgement.material_categories == (Category.SHARING,)
    assert delivery.alert.id == f"{KEY}:2"
    assert delivery.alert.judgement == judgement
    assert (delivery.channel, delivery.alert.old_version, delivery.alert.new_version) == ("log", 1, 2)


def test_an_editorial_change_is_stored_and_told_to_nobody(tmp_path: Path) -> None:
    edited = policy_page().replace("This policy says what we do", "This policy tells you what we do")
    pages = iter([policy_page(), edited, edited])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.checks(3, every=DAY)
    with watch.db() as db:
        judgement = judgements.latest(db, KEY, 2)
        assert judgement is not None
        assert judgement.verdict is Verdict.NOT_MATERIAL
        assert outbox.list_deliveries(db) == []


def test_a_text_that_comes_and_goes_within_a_day_is_no_version(tmp_path: Path) -> None:
    old, new = policy_page(), policy_page(PARTNERS)
    pages = iter([old, *[new, old] * 4])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.checks(9, every=DAY)
    with watch.db() as db:
        assert versions.count(db, KEY) == 1
        assert outbox.list_deliveries(db) == []


def test_a_change_that_is_taken_back_and_made_again_is_told_once_each_way(tmp_path: Path) -> None:
    old, new = policy_page(), policy_page(PARTNERS)
    stages = [old, new, old, new, old]
    watch = Watch(tmp_path, lambda _url: stages[0])
    while stages:
        watch.checks(20, every=DAY)
        stages.pop(0)
    with watch.db() as db:
        alerts = [delivery.alert for delivery in outbox.list_deliveries(db)]
        assert versions.count(db, KEY) == 5
    assert {alert.new_version: alert.returns_to for alert in alerts} == {2: None, 3: 1}


def test_what_a_version_says_is_noted_item_by_item(tmp_path: Path) -> None:
    pages = iter([policy_page(), policy_page(PARTNERS), policy_page(PARTNERS)])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.checks(3, every=DAY)
    with watch.db() as db:
        since = {found.body["quote"]: found.since_version for found in practices.at(db, KEY, 2)}
    assert since[PARTNERS] == 2
    assert DENIAL not in since
    assert 1 in since.values()
