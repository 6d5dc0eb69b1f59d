"""Whatever stands in a page, a text or a configuration: an answer or a foreseen error, within bounds, nothing leaked.

The examples are the same at every run; `CLAUSEWATCH_FUZZ=5000` tries so many others of each kind.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.compare.align import compare
from monitor.compare.segment import segment
from monitor.config import load
from monitor.errors import ConfigError
from monitor.judge import compare_texts, read_text
from monitor.model import Alert, AlertKind, Channel, Operation, Rhythm, words
from notifiers import timing
from scrapers.extract import extract_page
from scrapers.normalize import normalize, visible_fingerprint
from scrapers.politeness import budget_allows, freshness, next_check, spread
from tests.daemon import REPOSITORY
from tests.policies import PARTNERS, policy_page

_MORE = int(os.environ.get("CLAUSEWATCH_FUZZ", "0"))
_NEVER = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


def fuzz(examples: int) -> settings:
    return settings(
        max_examples=_MORE or examples,
        derandomize=not _MORE,
        database=None,
        deadline=None,
        suppress_health_check=_NEVER,
    )


# ---------------------------------------------------------------- pages

ANYTHING = st.characters(exclude_categories=())  # surrogates, controls, unassigned ones
TAGS = (
    *("html", "head", "body", "title", "main", "article", "section", "div", "span", "p", "h1", "h3", "h6", "ul", "ol"),
    *("li", "dl", "dt", "dd", "table", "caption", "tr", "td", "th", "a", "b", "br", "hr", "pre", "script", "style"),
    *(
        "template",
        "svg",
        "noscript",
        "iframe",
        "select",
        "option",
        "form",
        "button",
        "details",
        "summary",
        "x-own",
        "a:b",
    ),
)
ATTRIBUTES = (
    *("", " hidden", " style='display:none'", " aria-hidden=true", " role=dialog", " class='cookie banner'", " id=x"),
    *(
        " colspan=9999999999",
        " rowspan=-1",
        " rowspan='x'",
        " colspan=0",
        " href='javascript:x'",
        " href='//['",
        " id=",
    ),
    *(
        " data-cfemail=zz",
        " data-cfemail=5",
        " aria-labelledby='x x'",
        " aria-controls=x",
        " style='",
        " =",
        ' "',
        " /",
    ),
)
PHRASES = (
    *(
        "Privacy Policy",
        "We share your data with partners.",
        "We keep it for 30 days.",
        "Effective 1 May 2026",
        "© 2026",
    ),
    *("Verify you are human", "Log in", "Accept all cookies", "&nbsp;&#0;&#xD800;&#x110000;&bogus;", "\0", "\ufeff"),
    *(
        "<?xml",
        "<?php echo '<p>' ?>",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "<?xml version='1.0'?>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
        "| a | b |",
    ),
)
opening = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
closing = st.sampled_from(TAGS).map("</{}>".format)
pieces = st.one_of(opening, closing, st.sampled_from(PHRASES), st.text(ANYTHING, max_size=20))
pages = st.lists(pieces, max_size=60).map("".join)
CHARSETS = (
    *(
        "utf-16",
        "x-none",
        "utf-7",
        '"',
        "cp037",
        "idna",
        "hex",
        "rot13",
        "undefined",
        "unicode_escape",
        "punycode",
        "zlib",
    ),
    *("mbcs", "utf-8-sig", "shift_jis", "iso-2022-jp", "utf-32", "windows-1252", "\0"),
)
charsets = st.one_of(
    st.sampled_from([None, "text/html", "text/plain", "application/pdf", "image/png", "\0"]),
    st.sampled_from(CHARSETS).map("text/html; charset={}".format),
)


@fuzz(150)
@given(pages, st.sampled_from([None, "https://acorn.example/p", "http://[", "x"]), st.sampled_from([None, "en", "zz"]))
def test_any_markup_is_read_the_same_each_time(html: str, url: str | None, language: str | None) -> None:
    page = extract_page(html, url=url, language=language)
    assert extract_page(html, url=url, language=language) == page
    assert page.capture.reason
    assert not page.capture.is_policy or words(page.text)


@fuzz(150)
@given(st.one_of(st.binary(max_size=300), pages.map(lambda html: html.encode("utf-16", "surrogatepass"))), charsets)
def test_any_bytes_under_any_header_are_read(content: bytes, content_type: str | None) -> None:
    page = extract_page(content, content_type=content_type)
    page.text.encode()  # no half of a surrogate pair gets into the store
    assert visible_fingerprint(content) == visible_fingerprint(content)


@fuzz(60)
@given(
    pages, st.lists(st.text(max_size=12), max_size=3), st.lists(st.sampled_from(["p", ".x", "div > p", "[", ":not("]))
)
def test_any_selectors_of_the_operator_end_in_a_page_and_warnings(
    html: str, select: list[str], remove: list[str]
) -> None:
    page = extract_page(html, select=tuple(select), remove=tuple(remove))
    assert all(isinstance(warning, str) for warning in page.warnings)


# ---------------------------------------------------------------- texts

LINES = (
    *("# Privacy Policy", "###### Deep", "We share your data with advertising partners.", "- partners", "  - a | b"),
    *("We never share your personal information.", "We share data with:", "We keep logs for 90 days.", "a | b | c"),
    *("--- | --- | ---", "Billing | Name | Contract", "on the basis of our legitimate interests", "1. one", "- ", "#"),
    *(
        "unless you consent to it, we keep your data indefinitely",
        "until you delete your account",
        "Wir löschen sie.",
        "",
    ),
    *(
        "Last updated: 32 May 20266",
        "for 99999999999999999999 years",
        "for -1 days",
        "Article 6(1)(z) GDPR",
        "\\|",
        "\t",
    ),
)
lines = st.one_of(st.sampled_from(LINES), st.sampled_from(LINES), st.text(max_size=40))
texts = st.lists(lines, max_size=25).map("\n\n".join)


@fuzz(150)
@given(st.text(ANYTHING, max_size=200) | texts)
def test_normalizing_twice_is_normalizing_once(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@fuzz(100)
@given(texts)
def test_passages_lie_in_their_text_in_order(text: str) -> None:
    passages = segment(text)
    assert [passage.ordinal for passage in passages] == sorted({passage.ordinal for passage in passages})
    assert all(0 <= passage.start <= passage.end <= len(text) for passage in passages)


@fuzz(80)
@given(texts, texts)
def test_a_comparison_reads_the_same_in_both_directions(old: str, new: str) -> None:
    there, back = compare(old, new), compare(new, old)
    assert there.count(Operation.ADDED) == back.count(Operation.REMOVED)
    assert there.count(Operation.REMOVED) == back.count(Operation.ADDED)
    assert there.count(Operation.MODIFIED) == back.count(Operation.MODIFIED)
    assert compare(old, old).changes == ()


@fuzz(80)
@given(texts, texts)
def test_every_quote_of_a_judgement_stands_in_its_text(old: str, new: str) -> None:
    before, after = " ".join(words(old)), " ".join(words(new))
    for finding in compare_texts(old, new).findings:
        assert finding.old is None or " ".join(words(finding.old)) in before
        assert finding.new is None or " ".join(words(finding.new)) in after
    assert compare_texts(old, old).findings == ()


@fuzz(80)
@given(texts | st.text(ANYTHING, max_size=100))
def test_any_text_is_read_item_by_item(text: str) -> None:
    assert read_text(text) == read_text(text)


# ---------------------------------------------------------------- configuration

SECRET = "hush-hush-5eecret"
KEYS = (
    *("store", "interval", "confirm_after", "language", "vendors", "channels", "messages", "fetch", "alarms", "web"),
    *("name", "url", "pages", "site", "tags", "documents", "type", "select", "headers", "browser", "address", "quiet"),
    *("digest_at", "timezone", "rhythm", "heartbeat", "host", "port", "password", "read_tokens", "at_once", "ports"),
    *("allow_private", "budget", "base_url", "templates", "max_size", "timeout", "", "\n", "x.y", "vendor's"),
)
scalars = st.one_of(
    st.sampled_from([SECRET, f"json://u:{SECRET}@127.0.0.1/", "${env:FUZZ_SECRET}", "${file:fuzz}", "${", "1d", "0s"]),
    st.sampled_from(
        ["https://acorn.example/p", "http://[", "99999999999999999999d", "10.0.0.0/8", "Mars/X", "../../.."]
    ),
    st.text(max_size=8),
    st.integers(-1, 2**62),
    st.floats(),
    st.booleans(),
    st.datetimes(),
)
keys = st.sampled_from(KEYS)
trees: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=12,
)


@fuzz(250)
@given(st.dictionaries(keys, trees, max_size=6))
def test_any_configuration_is_taken_or_refused_without_a_secret(tmp_path: Path, tree: dict[str, Any]) -> None:
    os.environ["FUZZ_SECRET"] = SECRET
    file = tmp_path / "config.toml"
    try:
        file.write_text(tomlkit.dumps(tree), encoding="utf-8")
    except (ValueError, TypeError):  # what TOML cannot say
        return
    try:
        told = repr(load(file))
    except ConfigError as error:
        told = str(error.faults)
    assert SECRET not in told or _outside_a_secret_place(tree)


def _outside_a_secret_place(tree: dict[str, Any]) -> bool:
    """The same tree, without secrets where they belong: what is told then is no secret of ours."""

    def stripped(value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, dict):
            return {key: stripped(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [stripped(item, path) for item in value]
        return "" if {"address", "headers", "heartbeat", "password", "read_tokens"}.intersection(path) else value

    return SECRET in str(stripped(tree, ()))


@fuzz(100)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_is_taken_or_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    try:
        load(file)
    except ConfigError as error:
        assert error.faults  # noqa: PT017 - both ways are right


# ---------------------------------------------------------------- times

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


# ---------------------------------------------------------------- size

READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (90, 90))
from scrapers.extract import extract_page
page = extract_page(sys.stdin.buffer.read(), content_type="text/html; charset=utf-8")
print(page.capture.kind, len(page.text))
"""
POLICY = policy_page(PARTNERS)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 200_000, id="nested as deep as it gets"),
        pytest.param(POLICY.replace("<body>", "<body>" + "<b>" * 100_000), id="a policy under a hundred thousand tags"),
        pytest.param("<p>word</p>" * 100_000, id="a hundred thousand elements"),
        pytest.param("<table>" + "<tr><td rowspan=9999 colspan=9999>x" * 2_000, id="cells that claim to be huge"),
        pytest.param(POLICY.replace("</body>", "<p>" + "word " * 2_000_000), id="one passage of ten megabytes"),
        pytest.param("<p title='" + "x" * 10_000_000, id="an attribute without an end"),
        pytest.param("<!--" * 2_500_000, id="comments without an end"),
    ],
)
def test_a_monstrous_page_is_read_within_a_gigabyte(html: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ], input=html.encode(), cwd=REPOSITORY, capture_output=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert done.stdout
