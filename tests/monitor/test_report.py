"""The record of the watch: what an auditor is shown of looks, gaps, changes and those who looked at them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from monitor.errors import Failure, FetchError
from monitor.model import Review, ReviewAction
from monitor.report import Report, report
from store import chain, reviews, sources
from tests.support.cli_folder import CONFIG
from tests.support.daemon import clausewatch
from tests.support.policies import PARTNERS, policy_page
from tests.support.watching import KEY, START, Watch, gardenbell
from tests.support.web_site import asking, filled, page, words

DAY = timedelta(days=1)
NOON = timedelta(hours=3)


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """Twelve looks, a day apart: a change on the fifth, none of the policy on the ninth and tenth."""
    served = Watch(tmp_path, lambda _url: _page(served.now))
    served.checks(12, every=DAY)
    return served


def _page(now: datetime) -> str | FetchError:
    day = (now - START).days
    if day in {9, 10}:
        return FetchError("gardenbell.example", "HTTP 503 Service Unavailable", failure=Failure.HTTP_5XX)
    return policy_page(PARTNERS) if day >= 5 else policy_page()


@pytest.fixture
def configured(tmp_path: Path) -> Iterator[httpx.Client]:
    """The page over a filled store some of whose vendors are configured."""
    filled(tmp_path)
    vendors = (("Brightlamp", "smart-home"), ("Murmur Audio", "smart-home"), ("Fernweh Maps", "travel"))
    config = "".join(
        f'[[vendors]]\nname = "{name}"\nurl = "https://{name.split()[0]}.example/privacy"\ntags = ["{tag}"]\n'
        for name, tag in vendors
    )
    with asking(tmp_path, config) as client:
        yield client


def told(watch: Watch, **span: datetime) -> Report:
    with watch.db() as db:
        return report(db, [watch.source], now=watch.now + NOON, **span)


def acknowledge(watch: Watch) -> None:
    with watch.db() as db:
        entry = Review(source=KEY, version=2, action=ReviewAction.ACKNOWLEDGED, by="A. Example", at=watch.now)
        reviews.add(db, entry)


def test_a_report_counts_looks_and_names_the_days_without(watch: Watch) -> None:
    (entry,) = told(watch).entries
    assert (entry.looks.all, entry.looks.seen, entry.looks.last_seen) == (12, 10, watch.now)
    assert (entry.first, entry.last) == (date(2026, 3, 2), date(2026, 3, 12))
    assert [day.day for day in entry.uncovered] == [10, 11]
    assert (entry.days, entry.days_watched) == (11, 9)


def test_a_report_covers_the_span_that_is_asked_for_to_the_end_of_its_last_day(watch: Watch) -> None:
    until = datetime.combine(date(2026, 3, 10), datetime.max.time(), START.tzinfo)
    (entry,) = told(watch, since=START + 4 * DAY, until=until).entries
    assert (entry.first, entry.last) == (date(2026, 3, 5), date(2026, 3, 10))
    assert [day.day for day in entry.uncovered] == [10]
    assert entry.looks.all == 6
    (earlier,) = told(watch, until=START + 3 * DAY).entries
    assert (earlier.told, earlier.version and earlier.version.number) == ((), 1)


def test_on_the_first_day_a_report_counts_no_days(tmp_path: Path) -> None:
    first = Watch(tmp_path, lambda _url: policy_page())
    first.check()
    with first.db() as db:
        summary = report(db, [first.source], now=first.now + NOON).summary
    assert summary == (
        "1 document: 1 look, of which 1 saw the policy. No whole day has passed yet. "
        "0 changes to be looked at, 0 of them reviewed."
    )


def test_a_report_says_who_has_looked_at_a_change(watch: Watch) -> None:
    before = told(watch)
    assert "1 change to be looked at, 0 of them reviewed." in before.summary
    acknowledge(watch)
    [(entry, one)] = told(watch).told
    assert (one.change.number, one.review and one.review.by, entry.open) == (2, "A. Example", 0)


def test_an_assignment_is_no_review(watch: Watch) -> None:
    with watch.db() as db:
        reviews.add(
            db, Review(source=KEY, version=2, action=ReviewAction.ASSIGNED, by="A", at=watch.now, note="legal@")
        )
    assert told(watch).entries[0].open == 1


def test_documents_that_share_a_gap_are_told_together(watch: Watch) -> None:
    (gap,) = told(watch).gaps
    assert gap == "2 days not watched: 2026-03-10 to 2026-03-11"


def test_what_is_on_record_and_not_watched_any_longer_is_named(watch: Watch) -> None:
    with watch.db() as db:
        successor = gardenbell(vendor="newcomer")
        sources.sync(db, [successor], watch.now)
        assert report(db, [successor], now=watch.now).retired == (KEY,)


def test_what_no_daemon_has_taken_over_yet_is_left_out(watch: Watch) -> None:
    with watch.db() as db:
        found = report(db, [gardenbell(vendor="newcomer")], now=watch.now)
    assert found.entries == ()
    assert found.summary.startswith("0 documents: 0 looks")


def test_the_command_gives_the_report_to_people_programs_and_spreadsheets(watch: Watch) -> None:
    folder = watch.folder
    (folder / "config.toml").write_text(CONFIG + 'tags = ["processors"]\n')
    acknowledge(watch)
    shown = clausewatch("report", "--until", "2026-03-12", cwd=folder, COLUMNS="120").stdout
    assert "11 looks, of which 9 saw the policy" in shown
    assert "2 days not watched: 2026-03-10 to 2026-03-11" in shown
    assert "acknowledged by A. Example" in shown
    narrow = clausewatch("report", "--until", "2026-03-12", cwd=folder, COLUMNS="80").stdout
    assert re.search(
        r"^gardenbell/privacy-policy +9 of 11 +9 of 11 +2026-03-12 +1, 1 reviewed *$", narrow, re.MULTILINE
    )
    data = json.loads(clausewatch("report", "--json", "--tag", "processors", cwd=folder).stdout)
    with watch.db() as db:
        assert data["documents"][0]["seal"] == chain.head(db, KEY)
    assert data["changes"][0]["by"] == "A. Example"
    (row,) = csv.DictReader(io.StringIO(clausewatch("report", "--format", "csv", cwd=folder).stdout))
    assert (row["vendor"], row["looks"], row["reviewed"]) == ("Gardenbell", "12", "1")
    assert "| Gardenbell | Privacy Policy | 2 |" in clausewatch("report", "--format", "markdown", cwd=folder).stdout
    unknown = clausewatch("report", "--tag", "procesors", cwd=folder, check=False)
    assert (unknown.returncode, "processors" in unknown.stderr) == (3, True)


def test_the_page_shows_the_report_and_can_be_narrowed_down(configured: httpx.Client) -> None:
    shown = words(page(configured, "/report?since=2020-01-01"))
    assert "From 1 January 2020 to 1 June 2026" in shown
    assert "Murmur Audio" in shown
    assert "Brightlamp" in shown
    narrowed = words(page(configured, "/report?tag=travel"))
    assert "Brightlamp" not in narrowed
    assert configured.get("/report?since=yesterday").status_code == 400
