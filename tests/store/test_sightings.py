"""What shows that a text stood on its page on a day: in the store, in commands, on the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from monitor.errors import Failure, FetchError
from store import checks, sightings, versions
from store.sightings import Sightings
from tests.support.daemon import clausewatch
from tests.support.policies import PARTNERS, policy_page
from tests.support.watching import DAY, HOUR, KEY, START, URL, Watch
from tests.support.web_site import asking, page, store_at, words

AHEAD = "<p>Effective: 20 March 2026</p><h2>Sharing</h2>"  # the change is seen on 4 March
UNREACHED = FetchError(URL, "no answer in time", failure=Failure.TIMEOUT)
CONFIG = '[[vendors]]\nname = "Gardenbell"\nurl = "https://gardenbell.example/privacy"\n'


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """Three days of one text; another on the fourth, believed an hour later; a look two days on, three later."""
    (tmp_path / "config.toml").write_text('store = "watch.db"\n' + CONFIG)
    answers: list[str | FetchError] = [policy_page()] * 3
    answers += [policy_page(PARTNERS).replace("<h2>Sharing</h2>", AHEAD)] * 4
    answers += [UNREACHED] * 2 + answers[-1:]
    pages: Iterator[str | FetchError] = iter(answers)
    found = Watch(tmp_path, lambda _url: next(pages))
    for after in (0 * DAY, DAY, DAY, DAY, HOUR, DAY, DAY, DAY, DAY, DAY):
        found.check(after=after)
    return found


def seen_at(watch: Watch, moment: datetime) -> Sightings:
    with watch.db() as db:
        return sightings.of_version(db, KEY, versions.at(db, KEY, moment), moment)


def test_a_text_was_there_between_the_looks_that_saw_it(watch: Watch) -> None:
    assert seen_at(watch, START + 1.5 * DAY) == Sightings(
        first=START, last=START + 2 * DAY, until=START + 3 * DAY, times=3, before=START + DAY, after=START + 2 * DAY
    )


def test_no_look_that_failed_or_saw_other_words_vouches_for_a_text(watch: Watch) -> None:
    silent = seen_at(watch, START + 6 * DAY)
    assert (silent.before, silent.after) == (START + 5 * DAY + HOUR, START + 8 * DAY + HOUR)
    at_the_end = seen_at(watch, START + 2 * DAY + HOUR)
    assert (at_the_end.before, at_the_end.after, at_the_end.until) == (START + 2 * DAY, None, START + 3 * DAY)


def test_the_first_sight_of_a_text_that_was_believed_later_is_one_of_it(watch: Watch) -> None:
    first = seen_at(watch, START + 3 * DAY + HOUR / 2)
    assert (first.before, first.after) == (START + 3 * DAY, START + 3 * DAY + HOUR)
    assert first.times == 4


def test_an_imported_version_was_seen_by_nobody_here(watch: Watch) -> None:
    with watch.db() as db:
        version = versions.get(db, KEY, 2)
        db.execute("DELETE FROM checks")
        seen = sightings.of_version(db, KEY, version, START + 9 * DAY)
    assert (seen.times, seen.first, seen.last) == (0, version.recorded_at, version.recorded_at)


def test_practices_of_a_day_come_with_the_looks_on_both_sides_and_the_day_of_effect(watch: Watch) -> None:
    said = clausewatch("practices", "gardenbell", "--at", "2026-03-05", cwd=watch.folder, COLUMNS="160").stdout
    assert "version 2, since 2026-03-04T09:00:00Z" in said
    assert "Seen at 2026-03-05T10:00:00Z, and again with the same words at 2026-03-06T10:00:00Z." in said
    assert "By its own words it takes effect only on 2026-03-20; before it, version 1 stood there." in said
    later = clausewatch("practices", "gardenbell", "--at", "2026-03-20", cwd=watch.folder, COLUMNS="160").stdout
    assert "takes effect" not in later
    data = json.loads(clausewatch("practices", "gardenbell", "--at", "2026-03-05", "--json", cwd=watch.folder).stdout)
    assert data["effective_date"] == "2026-03-20"
    assert data["seen"]["after"] == "2026-03-06T10:00:00Z"


def test_show_says_how_often_and_when_a_text_was_seen(watch: Watch) -> None:
    newest = clausewatch("show", "gardenbell", cwd=watch.folder)
    assert "Seen 4 times, last at 2026-03-09T10:00:00Z." in newest.stderr
    gone = clausewatch("show", "gardenbell", "--at", "2026-03-03", cwd=watch.folder)
    assert "Seen at 2026-03-03T09:00:00Z; other words were first seen at 2026-03-04T09:00:00Z." in gone.stderr


def test_the_page_answers_what_was_said_on_a_day_with_its_proof(watch: Watch) -> None:
    (watch.folder / "watch.db").rename(store_at(watch.folder))
    with asking(watch.folder, CONFIG) as site:
        led = site.get(f"/vendors/{KEY}/at?date=2026-03-05")
        assert led.status_code == 303
        html = words(page(site, led.headers["location"]))
        of_another_day = words(page(site, f"/vendors/{KEY}/versions/1?on=2026-03-05"))
    assert "What it said on 5 March 2026 : these words were seen on 5 March 2026, 10:00 UTC" in html
    assert "and again on 6 March 2026, 10:00 UTC" in html
    assert "By its own words it takes effect only on 20 March 2026 ; before it, version 1 stood there." in html
    assert "seen 4 times, last 9 March 2026, 10:00 UTC" in html
    assert "advertising partners" in html.partition("What it says")[2].partition("Gardenbell Privacy Policy")[0]
    assert "What it said on" not in of_another_day
    assert "other words since 4 March 2026, 09:00 UTC" in of_another_day


def test_looks_that_saw_the_words_before_do_not_vouch_for_those_that_came_and_went(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('store = "watch.db"\n' + CONFIG)
    old, new = policy_page(), policy_page(PARTNERS)
    pages = iter([old, new, old, *[new] * 9])
    watch = Watch(tmp_path, lambda _url: next(pages))
    watch.checks(12, every=DAY)
    with watch.db() as db:
        version = versions.get(db, KEY, 2)
        believed = checks.recorded(db, KEY, 2)
        assert believed is not None
        seen = sightings.of_version(db, KEY, version, believed)
        looks = [check for check in checks.recent(db, KEY, 99) if check.checked_at >= believed]
    assert version.recorded_at > START + 2 * DAY
    assert seen.times == len(looks)
