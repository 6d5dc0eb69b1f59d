"""Times in HTTP headers, as any server may write them: read where they can be, and never an error of ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.http_time import http_date, retry_after
from tests.support.fuzzing import fuzz

NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("90", timedelta(seconds=90)),
        (" 0 ", timedelta(0)),
        ("Sat, 28 Mar 2026 12:30:00 GMT", timedelta(minutes=30)),
        ("Sat, 28 Mar 2026 13:30:00 +0100", timedelta(minutes=30)),
        ("Sat, 28 Mar 2026 12:30:00", timedelta(minutes=30)),
        ("Sat, 28 Mar 2026 11:30:00 GMT", timedelta(0)),
        ("soon", None),
        ("-5", None),
        ("Sat, 99 Mar 2026 11:30:00 GMT", None),
        ("²", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, wait: timedelta | None) -> None:
    assert retry_after(value, NOW) == wait


@pytest.mark.parametrize("digits", [20, 5_000])
def test_a_wait_of_more_seconds_than_a_clock_can_count_is_still_long(digits: int) -> None:
    wait = retry_after("9" * digits, NOW)
    assert wait is not None
    assert wait > timedelta(days=365)


@fuzz(200)
@given(st.text() | st.text("0123456789²٣ -+:,", max_size=40))
def test_no_text_of_a_server_is_an_error(text: str) -> None:
    wait, moment = retry_after(text, NOW), http_date(text)
    assert wait is None or wait >= timedelta(0)
    assert moment is None or moment.tzinfo is not None
