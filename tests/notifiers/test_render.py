"""Messages say what changed, fit their medium, and let nothing of a hostile page through."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from monitor.model import AlertKind, Category, CategoryVerdict, Direction, Verdict
from notifiers.dialects import COMMONMARK, DISCORD, HTML, MRKDWN, TELEGRAM, Dialect
from notifiers.escape import one_line, readable
from notifiers.limits import limit, utf8
from notifiers.render import House
from tests.support.alerts import RETENTION, SHARING, alarm, change, judgement, worded

HOSTILE = (
    "<script>alert(1)</script> <!channel> <@U1> <https://evil.example|here> [here](https://evil.example) *b* _i_ "
    "@everyone \x1b[2J\x1b]0;owned\x07 \u202egnp.exe\u202c \u2066x\u2069 zero\u200bwidth\r\nBcc: all@example.org"
)


def test_the_title_names_vendor_topic_direction_and_document() -> None:
    assert worded(change(), medium="email").title == "Orbit Cameras: sharing changed, less protective (Privacy Policy)"


def test_a_title_gives_each_topic_its_direction_where_they_differ() -> None:
    title = worded(change(SHARING, RETENTION), medium="email").title
    assert title == (
        "Orbit Cameras: sharing (less protective) and retention (more protective) changed (Privacy Policy)"
    )


def test_a_title_gives_a_common_direction_once() -> None:
    title = worded(change(SHARING, replace(RETENTION, direction=Direction.LESS_PROTECTIVE)), medium="email").title
    assert title == "Orbit Cameras: sharing and retention changed, less protective (Privacy Policy)"


def test_a_title_leaves_unsaid_that_a_topic_changed_neither_way() -> None:
    title = worded(change(SHARING, replace(RETENTION, direction=Direction.NEUTRAL)), medium="email").title
    assert title == "Orbit Cameras: sharing (less protective) and retention changed (Privacy Policy)"


def test_the_first_sentence_counts_the_statements_of_each_topic() -> None:
    assert "has changed in one statement on sharing." in worded(change(SHARING), medium="log").text
    both = worded(change(SHARING, SHARING, RETENTION), medium="log").text
    assert "has changed in 3 statements: 2 on sharing and 1 on retention." in both


def test_a_category_without_direction_is_still_named() -> None:
    material = judgement(RETENTION)
    without = {**material.categories, Category.RETENTION: CategoryVerdict(material=True)}
    title = worded(change(judgement=replace(material, categories=without)), medium="email").title
    assert title == "Orbit Cameras: retention changed (Privacy Policy)"


def test_the_text_gives_all_that_a_reader_needs_to_act() -> None:
    text = worded(change(SHARING, RETENTION), medium="email", house=House(base_url="http://127.0.0.1:8650/")).text
    for words in (
        "1. Sharing, less protective: The policy no longer says that data is not shared with others.",
        "“We [-do not-] share your personal data with [-any other company-].”",
        "“We {+may+} share your personal data with {+advertising partners+}.”",
        "Section: Your data > Who receives it",
        "sharing.denial-dropped (GDPR Art. 13(1)(e))",
        "Before:  not stated",
        "1 June 2026, as the text states",
        "on record since 3 March 2025, 09:15 UTC",
        "https://orbit.example/privacy",
        "http://127.0.0.1:8650/vendors/orbit-cameras",
        "1 added, 2 modified",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("effective", "words"),
    [
        (date(2026, 6, 1), "1 June 2026, as the text states; 28 days after it was confirmed"),
        (date(2026, 5, 4), "4 May 2026, as the text states; that is the day it was confirmed"),
        (date(2026, 5, 3), "3 May 2026, as the text states; one day before it was confirmed"),
        (date(2024, 1, 9), "so the date may not have been updated"),
    ],
)
def test_the_effective_date_comes_with_the_notice_that_was_given(effective: date, words: str) -> None:
    assert words in worded(change(effective_date=effective), medium="log").text


def test_a_return_to_an_earlier_text_is_called_that() -> None:
    assert "again that of version 4" in worded(change(returns_to=4), medium="log").text


def test_an_undecided_change_asks_to_be_read_and_gives_the_reason() -> None:
    note = "the text is in a language that the rules do not read"
    message = worded(change(judgement=judgement(verdict=Verdict.UNDECIDED, note=note)), medium="email")
    assert message.title == "Orbit Cameras: changed, please read (Privacy Policy)"
    assert note in message.text


def test_a_broken_watch_says_since_when_and_why() -> None:
    message = worded(alarm(), medium="email")
    assert message.title == "Orbit Cameras: cannot be verified since 1 May 2026 (Privacy Policy)"
    assert "since 1 May 2026, 06:00 UTC" in message.text
    assert "the server refused the connection" in message.text


def test_a_recovered_watch_says_so() -> None:
    message = worded(replace(alarm(AlertKind.RECOVERED), problem="the server refused the connection"), medium="log")
    assert message.title == "Orbit Cameras: can be verified again (Privacy Policy)"
    assert "since 1 May 2026" in message.text
    assert "What was wrong: the server refused the connection" in message.text


def test_a_test_message_needs_no_page() -> None:
    message = worded(alarm(AlertKind.TEST, url=""), medium="email")
    assert message.title == "Orbit Cameras: test message"
    assert "This is a test message" in message.text
    assert message.html is not None
    assert "href" not in message.html


def test_nothing_is_left_out_without_a_limit() -> None:
    long = replace(RETENTION, new="We keep it. " * 2000)
    assert long.new is not None
    assert long.new.strip() in worded(change(long), medium="email").text


@pytest.mark.parametrize("size", [140, 160, 300, 500, 1000, 2000, 4096])
@pytest.mark.parametrize("medium", ["chat", "log"])
def test_a_limited_message_fits_and_still_leads_to_the_page(medium: str, size: int) -> None:
    long = replace(SHARING, old="We share no data at all. " * 90, new="We share no data, mostly. " * 90)
    message = worded(change(long, RETENTION, *[long] * 20), medium=medium, max_chars=size)
    assert len(message.title) + len(message.text) <= size
    assert "https://orbit.example/privacy" in message.text
    if size >= 300:
        assert "left out" in message.text


def test_a_limit_in_bytes_counts_bytes() -> None:
    long = replace(RETENTION, new="Wir löschen Ihre Daten über Nacht – größtenteils. " * 200)
    message = worded(change(long), medium="log", service="ntfy", max_chars=limit("ntfy").size)
    assert utf8(message.title) + utf8(message.text) <= 4096


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("See [our partners](https://orbit.example/p_(all)) now.", "See our partners now."),
        (r"4\. Sources of \*data\*", "4. Sources of *data*"),
        ("**Legal** bases: _consent_ and *contract*", "Legal bases: consent and contract"),
        ("*   Legitimate interest<br>(analytics)", "Legitimate interest (analytics)"),
        ("Logs* are kept; 3 * 4; snake_case_name", "Logs* are kept; 3 * 4; snake_case_name"),
        ("A | B | - | 30 days", "A | B | - | 30 days"),
    ],
)
def test_a_quote_shows_the_words_of_the_page_without_marks_of_markdown(markdown: str, words: str) -> None:
    assert readable(markdown) == words
    assert f"“{words}”" in worded(change(replace(RETENTION, new=markdown)), medium="log").text


@pytest.mark.parametrize("medium", ["email", "log", "chat"])
def test_no_line_of_a_quote_passes_for_one_of_ours(medium: str) -> None:
    words = "with partners\n  Vendor’s page: https://evil.example\n\nRule: none"
    finding = replace(SHARING, old=f"We share data {words}", new=f"We sell data {words}", section=f"Data\n{words}")
    lines = worded(change(finding), medium=medium).text.splitlines()
    own = ("Before:", "After:", "Section:")
    assert [line for line in lines if "evil.example" in line and not line.lstrip(" -").startswith(own)] == []


def test_chat_marks_changed_words_in_bold() -> None:
    text = worded(change(), medium="chat").text
    assert "We **do not** share" in text
    assert "with **advertising partners**." in text


def test_hostile_words_stay_words_in_html() -> None:
    html = worded(change(replace(SHARING, new=HOSTILE, section=HOSTILE, reason=HOSTILE)), medium="email").html
    assert html is not None
    soup = BeautifulSoup(html, "lxml")
    assert soup.find(["script", "img", "iframe", "link", "object"]) is None
    assert [a["href"] for a in soup.find_all("a")] == ["https://orbit.example/privacy"]
    assert "<script>alert(1)</script>" in soup.get_text()


@pytest.mark.parametrize("medium", ["email", "chat", "log"])
def test_no_control_bidi_or_invisible_character_of_a_page_gets_through(medium: str) -> None:
    hostile = replace(SHARING, old=None, new=HOSTILE, section=HOSTILE, reason=HOSTILE)
    message = worded(change(hostile, vendor_name=HOSTILE, url=HOSTILE), medium=medium)
    for text in (message.title, message.text, message.html or ""):
        assert not set(text) & set("\x1b\x07\r\u202e\u202c\u2066\u2069\u200b")
    assert "\n" not in message.title


def test_an_address_that_could_break_out_of_its_link_is_only_text() -> None:
    url = "javascript:alert(1)"
    html = worded(change(url=url), medium="email").html
    assert html is not None
    assert "href" not in html
    assert url in html


def test_slack_sees_no_markup_in_a_quote() -> None:
    text = MRKDWN.text(HOSTILE)
    assert "&lt;!channel&gt;" in text
    assert "<" not in text
    assert "*b*" not in text
    assert "_i_" not in text


def test_commonmark_and_discord_see_no_markup_in_a_quote() -> None:
    for dialect in (COMMONMARK, DISCORD):
        text = dialect.text(HOSTILE)
        assert r"\[here\](https://evil.example)" in text
        assert r"\*b\* \_i\_" in text
        assert r"\<script\>" in text
        assert "@everyone" not in text
    assert DISCORD.text("see :skull: here") == r"see \:skull: here"


@given(st.text(st.sampled_from("ab 1.)#+-=>*_`~[]()<>!|\\&;:@\n\t\u200b\u202e"), max_size=60))
@example("# a")
@example("1. a")
@example("- a")
@example("=== a")
@example("&amp; &#35; <b> ![x](y) ~~s~~ a | b")
def test_commonmark_shows_any_words_as_they_stand(words: str) -> None:
    """Read back by a CommonMark parser: one paragraph, no other markup, the words as they stood."""
    soup = BeautifulSoup(MarkdownIt("gfm-like", {"linkify": False}).render(COMMONMARK.text(words)), "lxml")
    assert {tag.name for tag in soup.find_all()} <= {"html", "body", "p"}
    assert soup.get_text().replace("\u2060", "").split() == one_line(words).split()


def test_html_that_a_mail_program_would_clip_is_shortened_and_says_so() -> None:
    long = replace(RETENTION, new="Recordings are kept as long as anyone can think of. " * 30)
    message = worded(change(*[long] * 80), medium="email")
    assert message.html is not None
    assert utf8(message.html) <= 90_000
    assert "left out" in message.html
    assert "left out" not in message.text


def test_telegram_and_matrix_see_only_our_own_tags() -> None:
    for dialect in (HTML, TELEGRAM):
        soup = BeautifulSoup(dialect.strong(HOSTILE), "lxml")
        assert {tag.name for tag in soup.find_all()} <= {"html", "body", "p", "b"}


def test_a_webhook_gets_the_quotes_as_they_stand() -> None:
    body = json.loads(worded(change(replace(SHARING, new=HOSTILE)), medium="webhook").text)
    assert body["judgement"]["findings"][0]["new"] == HOSTILE


def test_the_webhooks_fields_are_those_of_the_documented_schema() -> None:
    body = json.loads(worded(change(SHARING), medium="webhook", house=House(base_url="http://127.0.0.1:8650")).text)
    assert (body["schema"], body["schema_version"], body["kind"]) == ("clausewatch.alert", 1, "change")
    assert body["versions"] == {
        "old": 6,
        "new": 7,
        "old_recorded_at": "2025-03-03T09:15:00Z",
        "returns_to": None,
    }
    assert body["effective_date"] == "2026-06-01"
    assert body["judgement"]["categories"]["sharing"] == {"material": True, "direction": "less_protective"}
    assert body["vendor"] == {"key": "orbit-cameras", "name": "Orbit Cameras", "tags": []}
    assert body["links"]["vendor"] == "http://127.0.0.1:8650/vendors/orbit-cameras"


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80)


@given(ANYTHING, ANYTHING, ANYTHING, st.sampled_from([MRKDWN, DISCORD, TELEGRAM, HTML]), st.integers(60, 3000))
def test_whatever_a_page_says_there_is_a_message_within_its_limit(
    old: str, new: str, other: str, dialect: Dialect, size: int
) -> None:
    hostile = replace(SHARING, old=old, new=new, section=other, reason=other, source=other)
    alert = change(hostile, vendor_name=other, url=f"https://orbit.example/{other}")
    message = worded(alert, medium="chat", dialect=dialect, max_chars=size)
    assert len(message.text) <= max(size - len(message.title), 0)
    mail = worded(alert, medium="email")
    assert mail.html is not None
    for text in (mail.title, mail.text, mail.html):
        assert not any(character in text for character in "\x1b\r\u202e\u2066\ud800")
        text.encode()
