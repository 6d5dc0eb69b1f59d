"""What hosts allow (RFC 9309), with the rules as servers write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import Failure, FetchError
from monitor.model import Snapshot
from scrapers import robots
from scrapers.robots import Robots

START = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
HOST = "https://vendor.example"


class Host:
    """A host that answers for its robots.txt, and a clock that can be moved."""

    def __init__(self, content: str = "", failure: FetchError | None = None) -> None:
        self.content: bytes = content.encode()
        self.failure = failure
        self.now = START
        self.asked: list[str] = []
        self.robots = Robots(fetch=self.fetch, clock=lambda: self.now)

    def fetch(self, url: str) -> Snapshot:
        self.asked.append(url)
        if self.failure:
            raise self.failure
        return Snapshot(url=url, final_url=url, status=200, headers=(), content=self.content, fetched_at=self.now)

    def allows(self, path: str) -> bool:
        try:
            self.robots.check(HOST + path)
        except FetchError:
            return False
        return True


def refusal(status: int | None) -> FetchError:
    return FetchError(HOST, "no", failure=Failure.HTTP_5XX, status=status)


def test_what_keeps_the_file_from_being_read_is_named() -> None:
    host = Host(failure=FetchError(HOST, "HTTP 503 Service Unavailable", failure=Failure.HTTP_5XX))
    with pytest.raises(FetchError, match=r"robots\.txt cannot be read.*HTTP 503.*ignore_robots = true") as caught:
        host.robots.check(f"{HOST}/privacy")
    assert caught.value.failure is Failure.HTTP_5XX


@pytest.mark.parametrize("failure", [Failure.DNS, Failure.REFUSED, Failure.FORBIDDEN_ADDRESS])
def test_where_nobody_answers_the_reason_stands_alone(failure: Failure) -> None:
    host = Host(failure=FetchError(HOST, "the name cannot be resolved", failure=failure))
    with pytest.raises(FetchError) as caught:
        host.robots.check(f"{HOST}/privacy")
    assert (caught.value.problem, caught.value.failure) == ("the name cannot be resolved", failure)


@pytest.mark.parametrize(
    ("content", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: ClauseWatch\nDisallow: /legal\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: clausewatch\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: watch\nDisallow: /", True),
        ("User-agent: *\nDisallow: /legal\nAllow: /legal/privacy", True),
        ("User-agent: *\nAllow: /legal\nDisallow: /legal/priv", False),
        ("User-agent: *\nDisallow: /*/privacy$", False),
        ("User-agent: *\nDisallow: /*.pdf$", True),
        ("User-agent: *\nDisallow: /leg%61l", False),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("User-agent: a\nUser-agent: *\nDisallow: /", False),
        ("<!doctype html><title>Not found</title>", True),
        ("User-agent: *\r\nDisallow: /legal # all of it\r\n", False),
    ],
)
def test_the_rules_of_the_host_are_obeyed(content: str, allowed: bool) -> None:
    assert Host(content).allows("/legal/privacy") is allowed


def test_rules_are_asked_for_once_a_day_and_origin() -> None:
    host = Host("User-agent: *\nDisallow: /x")
    for _ in range(3):
        assert host.allows("/privacy")
    host.now += timedelta(hours=23)
    assert host.allows("/privacy")
    assert host.asked == [f"{HOST}/robots.txt"]
    host.now += timedelta(hours=2)
    host.content = b"User-agent: *\nDisallow: /"
    assert not host.allows("/privacy")
    host.robots.crawl_delay("http://vendor.example/privacy")
    assert host.asked == [f"{HOST}/robots.txt"] * 2 + ["http://vendor.example/robots.txt"]


def test_a_clock_that_jumps_back_does_not_keep_old_rules_for_ever() -> None:
    host = Host("User-agent: *\nDisallow: /")
    assert not host.allows("/privacy")
    host.now -= timedelta(days=400)
    host.content = b""
    assert host.allows("/privacy")


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (401, True), (429, False), (500, False)])
def test_a_missing_file_allows_and_a_broken_server_forbids(status: int, allowed: bool) -> None:
    assert Host(failure=refusal(status)).allows("/privacy") is allowed


def test_an_unreachable_file_leaves_the_last_rules_in_force() -> None:
    host = Host("User-agent: *\nDisallow: /closed")
    assert host.allows("/privacy")
    host.now += timedelta(days=2)
    host.failure = refusal(None)
    assert host.allows("/privacy")
    assert not host.allows("/closed")


def test_an_unreachable_file_is_asked_for_hourly_and_counts_as_missing_after_thirty_days() -> None:
    host = Host(failure=refusal(503))
    assert not host.allows("/privacy")
    assert not host.allows("/privacy")
    assert len(host.asked) == 1
    for _ in range(30):
        host.now += timedelta(days=1)
        host.allows("/privacy")
    assert host.allows("/privacy")


@pytest.mark.parametrize(
    ("line", "delay"),
    [("Crawl-delay: 10", 10.0), ("Crawl-delay: 0.5", 0.5), ("Crawl-delay: 86400", 120.0), ("Crawl-delay: -3", 0.0)],
)
def test_the_crawl_delay_is_honoured_within_reason(line: str, delay: float) -> None:
    assert Host(f"User-agent: *\n{line}\nDisallow: /x").robots.crawl_delay(HOST + "/privacy") == delay


def test_a_huge_file_is_read_only_in_part() -> None:
    filler = "# " + "x" * 100 + "\n"
    host = Host("User-agent: *\n" + filler * 10_000 + "Disallow: /")
    assert host.allows("/privacy")


def test_bytes_that_are_no_text_harm_nothing() -> None:
    host = Host()
    host.content = bytes(range(256)) * 50
    assert host.allows("/privacy")


def test_no_more_hosts_are_remembered_than_a_watch_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "_MAX_HOSTS", 3)
    host = Host("User-agent: *\nAllow: /")
    for name in ("a", "b", "c", "d", "a"):  # the fourth takes the place of the first
        host.robots.check(f"https://{name}.example/privacy")
    assert [url[8] for url in host.asked] == ["a", "b", "c", "d", "a"]
    host.robots.check("https://d.example/privacy")
    assert len(host.asked) == 5
