"""What an alarm says beside its problem: what to do about it, and whether the policy was ever seen."""

from __future__ import annotations

import json
from pathlib import Path

from monitor.errors import Failure, FetchError
from monitor.model import Alert, AlertKind
from notifiers.payload import payload
from notifiers.render import House
from store import outbox
from tests.support.alerts import worded
from tests.support.policies import policy_page
from tests.support.watching import DAY, URL, Answer, Watch

GONE = FetchError(URL, "HTTP 404 Not Found", failure=Failure.HTTP_404, status=404)


def alarm(folder: Path, *, seen_first: bool, failing: FetchError = GONE) -> Alert:
    """The alarm of a policy that fails for days, from its first look on or after one that saw it."""
    answers: list[Answer] = [policy_page()] if seen_first else []
    watch = Watch(folder, lambda url: answers.pop(0) if answers and url == URL else failing)
    watch.checks(5, every=DAY)
    with watch.db() as db:
        [told] = outbox.list_deliveries(db)
    assert told.alert.kind is AlertKind.BLIND
    return told.alert


def test_an_alarm_says_what_to_do(tmp_path: Path) -> None:
    told = alarm(tmp_path, seen_first=True)
    advice = "Look for the policy on the vendor's site, and set url to its new address."
    assert f"What to do: {advice}" in worded(told, medium="log", house=House()).text
    assert json.loads(payload(told))["advice"] == advice


def test_where_waiting_is_all_there_is_an_alarm_names_nothing_to_do(tmp_path: Path) -> None:
    busy = FetchError(URL, "HTTP 503 Service Unavailable", failure=Failure.HTTP_5XX, status=503)
    told = alarm(tmp_path, seen_first=True, failing=busy)
    assert "What to do" not in worded(told, medium="log", house=House()).text
    assert json.loads(payload(told))["advice"] is None


def test_an_alarm_tells_a_policy_that_was_never_read_from_one_that_was(tmp_path: Path) -> None:
    never = alarm(tmp_path, seen_first=False)
    assert "could not be read since it was first looked at" in worded(never, medium="log", house=House()).text
    assert json.loads(payload(never))["never_seen"] is True
    (tmp_path / "other").mkdir()
    lost = alarm(tmp_path / "other", seen_first=True)
    assert "has not been verified since" in worded(lost, medium="log", house=House()).text
    assert json.loads(payload(lost))["never_seen"] is False
