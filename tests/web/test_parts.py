"""What pages show, computed: rows of a difference, marks of a chart, the standing of a vendor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.align import compare
from monitor.model import AlertKind, Category, DeliveryStatus, Direction, Finding, Outcome, ReviewAction, Verdict
from monitor.web import charts, parameters, wording
from monitor.web.passages import MOVED_AWAY, SAME, Fold, Row, folded, parts, readable, rows, shown_length
from monitor.web.standing import Standing, standing, vendors
from store.changes import ChangeLine, LastChange
from store.figures import Spell
from store.overview import SourceLine

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SENTENCES = [
    "We keep data.",
    "We share data with partners.",
    "Cookies last a year.",
    "You may object.",
    "# Rights",
    "- one",
]


def words(found: list[Row], side: str) -> str:
    """The text of one side, as the rows show it."""
    kept = [row for row in found if row.kind != MOVED_AWAY]
    return " ".join(
        "".join(piece.text for piece in (row.both if row.kind == SAME else getattr(row, side))) for row in kept
    )


@given(st.lists(st.sampled_from(SENTENCES), max_size=12), st.lists(st.sampled_from(SENTENCES), max_size=12))
def test_rows_show_every_word_of_the_new_text_in_its_order(old: list[str], new: list[str]) -> None:
    comparison = compare("\n\n".join(old), "\n\n".join(new))
    found = rows(comparison)
    assert words(found, "new").split() == " ".join(segment.text for segment in comparison.new).split()
    assert [row.place for row in found] == list(range(1, len(found) + 1))


@given(st.lists(st.sampled_from(SENTENCES), max_size=12), st.lists(st.sampled_from(SENTENCES), max_size=12))
def test_rows_show_every_word_of_the_old_text(old: list[str], new: list[str]) -> None:
    comparison = compare("\n\n".join(old), "\n\n".join(new))
    shown = sorted(words(rows(comparison), "old").split())
    assert shown == sorted(" ".join(segment.text for segment in comparison.old).split())


def test_long_unchanged_stretches_are_folded_and_neighbours_of_a_change_stay() -> None:
    old = [f"Paragraph number {n} speaks of matter {n}." for n in range(12)]
    new = [*old[:6], "This one is wholly different from all the rest.", *old[7:]]
    items = folded(rows(compare("\n\n".join(old), "\n\n".join(new))))
    assert isinstance(items[0], Fold)
    assert len(items[0].rows) == 5
    assert isinstance(items[-1], Fold)
    assert sum(isinstance(item, Row) and item.kind == SAME for item in items) == 2


def test_parts_hold_everything_once() -> None:
    found = rows(compare("", "\n\n".join(f"Sentence {n} of the new policy." for n in range(50))))
    split = parts(folded(found), 300, length=shown_length)
    assert len(split) > 3
    assert [row for part in split for row in part] == found


def test_a_finding_lies_where_its_words_changed_not_where_they_always_stood() -> None:
    old = "We sell data.\n\n## Notice\n\nHere we sell nothing to anybody at all, ever."
    new = "We sell data.\n\n## Notice\n\nHere we sell data. to anybody at all, ever."
    finding = Finding(
        category=Category.SHARING,
        rule="r",
        direction=Direction.MIXED,
        reason="",
        section="",
        old=None,
        new="we sell data",
    )
    [home] = [row for row in rows(compare(old, new), [finding]) if row.findings]
    assert home.kind != SAME


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("with [our *partners*](https://a.example/x?y=1)", "with our partners"),
        ("**7\\. Retention** of data", "7. Retention of data"),
        ("snake_case and 2*3 stay", "snake_case and 2*3 stay"),
        ("- an item<br>goes on", "an item\ngoes on"),
        ("![logo](x.png)text", "logotext"),
    ],
)
def test_passages_are_read_without_markup(text: str, shown: str) -> None:
    assert readable(text) == shown


def change(days: int, **topics: Direction) -> ChangeLine:
    return ChangeLine(
        source="a/privacy-policy",
        vendor="a",
        vendor_name="A",
        terms_type="Privacy Policy",
        old_number=1,
        number=2,
        recorded_at=NOW - timedelta(days=days),
        effective_date=None,
        returns_to=None,
        verdict=Verdict.MATERIAL if topics else Verdict.NOT_MATERIAL,
        topics={Category(name): direction for name, direction in topics.items()},
        findings=len(topics),
        reason='says <b> & "more"',
        rules_version=1,
    )


def last(days: int) -> LastChange:
    return LastChange(source="a/privacy-policy", number=2, recorded_at=NOW - timedelta(days=days))


LINE = SourceLine(
    source="a/privacy-policy",
    vendor="a",
    vendor_name="A",
    terms_type="Privacy Policy",
    tags=(),
    language="en",
    url=None,
    watched=True,
    versions=2,
    first_recorded_at=NOW - timedelta(days=400),
    last_recorded_at=NOW,
    verified_at=NOW - timedelta(hours=3),
    checked_at=NOW - timedelta(hours=3),
    next_check_at=NOW,
    failures=0,
    problem="",
    blind_since=None,
)


@pytest.mark.parametrize(
    ("line", "newest", "undecided", "expected"),
    [
        (LINE, None, False, Standing.FINE),
        (LINE, last(3), False, Standing.CHANGED),
        (LINE, last(40), False, Standing.FINE),
        (LINE, replace(last(3), settled=True), False, Standing.FINE),
        (LINE, last(3), True, Standing.REVIEW),
        (replace(LINE, verified_at=None), None, False, Standing.WAITING),
        (replace(LINE, blind_since=NOW - timedelta(hours=5)), None, False, Standing.FINE),
        (replace(LINE, blind_since=NOW - timedelta(days=3)), None, True, Standing.BLIND),
        (replace(LINE, verified_at=None, blind_since=NOW), None, False, Standing.BLIND),  # its address may be wrong
        (replace(LINE, watched=False, blind_since=NOW - timedelta(days=3)), None, True, Standing.ARCHIVE),
    ],
)
def test_the_standing_of_a_document(
    line: SourceLine, newest: LastChange | None, undecided: bool, expected: Standing
) -> None:
    found = standing(line, newest, undecided=undecided, stale=False, now=NOW, blind_after=timedelta(days=2))
    assert found is expected


@pytest.mark.parametrize(
    ("interval", "stale_after"), [(timedelta(hours=1), 1), (timedelta(days=1), 3), (timedelta(days=7), 21)]
)
def test_a_policy_that_was_not_verified_for_some_intervals_is_not_called_known(
    interval: timedelta, stale_after: int
) -> None:
    """The daemon was off, say: no check has failed."""
    for hours, expected in ((-1, Standing.FINE), (1, Standing.STALE)):
        seen = NOW - timedelta(days=stale_after, hours=hours)
        line = replace(LINE, verified_at=seen, checked_at=seen)
        intervals = {line.source: interval}
        [vendor] = vendors([line], {}, [], intervals=intervals, now=NOW, blind_after=timedelta(days=2))
        assert vendor.standing is expected


def test_a_vendor_stands_as_its_worst_document_and_is_verified_as_the_oldest() -> None:
    blind = replace(LINE, source="a/cookies", blind_since=NOW - timedelta(days=9), verified_at=NOW - timedelta(days=9))
    [vendor] = vendors([LINE, blind], {}, [], intervals={}, now=NOW, blind_after=timedelta(days=2))
    assert vendor.standing is Standing.BLIND
    assert vendor.verified_at == blind.verified_at


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (200, ["Dec 2025", "2026", "Feb", "Mar", "Apr", "May", "Jun"]),
        (700, ["Oct 2024", "2025", "Apr", "Jul", "Oct", "2026", "Apr"]),
        (2000, ["2021", "2022", "2023", "2024", "2025", "2026"]),
        (
            10_000,
            ["2001", "2003", "2005", "2007", "2009", "2011", "2013", "2015", "2017", "2019", "2021", "2023", "2025"],
        ),
    ],
)
def test_a_timeline_names_its_months_or_years(days: int, labels: list[str]) -> None:
    now = datetime(2026, 6, 15, tzinfo=UTC)
    svg = charts.timeline([], [], start=now - timedelta(days=days), now=now)
    assert re.findall(r'class="label">([^<]+)<', svg) == labels


def test_changes_of_nothing_material_stand_together_where_they_follow_each_other() -> None:
    material, pinned = change(3, sharing=Direction.MIXED), replace(change(6), pins=1)
    quiet = [change(days) for days in (1, 2, 4, 5)]
    found = wording.runs([*quiet[:2], material, *quiet[2:], pinned])
    assert found == [quiet[:2], [material], quiet[2:], [pinned]]
    assert wording.runs([]) == []


@pytest.mark.parametrize(("words", "shown"), [("HTTP 404", "HTTP 404."), ("It is gone.", "It is gone.")])
def test_a_reason_ends_with_one_stop(words: str, shown: str) -> None:
    assert wording.full_stop(words) == shown


def test_a_timeline_is_sound_svg_with_a_named_link_for_each_mark() -> None:
    changes = [change(300, sharing=Direction.LESS_PROTECTIVE, retention=Direction.MIXED), change(100)]
    spells = [Spell(start=NOW - timedelta(days=50), end=None, problem="<403>")]
    svg = charts.timeline(changes, spells, start=NOW - timedelta(days=900), now=NOW)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    links = root.findall("a")
    assert len(links) == 3
    assert all(link.get("aria-label") and link.get("href") == "/changes/a/privacy-policy:2" for link in links)
    assert root.findtext("rect/title") == "Not seen from 12 April 2026 to today: <403>"


def test_marks_differ_by_shape() -> None:
    shapes = {ET.fromstring(charts.direction_sign(direction))[0].get("d") for direction in Direction}  # noqa: S314
    assert len(shapes) == len(Direction)


@pytest.mark.parametrize(
    ("length", "words_"),
    [
        (timedelta(seconds=40), "moments"),
        (timedelta(minutes=5), "5 minutes"),
        (timedelta(hours=1, minutes=10), "1 hour"),
        (timedelta(hours=30), "1 day"),
        (timedelta(days=45), "45 days"),
        (timedelta(days=75), "2 months"),
        (timedelta(days=1000), "2 years"),
    ],
)
def test_lengths_of_time_in_words(length: timedelta, words_: str) -> None:
    assert wording.span(length) == words_


@pytest.mark.parametrize(
    ("words_", "kinds"),
    [
        (wording.ALERTS, AlertKind),
        (wording.DELIVERIES, DeliveryStatus),
        (wording.OUTCOMES, Outcome),
        (wording.REVIEWS, ReviewAction),
        (wording.STANDINGS, Standing),
        (wording.VERDICTS, Verdict),
    ],
)
def test_every_kind_has_its_words_on_the_page(words_: Mapping[StrEnum, str], kinds: type[StrEnum]) -> None:
    assert words_.keys() == set(kinds)


def test_dates_of_parameters_are_utc_and_a_date_can_mean_its_end() -> None:
    assert parameters.moment({"at": "2024-03-03"}, "at") == datetime(2024, 3, 3, tzinfo=UTC)
    end = parameters.moment({"at": "2024-03-03"}, "at", end_of_day=True)
    assert end is not None
    assert end.hour == 23
    assert parameters.moment({"at": "2024-03-03T12:00:00+02:00"}, "at") == datetime(2024, 3, 3, 10, tzinfo=UTC)
