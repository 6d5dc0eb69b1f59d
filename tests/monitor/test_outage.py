"""An outage of clausewatch's own way out is one trouble, not one for each vendor; a vendor's own stays its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from monitor.decide.outage import outage
from monitor.errors import NO_ANSWER, Failure
from monitor.model import AlertKind, Outcome
from store import checks, figures, outages, sources
from store.contacts import Contact
from tests.support.rounds import DAY, Rounds, hosts, in_outage
from tests.support.watching import START

HOUR = timedelta(hours=1)


def contact(number: int, *, silent_since: float | None = None, seen: float = 0.0, **fields: object) -> Contact:
    """The last look at the document of a host; silent_since and seen are hours."""
    values: dict[str, object] = {
        "source": f"v{number}/privacy-policy",
        "host": f"v{number}.example",
        "checked_at": START + HOUR * (100 if silent_since is not None else seen),
        "next_check_at": START + HOUR * 200,
        "failed": silent_since is not None,
        "trouble": Failure.DNS if silent_since is not None else None,
        "problem": "the name cannot be resolved" if silent_since is not None else "",
        "blind_since": START + HOUR * silent_since if silent_since is not None else None,
        "verified_at": START + HOUR * seen,
    }
    return Contact(**(values | fields))  # type: ignore[arg-type]


def test_several_hosts_that_fall_silent_after_all_others_answered_for_the_last_time_are_an_outage() -> None:
    found = outage([*(contact(n, silent_since=10 + n, seen=n) for n in range(5)), *(contact(n) for n in range(5, 20))])
    assert found is not None
    assert (found.since, found.documents, found.looked_at) == (START + 10 * HOUR, 5, 5)
    assert found.problem.startswith("names that cannot be resolved (5); v")


def test_a_document_that_failed_before_and_was_not_looked_at_since_is_not_counted() -> None:
    found = outage([*(contact(n, silent_since=10) for n in range(5)), contact(9, silent_since=8, checked_at=START)])
    assert found is not None
    assert (found.documents, found.looked_at) == (5, 5)


@pytest.mark.parametrize("kind", sorted(NO_ANSWER))
def test_an_outage_says_how_the_looks_failed_however_that_was(kind: Failure) -> None:
    found = outage([contact(n, silent_since=10, trouble=kind, problem="nobody there") for n in range(5)])
    assert found is not None
    assert re.fullmatch(r"[a-z ]+ \(5\); v\d\.example: nobody there", found.problem)


def test_the_host_of_the_last_failure_is_named_once() -> None:
    found = outage([contact(n, silent_since=10 + n, problem=f"v{n}.example: connection refused") for n in range(5)])
    assert found is not None
    assert found.problem.endswith(".example: connection refused")
    assert found.problem.count(".example") == 1


@pytest.mark.parametrize(
    "others",
    [
        {0: 50.0, 1: 50.0},  # two answered afterwards: of seven that is too many
        {0: None, 1: 20.0},  # one more is silent, one answered
    ],
)
def test_hosts_that_answer_meanwhile_speak_against_an_outage(others: Mapping[int, float | None]) -> None:
    silent = [contact(n, silent_since=10 + n) for n in range(2, 7)]
    rest = [contact(n, seen=at) if at is not None else contact(n, silent_since=11) for n, at in others.items()]
    assert outage([*silent, *rest]) is None


def test_one_page_that_is_still_seen_among_many_does_not_speak_against_it() -> None:
    assert outage([*(contact(n, silent_since=10 + n) for n in range(20)), contact(99, seen=90)]) is not None


def test_hosts_that_answered_for_a_moment_and_are_silent_again_do_not_speak_against_it() -> None:
    lasting = [contact(n, silent_since=10) for n in range(5)]
    found = outage([*lasting, *(contact(n, silent_since=13, seen=12) for n in range(5, 8))])
    assert found is not None
    assert found.since == START + 10 * HOUR


def test_two_hosts_are_too_few_and_so_are_many_documents_of_one_host() -> None:
    assert outage([contact(n, silent_since=10) for n in range(2)]) is None
    assert outage([contact(n, silent_since=10, host="v.example") for n in range(9)]) is None


def test_hosts_that_were_silent_long_before_the_others_are_no_part_of_it() -> None:
    dead = [contact(n, silent_since=1 + n, seen=0) for n in range(3)]
    assert outage([*dead, contact(8, seen=30), contact(9, silent_since=40, seen=29)]) is None


@pytest.mark.parametrize("failure", [Failure.HTTP_404, Failure.HTTP_403, Failure.HTTP_5XX, Failure.REDIRECTS])
def test_a_refusal_is_an_answer(failure: Failure) -> None:
    assert outage([contact(n, silent_since=10, trouble=failure) for n in range(9)]) is None


def test_a_host_with_one_dead_page_is_not_silent() -> None:
    pairs = [(contact(n, silent_since=10), contact(n, seen=90, source=f"v{n}/cookies")) for n in range(5)]
    assert outage([page for pair in pairs for page in pair]) is None


def test_it_began_when_the_first_page_of_a_host_fell_silent() -> None:
    pages = [contact(1, silent_since=10), contact(1, silent_since=14, source="v1/cookies")]
    found = outage([*pages, contact(2, silent_since=11), contact(3, silent_since=12)])
    assert found is not None
    assert found.since == START + 10 * HOUR


@pytest.mark.parametrize("failure", [Failure.ROBOTS, Failure.NO_POLICY_FOUND])
def test_what_fails_without_asking_the_network_does_not_speak_against_it(failure: Failure) -> None:
    silent = [contact(n, silent_since=10) for n in range(5)]
    unasked = [contact(n, silent_since=60, seen=9, trouble=failure) for n in range(5, 8)]
    assert outage([*silent, *unasked]) is not None


def test_an_outage_is_told_once_and_so_is_its_end(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, hosts(12))
    rounds.watch(2 * DAY)
    rounds.cut_off()
    began = rounds.now
    rounds.watch(5 * DAY)
    [alarm] = rounds.told()
    assert (alarm.kind, alarm.vendor, alarm.vendor_name) == (AlertKind.OUTAGE, "", "clausewatch")
    assert alarm.outage is not None
    assert began < alarm.outage.since < began + 6 * HOUR
    assert (alarm.outage.documents, alarm.outage.looked_at) == (12, 12)
    assert alarm.created_at - alarm.outage.since < 2 * DAY + HOUR
    rounds.broken, back = {}, rounds.now
    rounds.watch(2 * HOUR)
    _, over = rounds.told()
    assert over.kind is AlertKind.OUTAGE_OVER
    assert over.outage is not None
    assert over.outage.ended_at is not None
    assert over.outage.ended_at < back + timedelta(minutes=32)
    assert over.outage.documents == 12
    with rounds.db() as db:
        assert outages.standing(db) is None
        assert [past.since for past in outages.recent(db, 9)] == [alarm.outage.since]
        assert all(state.failures == 0 for state in sources.all_states(db))


def test_every_failed_look_stays_in_the_ledger_and_the_gap_shows(tmp_path: Path) -> None:
    rounds = in_outage(tmp_path, 6, seen=2 * DAY, lasting=5 * DAY)
    rounds.broken = {}
    rounds.watch(DAY)
    with rounds.db() as db:
        for document in rounds.documents:
            assert any(check.outcome is Outcome.FAILED for check in checks.recent(db, document.key, 99))
            [spell] = figures.spells_of_blindness(db, document.key)
            assert spell.end is not None
            assert spell.end - spell.start > 4 * DAY
            assert len(checks.uncovered_days(db, document.key, START, rounds.now, DAY)) >= 4


def test_a_single_document_raises_its_own_alarm(tmp_path: Path) -> None:
    rounds = in_outage(tmp_path, 1, lasting=4 * DAY)
    assert [alert.kind for alert in rounds.told()] == [AlertKind.BLIND]


def test_a_vendor_that_fails_by_itself_is_told_although_others_answer(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, hosts(8), broken={"v3": Failure.DNS})
    rounds.watch(4 * DAY)
    assert [(alert.kind, alert.vendor) for alert in rounds.told()] == [(AlertKind.BLIND, "v3")]


def test_a_vendor_that_failed_before_an_outage_and_after_it_is_told_as_soon_as_it_is_over(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, hosts(10))
    rounds.watch(2 * DAY)
    rounds.broken = {"v3": Failure.HTTP_404}
    rounds.watch(DAY)
    rounds.cut_off()
    rounds.watch(4 * DAY)
    assert [alert.kind for alert in rounds.told()] == [AlertKind.OUTAGE]
    rounds.broken = {"v3": Failure.HTTP_404}
    rounds.watch(HOUR)
    _, *after = rounds.told()
    assert {(alert.kind, alert.vendor) for alert in after} == {(AlertKind.OUTAGE_OVER, ""), (AlertKind.BLIND, "v3")}
    [blind] = [alert for alert in after if alert.kind is AlertKind.BLIND]
    assert blind.blind_since is not None
    assert blind.blind_since < START + 3 * DAY + HOUR


def test_it_is_not_over_because_fewer_documents_are_watched(tmp_path: Path) -> None:
    rounds = in_outage(tmp_path, 4, lasting=4 * DAY)
    rounds.documents = rounds.documents[:2]
    with rounds.db() as db:
        sources.sync(db, rounds.documents, rounds.now)
    rounds.watch(8 * DAY)
    assert [alert.kind for alert in rounds.told()] == [AlertKind.OUTAGE, AlertKind.OUTAGE]
    rounds.broken = {}
    rounds.watch(DAY)
    assert [alert.kind for alert in rounds.told()][2:] == [AlertKind.OUTAGE_OVER]


def test_a_page_that_is_gone_is_told_in_the_middle_of_an_outage(tmp_path: Path) -> None:
    """It was reached (a page on one's own network, say), so that its trouble is its own."""
    rounds = Rounds(tmp_path, hosts(20))
    rounds.watch(2 * DAY)
    rounds.cut_off()
    rounds.broken["v3"] = Failure.HTTP_404
    rounds.watch(3 * DAY)
    assert {(alert.kind, alert.vendor) for alert in rounds.told()} == {(AlertKind.OUTAGE, ""), (AlertKind.BLIND, "v3")}


def test_a_short_outage_is_noted_and_told_to_nobody(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, hosts(12))
    rounds.watch(2 * DAY)
    rounds.cut_off(Failure.TIMEOUT)
    rounds.watch(12 * HOUR)
    rounds.broken = {}
    rounds.watch(2 * HOUR)
    assert rounds.told() == []
    with rounds.db() as db:
        [past] = outages.recent(db, 9)
        assert past.ended_at is not None
        assert all(state.failures == 0 for state in sources.all_states(db))


def test_during_an_outage_one_document_is_looked_at_often_and_the_others_in_their_own_time(tmp_path: Path) -> None:
    rounds = in_outage(tmp_path, 6, seen=2 * DAY, lasting=3 * DAY)
    rounds.checked.clear()
    rounds.watch(DAY)
    moments = sorted(moment for _, moment in rounds.checked)
    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert max(pauses) <= timedelta(minutes=31)
    assert len(moments) < 70
    assert all(one != another for (one, _), (another, _) in pairwise(rounds.checked))  # in turn


def test_a_page_on_ones_own_network_that_is_still_seen_has_no_other_looked_at_again(tmp_path: Path) -> None:
    own, *others = hosts(20)
    rounds = Rounds(tmp_path, (replace(own, interval=HOUR), *others))
    rounds.watch(2 * DAY)
    rounds.cut_off()
    del rounds.broken[own.vendor]
    rounds.watch(2 * DAY)
    rounds.checked.clear()
    rounds.watch(DAY)
    assert len([vendor for vendor, _ in rounds.checked if vendor != own.vendor]) < 90


def test_an_outage_that_goes_on_is_reminded_of_and_one_that_a_restart_interrupts_goes_on(tmp_path: Path) -> None:
    rounds = in_outage(tmp_path, 6, lasting=6 * DAY)
    rounds.now += 2 * DAY  # nothing runs
    rounds.watch(2 * DAY)
    first, second = rounds.told()
    assert first.kind is second.kind is AlertKind.OUTAGE
    assert first.outage is not None
    assert second.outage is not None
    assert first.outage.since == second.outage.since
    assert second.created_at - first.created_at >= 7 * DAY


def test_a_look_under_way_while_the_last_documents_are_retired_is_recorded(tmp_path: Path) -> None:
    rounds = in_outage(tmp_path, 4, lasting=2 * DAY)
    with rounds.db() as db:
        sources.sync(db, [], rounds.now)
        done = rounds.check(rounds.documents[0], db)
        assert checks.recent(db, done.source, 1) == [done]
        assert outages.standing(db) is None


def test_an_outage_ends_with_the_last_document_that_could_show_its_end(tmp_path: Path) -> None:
    rounds = in_outage(tmp_path, 4, lasting=4 * DAY)
    with rounds.db() as db:
        sources.sync(db, rounds.documents[:1], rounds.now)
        assert outages.standing(db) is not None
        sources.sync(db, [], rounds.now)
        assert outages.standing(db) is None
        assert [past.ended_at for past in outages.recent(db, 9)] == [rounds.now]
    assert [alert.kind for alert in rounds.told()] == [AlertKind.OUTAGE]  # nobody knows whether it is over


def test_an_outage_is_seen_although_the_clock_once_ran_ahead(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, hosts(4))
    rounds.watch(30 * DAY)
    rounds.now -= 20 * DAY
    with rounds.db() as db:
        sources.bring_forward(db, rounds.now)
    rounds.watch(2 * DAY)
    rounds.cut_off()
    rounds.watch(4 * DAY)
    assert [alert.kind for alert in rounds.told()] == [AlertKind.OUTAGE]
