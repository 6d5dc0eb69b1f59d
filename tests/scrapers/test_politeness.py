"""When hosts are asked again: slots, back-off, spacing, budget."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.politeness import HostGate, budget_allows, freshness, next_check, spread

NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

moments = st.datetimes(min_value=datetime(2001, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
intervals = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=90))


@settings(deadline=None)
@given(now=moments, interval=intervals, key=st.text(max_size=20))
def test_a_successful_check_is_followed_within_a_fifth_and_one_and_a_fifth_of_an_interval(
    now: datetime, interval: timedelta, key: str
) -> None:
    due = next_check(interval=interval, now=now, source_key=key)
    assert interval / 5 <= due - now <= interval * 1.2 + timedelta(seconds=1)


@settings(deadline=None)
@given(now=moments, key=st.text(max_size=20))
def test_a_source_that_is_checked_on_time_keeps_its_slot_for_ever(now: datetime, key: str) -> None:
    due = next_check(interval=DAY, now=now, source_key=key)
    late = next_check(interval=DAY, now=due + timedelta(minutes=3), source_key=key)
    assert late == due + DAY


def test_daily_sources_spread_over_the_day() -> None:
    due = [next_check(interval=DAY, now=NOW, source_key=f"vendor-{number}/privacy-policy") for number in range(2400)]
    hours = [sum(moment.hour == hour for moment in due) for hour in range(24)]
    assert min(hours) > 60
    assert max(hours) < 150


def test_a_daily_source_that_fails_is_tried_several_times_on_the_first_day_and_then_about_daily() -> None:
    tries, moment = [], NOW
    for failures in range(1, 12):
        moment = next_check(interval=DAY, now=moment, source_key="acme/privacy-policy", failures=failures)
        tries.append(moment)
    assert sum(moment - NOW < DAY for moment in tries) >= 4
    assert all(DAY <= later - earlier <= DAY * 1.25 for earlier, later in pairwise(tries[6:]))


def test_sources_of_a_failing_host_do_not_come_back_in_step() -> None:
    again = {next_check(interval=DAY, now=NOW, source_key=f"acme/{number}", failures=1) for number in range(50)}
    assert len(again) == 50


def test_retry_after_is_honoured_where_it_is_longer_than_our_own_back_off() -> None:
    wish = timedelta(hours=30)
    assert next_check(interval=DAY, now=NOW, source_key="a", failures=1, retry_after=wish) == NOW + wish
    short = next_check(interval=DAY, now=NOW, source_key="a", failures=1, retry_after=timedelta(seconds=1))
    assert short >= NOW + HOUR


def test_retry_after_cannot_blind_a_watch_for_years() -> None:
    due = next_check(interval=DAY, now=NOW, source_key="a", failures=1, retry_after=timedelta(days=4000))
    assert due == NOW + timedelta(days=7)


def test_a_page_is_not_asked_for_while_its_server_calls_it_fresh_but_within_the_interval() -> None:
    plain = next_check(interval=DAY, now=NOW, source_key="a")
    fresh = next_check(interval=DAY, now=NOW, source_key="a", fresh_for=timedelta(hours=20))
    forever = next_check(interval=DAY, now=NOW, source_key="a", fresh_for=timedelta(days=365))
    assert fresh - NOW >= timedelta(hours=20)
    assert forever - NOW <= plain - NOW + DAY
    on_time = next_check(interval=DAY, now=plain + timedelta(minutes=1), source_key="a", fresh_for=timedelta(days=365))
    assert on_time == plain + DAY


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"cache-control": "public, max-age=3600"}, HOUR),
        ({"cache-control": "s-maxage=5, Max-Age = 60"}, timedelta(minutes=1)),
        ({"cache-control": "max-age=3600, no-cache"}, None),
        ({"expires": "Sat, 28 Mar 2026 13:00:00 GMT"}, HOUR),
        ({"expires": "Sat, 28 Mar 2026 11:00:00 GMT"}, None),
        ({"expires": "-1"}, None),
        ({"cache-control": "max-age=60", "expires": "Sat, 28 Mar 2026 13:00:00 GMT"}, timedelta(minutes=1)),
        ({}, None),
    ],
)
def test_freshness_is_read_from_cache_control_and_expires(headers: dict[str, str], expected: timedelta | None) -> None:
    assert freshness(headers, NOW) == expected


def test_overdue_sources_are_spread_after_a_long_sleep() -> None:
    keys = [f"vendor-{number}" for number in range(5000)]
    due = sorted(spread(keys, NOW).values())
    assert due[0] == NOW
    assert due[-1] < NOW + HOUR
    assert len(set(due)) == 5000
    assert sorted(spread(["a", "b", "c"], NOW).values()) == [NOW + timedelta(seconds=2 * place) for place in range(3)]
    assert spread([], NOW) == {}


def test_a_spent_budget_opens_again_when_the_oldest_fetch_is_a_day_old() -> None:
    fetched = [NOW - timedelta(hours=hours) for hours in (30, 20, 10, 1)]
    assert budget_allows(budget=None, fetched=fetched, now=NOW) == NOW
    assert budget_allows(budget=4, fetched=fetched, now=NOW) == NOW
    assert budget_allows(budget=3, fetched=fetched, now=NOW) == NOW + timedelta(hours=4)
    assert budget_allows(budget=1, fetched=fetched, now=NOW) == NOW + timedelta(hours=23)


class _Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 100.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def test_requests_to_one_host_are_spaced_and_other_hosts_do_not_wait() -> None:
    time = _Time()
    gate = HostGate(spacing=5, clock=time.clock, sleep=time.sleep)
    for host in ("a.example", "b.example", "A.example"):
        with gate.turn(host):
            time.seconds += 1
    assert time.slept == [4.0]


def test_a_host_that_asks_for_a_longer_delay_gets_it() -> None:
    time = _Time()
    gate = HostGate(spacing=5, clock=time.clock, sleep=time.sleep)
    for _ in range(2):
        with gate.turn("a.example", spacing=30):
            pass
    assert time.slept == [30.0]


def test_a_request_that_fails_still_counts_for_the_spacing() -> None:
    time = _Time()
    gate = HostGate(spacing=5, clock=time.clock, sleep=time.sleep)
    with pytest.raises(OSError, match="gone"), gate.turn("a.example"):
        raise OSError("gone")
    with gate.turn("a.example"):
        pass
    assert time.slept == [5.0]


def test_only_one_thread_at_a_time_is_let_through_to_a_host() -> None:
    gate = HostGate(spacing=0, clock=lambda: 0.0, sleep=lambda _seconds: None)
    inside, most = 0, 0
    guard = threading.Lock()

    def visit() -> None:
        nonlocal inside, most
        for _ in range(200):
            with gate.turn("a.example"):
                with guard:
                    inside += 1
                    most = max(most, inside)
                with guard:
                    inside -= 1

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_threads_whose_requests_lead_to_each_others_hosts_do_not_wait_for_ever() -> None:
    gate = HostGate(spacing=0, clock=lambda: 0.0, sleep=lambda _seconds: None)
    both = threading.Barrier(2)
    done: list[str] = []

    def visit(here: str, there: str) -> None:
        with gate.turn(here):
            both.wait(timeout=10)
            with gate.turn(there):
                done.append(there)

    threads = [threading.Thread(target=visit, args=pair, daemon=True) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert sorted(done) == ["a", "b"]
