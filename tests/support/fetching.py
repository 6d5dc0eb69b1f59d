"""One fetch of ours from a server of the tests."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.errors import FetchError
from monitor.model import NotModified, Snapshot, Validators
from scrapers.fetch import Fetcher, Limits
from tests.support.server import Answer

NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
POLICY = b"<h1>Privacy</h1><p>We keep account data for two years.</p>"
DEFAULT = Limits()


def fetcher(limits: Limits = DEFAULT) -> Fetcher:
    return Fetcher(user_agent="clausewatch/0 (+https://watcher.example)", limits=limits, allow_private=("127.0.0.1",))


def fetch(
    url: str,
    limits: Limits = DEFAULT,
    *,
    validators: Validators | None = None,
    language: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
) -> Snapshot | NotModified:
    return fetcher(limits).fetch(url, now=lambda: NOW, validators=validators, language=language, headers=headers)


def snapshot(url: str, limits: Limits = DEFAULT) -> Snapshot:
    answer = fetch(url, limits)
    assert isinstance(answer, Snapshot)
    return answer


def failure(url: str, limits: Limits = DEFAULT) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, limits)
    assert caught.value.subject == url
    return caught.value


def answer(*headers: tuple[str, str], body: bytes = POLICY) -> Answer:
    return Answer(headers=headers, body=body)
