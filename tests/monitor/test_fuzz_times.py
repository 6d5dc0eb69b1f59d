"""Whatever the clocks and servers say: plans lie ahead, and within sight."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Alert, AlertKind, Channel, Rhythm
from notifiers import timing
from scrapers.politeness import budget_allows, freshness, next_check, spread
from tests.support.fuzzing import fuzz

NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
moments = st.timedeltas(timedelta(days=-3_000), timedelta(days=12_000)).map(lambda age: NOW + age)
intervals = st.timedeltas(timedelta(seconds=1), timedelta(days=400))
controls = st.sampled_from(["max-age=60", "max-age=99999999999", "no-cache", "max-age=-1", "public", "max-age=x", ""])
expiries = st.sampled_from(
    ["Sat, 28 Mar 2026 13:00:00 GMT", "0", "-1", "Thu, 01 Jan 0001 00:00:00 -2359", "9" * 50, ""]
)
headers = st.fixed_dictionaries({"cache-control": controls, "expires": expiries | st.text()})


@fuzz(200)
@given(moments, intervals, st.integers(0, 10**9), st.none() | st.timedeltas(timedelta(0)), headers)
def test_a_next_check_lies_ahead_and_never_out_of_sight(
    now: datetime, interval: timedelta, failures: int, wish: timedelta | None, headers: dict[str, str]
) -> None:
    fresh = freshness(headers, now)
    due = next_check(interval=interval, now=now, source_key="a/b", failures=failures, retry_after=wish, fresh_for=fresh)
    assert now < due <= now + max(2 * interval, timedelta(days=7), timedelta(minutes=10))


@fuzz(100)
@given(st.lists(st.integers(-200_000, 200_000)), st.integers(1, 20))
def test_a_budget_frees_no_more_than_it_holds(ages: list[int], budget: int) -> None:
    fetched = [NOW - timedelta(seconds=age) for age in ages]
    free_at = budget_allows(budget=budget, fetched=fetched, now=NOW)
    assert NOW <= free_at <= NOW + timedelta(days=1)
    made = [moment for moment in fetched if moment <= NOW]
    assert sum(free_at - moment < timedelta(days=1) for moment in made) < budget


@fuzz(50)
@given(st.sets(st.text(max_size=5), max_size=50))
def test_what_is_overdue_is_spread_from_now_on(overdue: set[str]) -> None:
    planned = spread(sorted(overdue), NOW)
    assert planned.keys() == overdue
    assert all(NOW <= moment <= NOW + timedelta(hours=1) for moment in planned.values())


@fuzz(200)
@given(
    st.sampled_from([datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]),
    st.integers(-36 * 60, 36 * 60),
    st.times(),
    st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]),
)
def test_a_digest_comes_at_its_hour_on_the_wall_however_the_clocks_change(
    night: datetime, minutes: int, at: Any, rhythm: Rhythm
) -> None:
    """Berlin's nights of 2026 in which an hour is lost and won."""
    now, at = night + timedelta(minutes=minutes), at.replace(second=0, microsecond=0)
    channel = Channel(name="team", address="log://", rhythm=rhythm, digest_at=at, timezone="Europe/Berlin")
    due = timing.due(_change(now), channel, now)
    assert now <= due <= now + timedelta(days=8)
    if rhythm is Rhythm.DAILY:
        assert due <= now + timedelta(hours=26)


def _change(now: datetime) -> Alert:
    return Alert(
        id="a/b:2",
        kind=AlertKind.CHANGE,
        vendor="a",
        vendor_name="A",
        source="a/b",
        terms_type="Privacy Policy",
        url="https://a.example/",
        created_at=now,
    )
