"""Judging again: today's rules beside the old judgement, and nobody is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.again import judge_again
from monitor.judge import RULES_VERSION
from monitor.model import Verdict
from store import judgements
from tests.support.policies import PARTNERS, policy_page
from tests.support.watching import Watch

KEY = "gardenbell/privacy-policy"


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """One change, of sharing, told to one channel."""
    stages = [policy_page(), policy_page(PARTNERS)]
    watch = Watch(tmp_path, lambda _url: stages[0])
    while stages:
        watch.checks(4, every=timedelta(days=1))
        stages.pop(0)
    return watch


def test_new_rules_stand_beside_the_old_judgement_and_nothing_is_sent(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.judge.materiality.RULES_VERSION", RULES_VERSION + 1)
    with watch.db() as db:
        queued = db.value("SELECT count(*) FROM deliveries")
        (again,) = judge_again(db, KEY, now=watch.now)
        stored = [(new, one.rules_version) for _, new, one in judgements.all(db, KEY)]
        assert stored == [(2, RULES_VERSION), (2, RULES_VERSION + 1)]
        assert (again.alert_is_new, again.alert_is_gone) == (False, False)
        assert again.before is not None
        assert again.before.verdict is again.now.verdict is Verdict.MATERIAL
        assert db.value("SELECT count(*) FROM deliveries") == queued


def test_the_same_rules_add_no_second_judgement(watch: Watch) -> None:
    with watch.db() as db:
        assert len(list(judge_again(db, KEY, now=watch.now))) == 1
        assert len(judgements.all(db, KEY)) == 1


def test_what_was_never_judged_would_be_a_new_alert(watch: Watch) -> None:
    with watch.db() as db:
        db.execute("DELETE FROM judgements")
        (again,) = judge_again(db, KEY, now=watch.now)
        assert (again.before, again.alert_is_new) == (None, True)
        assert len(judgements.all(db, KEY)) == 1
