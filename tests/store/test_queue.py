"""Sources, checks and the outbox: what is due, what was seen, what is to be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.coverage import uncovered
from monitor.errors import NotFoundError, StoreError
from monitor.model import Alert, Check, DeliveryStatus, Judgement, Outcome, SourceState
from store import checks, outbox, rows, sources
from store.database import Store, open_store
from tests.support.storing import DAY, KEY, NOON, acme_store, add_texts, alert, document

LEASE = timedelta(minutes=5)


def test_a_configured_source_is_due_at_once(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        assert sources.due(db, NOON, 10) == [KEY]
        assert sources.due(db, NOON - DAY, 10) == []


def test_the_longest_overdue_source_comes_first(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        sources.sync(db, [document(name) for name in ("late", "later", "never")], NOON)
        for name, days in (("late", 2), ("later", 1), ("never", 9)):
            sources.save(db, SourceState(source=f"{name}/privacy-policy", next_check_at=NOON + DAY * days))
        assert sources.due(db, NOON + DAY * 3, 10) == ["later/privacy-policy", "late/privacy-policy"]
        assert sources.due(db, NOON + DAY * 3, 1) == ["later/privacy-policy"]


def test_a_source_that_leaves_the_configuration_keeps_its_history_and_is_not_due(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one")
        sources.sync(db, [document("other")], NOON + DAY)
        assert sources.retired(db) == [KEY]
        assert sources.due(db, NOON + DAY * 9, 10) == ["other/privacy-policy"]
        assert [state.source for state in sources.all_states(db)] == ["other/privacy-policy"]
        sources.sync(db, [document(), document("other")], NOON + DAY * 2)
        assert sources.retired(db) == []


def test_an_empty_configuration_retires_everything(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        sources.sync(db, [], NOON)
        assert sources.retired(db) == [KEY]


def test_taking_the_same_configuration_over_again_changes_no_state(tmp_path: Path) -> None:
    state = SourceState(
        source=KEY,
        next_check_at=NOON + DAY,
        url="https://acme.example/privacy",
        validators={"https://acme.example/privacy": ("https://acme.example/en", '"1"', None)},
        memory={"candidate": {"fingerprint": "abc", "seen": 1}},
        failures=3,
        problem="timeout",
        blind_since=NOON,
        verified_at=NOON - DAY,
    )
    with acme_store(tmp_path) as db:
        sources.save(db, state)
        sources.sync(db, [document()], NOON)
        assert sources.state(db, KEY) == state


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("urls", ("https://acme.example/new",)),
        ("language", "de"),
        ("headers", (("Accept-Language", "de"),)),
    ],
)
def test_a_source_that_is_asked_otherwise_is_checked_in_full_and_perhaps_found_anew_at_once(
    tmp_path: Path, name: str, value: Any
) -> None:
    with acme_store(tmp_path) as db:
        known = {"https://acme.example/privacy": ("https://acme.example/privacy", '"1"', None)}
        later, old = NOON + DAY * 7, "https://acme.example/old"
        sources.save(db, SourceState(source=KEY, next_check_at=later, url=old, validators=known))
        found = sources.sync(db, [document(**{name: value})], NOON + DAY)
        assert list(found.changed.values()) == [(name,)]
        assert sources.state(db, KEY).url is None
        assert sources.state(db, KEY).validators == {}  # another language may be a page that is not modified
        assert sources.due(db, NOON + DAY, 10) == [KEY]


def test_request_headers_are_never_stored(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        sources.sync(db, [document(headers=(("authorization", "Bearer hush-hush"),))], NOON)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"hush-hush" not in (tmp_path / "store.db").read_bytes()


def test_a_vendor_is_found_by_its_name_or_by_a_source_of_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as db:
        cookies = document(terms_type="Trackers Policy")
        sources.sync(db, [document(), cookies], NOON)
        assert sources.find(db, "acme") == sources.keys(db, "acme") == [KEY, cookies.key]
        assert sources.find(db, KEY) == [KEY]
        assert sources.vendor_name(db, KEY) == "Acme"
        with pytest.raises(NotFoundError, match="did you mean acme") as raised:
            sources.find(db, "acne")
        assert raised.value.hint
        assert sources.keys(db, "acne") == []


def check(day: float, outcome: Outcome = Outcome.UNCHANGED, **fields: object) -> Check:
    values: dict[str, object] = {"source": KEY, "checked_at": NOON + DAY * day, "outcome": outcome}
    return Check(**(values | fields))  # type: ignore[arg-type]


def test_every_check_is_kept_with_its_time(tmp_path: Path) -> None:
    told = [check(0, Outcome.FIRST_RECORD, version=1, duration_ms=81), check(1), check(2, Outcome.FAILED, detail="dns")]
    with acme_store(tmp_path) as db:
        for one in told:
            checks.add(db, one)
        assert checks.recent(db, KEY, 2) == [told[2], told[1]]
        assert checks.since(db, KEY, NOON, NOON + DAY * 2) == told[:2]


def days_uncovered(db: Store, interval: timedelta = DAY) -> list[int]:
    found = checks.uncovered_days(db, KEY, date(2026, 3, 1), date(2026, 3, 10), interval)
    return [day.day for day in found]


def test_days_without_a_sight_of_the_policy_are_uncovered(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        for day in (0, 1, 2, 7, 8, 9):
            checks.add(db, check(day))
        checks.add(db, check(4, Outcome.FAILED))
        checks.add(db, check(5, Outcome.SUSPECT))
        assert days_uncovered(db) == [4, 5, 6, 7]


def test_a_weekly_watch_covers_the_days_between_its_checks(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        checks.add(db, check(-2))
        checks.add(db, check(5.3))
        assert days_uncovered(db, DAY * 7) == [7, 8, 9, 10]


def test_a_check_just_after_midnight_does_not_leave_the_day_before_uncovered(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        for moment in (datetime(2026, 3, 1, 23, 55, tzinfo=UTC), datetime(2026, 3, 3, 0, 5, tzinfo=UTC)):
            checks.add(db, Check(source=KEY, checked_at=moment, outcome=Outcome.UNCHANGED))
        assert 2 not in days_uncovered(db)


def test_a_pause_of_two_intervals_is_a_hole_in_the_watch(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        for day in (0, 1.2, 3):
            checks.add(db, check(day))
        assert 3 in days_uncovered(db)
        assert 2 not in days_uncovered(db)


@pytest.mark.parametrize(("days_later", "missed"), [(7.9, 0), (9.5, 9)])
def test_days_since_the_last_look_are_missed_only_when_the_next_one_is_late(
    tmp_path: Path, days_later: float, missed: int
) -> None:
    weekly = document(interval=DAY * 7)
    with acme_store(tmp_path) as db:
        checks.add(db, check(0))
        sources.save(db, SourceState(source=KEY, next_check_at=NOON, checked_at=NOON, verified_at=NOON))
        assert len(uncovered(db, weekly, NOON + DAY * days_later)) == missed


def test_an_alert_is_queued_once_for_each_channel(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        assert outbox.enqueue(db, alert(), ["mail", "chat"], NOON) == 2
        assert outbox.enqueue(db, alert(), ["mail", "chat", "log"], NOON) == 1
        assert [(d.channel, d.status, d.attempts) for d in outbox.list_deliveries(db, limit=9)] == [
            ("log", DeliveryStatus.PENDING, 0),
            ("chat", DeliveryStatus.PENDING, 0),
            ("mail", DeliveryStatus.PENDING, 0),
        ]
        assert outbox.alert(db, alert().id) == alert()


def test_an_alert_without_channels_is_still_on_record(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        assert outbox.enqueue(db, alert(), [], NOON) == 0
        assert outbox.alert(db, alert().id) == alert()
        with pytest.raises(NotFoundError):
            outbox.alert(db, "acme/privacy-policy:99")


def test_a_claimed_delivery_belongs_to_its_claimant_until_the_lease_runs_out(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db, open_store(tmp_path / "store.db") as other:
        outbox.enqueue(db, alert(), ["mail"], NOON)
        assert outbox.claim(db, "mail", NOON - DAY, lease=LEASE, limit=9) == []
        (mine,) = outbox.claim(db, "mail", NOON, lease=LEASE, limit=9)
        assert (mine.status, mine.attempts, mine.leased_until) == (DeliveryStatus.SENDING, 1, NOON + LEASE)
        assert outbox.claim(other, "mail", NOON, lease=LEASE, limit=9) == []
        (theirs,) = outbox.claim(other, "mail", NOON + LEASE, lease=LEASE, limit=9)
        assert (theirs.id, theirs.attempts) == (mine.id, 2)


def test_a_sent_delivery_is_never_claimed_again(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        outbox.enqueue(db, alert(), ["mail"], NOON)
        (delivery,) = outbox.claim(db, "mail", NOON, lease=LEASE, limit=9)
        outbox.sent(db, delivery.id, NOON)
        assert outbox.claim(db, "mail", NOON + DAY, lease=LEASE, limit=9) == []
        (found,) = outbox.list_deliveries(db, status=DeliveryStatus.SENT)
        assert (found.sent_at, found.next_attempt_at, found.leased_until) == (NOON, None, None)


def test_a_failed_delivery_waits_for_its_next_attempt_and_dies_without_one(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        outbox.enqueue(db, alert(), ["mail"], NOON)
        (delivery,) = outbox.claim(db, "mail", NOON, lease=LEASE, limit=9)
        outbox.failed(db, delivery.id, NOON, "connection refused", NOON + DAY)
        assert outbox.claim(db, "mail", NOON + DAY / 2, lease=LEASE, limit=9) == []
        (again,) = outbox.claim(db, "mail", NOON + DAY, lease=LEASE, limit=9)
        assert (again.attempts, again.last_error) == (2, "connection refused")
        outbox.failed(db, delivery.id, NOON + DAY, "no such address", None)
        assert outbox.claim(db, "mail", NOON + DAY * 9, lease=LEASE, limit=9) == []
        (dead,) = outbox.list_deliveries(db, status=DeliveryStatus.DEAD)
        assert dead.last_error == "no such address"


def test_the_operator_can_try_again_or_give_up(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        outbox.enqueue(db, alert(), ["mail"], NOON)
        (delivery,) = outbox.claim(db, "mail", NOON, lease=LEASE, limit=9)
        outbox.failed(db, delivery.id, NOON, "no such address", None)
        outbox.retry(db, delivery.id, NOON + DAY)
        (again,) = outbox.claim(db, "mail", NOON + DAY, lease=LEASE, limit=9)
        assert again.attempts == 1
        outbox.drop(db, delivery.id, NOON + DAY)
        assert outbox.claim(db, "mail", NOON + DAY * 9, lease=LEASE, limit=9) == []
        assert [d.status for d in outbox.list_deliveries(db)] == [DeliveryStatus.DROPPED]


def test_what_was_sent_cannot_be_dropped(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        outbox.enqueue(db, alert(), ["mail"], NOON)
        (delivery,) = outbox.claim(db, "mail", NOON, lease=LEASE, limit=9)
        outbox.sent(db, delivery.id, NOON)
        outbox.drop(db, delivery.id, NOON)
        assert [d.status for d in outbox.list_deliveries(db)] == [DeliveryStatus.SENT]


@pytest.mark.parametrize(
    ("step", "other_step"),
    [
        (partial(outbox.failed, now=NOON, error="refused", next_attempt_at=NOON + DAY), partial(outbox.drop, now=NOON)),
        (partial(outbox.drop, now=NOON), partial(outbox.sent, now=NOON)),
    ],
)
def test_a_delivery_that_is_dropped_while_it_is_on_its_way_ends_as_the_operator_was_told(
    tmp_path: Path, step: Callable[..., object], other_step: Callable[..., object]
) -> None:
    """Another process steps in between what one reads of a delivery and what it writes: it has to wait."""
    with acme_store(tmp_path) as db, open_store(db.path, busy_seconds=0) as other:
        add_texts(db, "a", "b")
        outbox.enqueue(db, alert(), ["mail"], NOON)
        [claimed] = outbox.claim(db, "mail", NOON, lease=DAY, limit=1)
        met: list[StoreError] = []

        def step_in(statement: str) -> None:
            if statement.startswith("UPDATE deliveries"):
                try:
                    other_step(other, claimed.id)
                except StoreError as error:
                    met.append(error)

        db.connection.set_trace_callback(step_in)
        step(db, claimed.id)
        db.connection.set_trace_callback(None)
        assert ["is locked by another process" in str(error) for error in met] == [True]


def test_after_an_outage_only_what_was_tried_in_vain_is_hastened(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        outbox.enqueue(db, alert(), ["mail"], NOON)
        (delivery,) = outbox.claim(db, "mail", NOON, lease=LEASE, limit=9)
        outbox.failed(db, delivery.id, NOON, "no answer", NOON + DAY)
        outbox.enqueue(db, alert(3), ["mail"], NOON, due={"mail": NOON + DAY})
        assert outbox.hasten(db, "mail", NOON + LEASE, NOON) == 1
        (again,) = outbox.claim(db, "mail", NOON + LEASE, lease=LEASE, limit=9)
        assert (again.id, again.attempts) == (delivery.id, 1)


def test_unknown_deliveries_are_not_found(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        for change in (outbox.sent, outbox.retry, outbox.drop):
            with pytest.raises(NotFoundError, match="delivery 7"):
                change(db, 7, NOON)
        with pytest.raises(NotFoundError, match="delivery 7"):
            outbox.failed(db, 7, NOON, "x", None)


INSTANTS = st.datetimes(timezones=st.just(UTC))


@given(
    st.builds(
        Alert,
        judgement=st.none() | st.from_type(Judgement),
        created_at=INSTANTS,
        old_recorded_at=st.none() | INSTANTS,
        blind_since=st.none() | INSTANTS,
    )
)
@settings(max_examples=40)
def test_any_alert_survives_being_stored(told: Alert) -> None:
    assert rows.alert_from_json(rows.alert_to_json(told)) == told


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.builds(
        SourceState,
        source=st.just(KEY),
        next_check_at=INSTANTS,
        memory=st.dictionaries(st.text(), JSON, max_size=3),
        blind_since=st.none() | INSTANTS,
        alarmed_at=st.none() | INSTANTS,
        verified_at=st.none() | INSTANTS,
        changed_at=st.none() | INSTANTS,
        checked_at=st.none() | INSTANTS,
    )
)
@settings(max_examples=40)
def test_any_state_survives_being_stored(told: SourceState) -> None:
    assert rows.state_from_row({"key": KEY, **rows.state_to_row(told)}) == told
