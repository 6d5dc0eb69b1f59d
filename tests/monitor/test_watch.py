"""When a policy counts as unknown, and when people are told that it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.decide.watch import Patience, alarm_is_due, is_stale
from monitor.model import SourceState
from tests.support.watching import DAY, HOUR, KEY, START

PATIENCE = Patience(blind_after=2 * DAY, remind_every=7 * DAY)


@pytest.mark.parametrize(
    ("interval", "unseen_for", "stale"),
    [
        (DAY, 3 * DAY, False),
        (DAY, 3 * DAY + HOUR, True),
        (HOUR, 23 * HOUR, False),  # what is looked at every hour is known for longer than three
        (HOUR, 25 * HOUR, True),
        (7 * DAY, 20 * DAY, False),
        (None, 999 * DAY, False),
    ],
)
def test_a_policy_is_unknown_after_three_intervals_and_a_day_at_least(
    interval: timedelta | None, unseen_for: timedelta, stale: bool
) -> None:
    assert is_stale(START - unseen_for, now=START, interval=interval) is stale


def test_a_policy_that_was_never_seen_is_not_unknown_since_some_time() -> None:
    assert not is_stale(None, now=START, interval=DAY)


@pytest.mark.parametrize(
    ("blind_for", "failures", "told_ago", "due"),
    [
        (2 * DAY - HOUR, 9, None, False),
        (2 * DAY, 9, None, True),
        (2 * DAY, 1, None, False),  # one look that fails proves nothing
        (9 * DAY, 9, 6 * DAY, False),
        (9 * DAY, 9, 7 * DAY, True),
        (29 * DAY, 9, 13 * DAY, False),  # told for two weeks before: the next reminder comes after two more
        (30 * DAY, 9, 14 * DAY, True),
        (999 * DAY, 9, 55 * DAY, False),
        (999 * DAY, 9, 56 * DAY, True),
        (9 * DAY, 9, -999 * DAY, True),  # told under a clock that ran ahead
    ],
)
def test_people_are_told_once_the_patience_is_over_and_reminded_at_its_intervals(
    blind_for: timedelta, failures: int, told_ago: timedelta | None, due: bool
) -> None:
    state = SourceState(
        source=KEY,
        next_check_at=START,
        failures=failures,
        blind_since=START - blind_for,
        alarmed_at=None if told_ago is None else START - told_ago,
    )
    assert alarm_is_due(state, now=START, interval=DAY, patience=PATIENCE) is due
