"""Feeds that readers accept (RFC 4287), probes that supervisors and Prometheus understand."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest

from monitor.config import load
from monitor.web.app import create_app
from monitor.web.health import Health
from monitor.web.server import serve
from store import outbox
from store.database import Store, open_store
from tests.support.alerts import change
from tests.support.web_history import add_version
from tests.support.web_pinned import ADDRESS, add_pinned_change
from tests.support.web_site import NOW, Clock, asking, filled, healthy, page

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/feeds/all.atom", "/feeds/brightlamp.atom", "/feeds/tags/smart-home.atom", "/feeds/topics/retention.atom"]


def entries(site: httpx.Client, address: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}id") for entry in ET.fromstring(site.get(address).content).iter(f"{ATOM}entry")]  # noqa: S314


@pytest.mark.parametrize("address", [*FEEDS, "/feeds/orchard-locks.atom"])
def test_a_feed_has_all_that_atom_asks_for(site: httpx.Client, address: str) -> None:
    answer = site.get(address)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [str(answer.url)]
    found = feed.findall(f"{ATOM}entry")
    for element in [feed, *found]:
        for required in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{required}")) == 1
            assert element.findtext(f"{ATOM}{required}")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
        assert re.match(r"urn:clausewatch:", element.findtext(f"{ATOM}id") or "")
    for entry in found:
        assert entry.find(f"{ATOM}link[@rel='alternate']") is not None
        assert entry.findtext(f"{ATOM}summary")
    ids = [entry.findtext(f"{ATOM}id") for entry in found]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_leads_to_the_page_that_shows_the_same(site: httpx.Client, address: str) -> None:
    feed = ET.fromstring(site.get(address).content)  # noqa: S314 - our own answer
    (page,) = [link.get("href") or "" for link in feed.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    shown = site.get(page).text
    linked = [entry.find(f"{ATOM}link[@rel='alternate']") for entry in feed.findall(f"{ATOM}entry")]
    addresses = [httpx.URL(link.get("href") or "").path for link in linked if link is not None]
    assert addresses
    assert [address for address in addresses if address not in shown] == []


def test_feeds_tell_what_is_material_or_undecided_newest_first(site: httpx.Client) -> None:
    told = entries(site, "/feeds/all.atom")
    assert told[:2] == [
        "urn:clausewatch:change:brightlamp/privacy-policy:6",
        "urn:clausewatch:change:northpost/privacy-policy:2",
    ]
    assert "urn:clausewatch:change:brightlamp/privacy-policy:4" not in told


def test_feeds_can_be_had_by_vendor_tag_and_topic(site: httpx.Client) -> None:
    assert all("brightlamp" in (name or "") for name in entries(site, "/feeds/brightlamp.atom"))
    assert entries(site, "/feeds/tags/travel.atom") == [
        "urn:clausewatch:change:fernweh-maps/privacy-policy:3",
        "urn:clausewatch:change:fernweh-maps/privacy-policy:2",
    ]
    assert entries(site, "/feeds/topics/legal_basis.atom") == [
        "urn:clausewatch:change:kettle-thread/privacy-policy:2",
        "urn:clausewatch:change:brightlamp/privacy-policy:5",
    ]


def test_a_change_that_was_told_for_its_pins_alone_is_in_the_feeds_and_called_so(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        add_pinned_change(db)
        db.execute("UPDATE judgements SET verdict = 'not_material', body = json_set(body, '$.findings', json('[]'))")
    with asking(tmp_path) as client:
        for address in ("/feeds/all.atom", "/feeds/murmur-audio.atom", "/feeds/tags/audio.atom"):
            assert entries(client, address) == [f"urn:clausewatch:change:{ADDRESS.removeprefix('/changes/')}"]
        feed = client.get("/feeds/murmur-audio.atom").text
    assert "Murmur Audio: 2 pinned clauses changed (Privacy Policy)" in feed


def test_entries_lead_to_their_page(site: httpx.Client) -> None:
    feed = ET.fromstring(site.get("/feeds/brightlamp.atom").content)  # noqa: S314
    link = feed.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert "Personal data may be sold" in site.get(link.get("href", "")).text


def test_an_entry_has_the_words_for_who_cannot_reach_the_page(site: httpx.Client) -> None:
    feed = ET.fromstring(site.get("/feeds/brightlamp.atom").content)  # noqa: S314
    content = feed.find(f"{ATOM}entry/{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert "<b>Retention</b>: " in (content.text or "")
    assert re.search(r"<blockquote>After: “[^<]*24 months", content.text or "")


def test_the_words_of_others_are_no_markup_in_a_feed(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        hostile = "<script>alert(1)</script>" + "x" * 700
        db.execute("UPDATE judgements SET body = json_replace(body, '$.findings[0].new', ?)", (hostile,))
    with asking(tmp_path) as client:
        feed = ET.fromstring(client.get("/feeds/all.atom").content)  # noqa: S314
    contents = [content.text or "" for content in feed.iter(f"{ATOM}content")]
    assert any("&lt;script&gt;" in content and "… (shortened)" in content for content in contents)
    assert "<script" not in "".join(contents)


@pytest.mark.parametrize("address", ["/feeds/nobody.atom", "/feeds/tags/nothing.atom"])
def test_an_unknown_feed_is_not_an_empty_one(site: httpx.Client, address: str) -> None:
    assert site.get(address).status_code == 404


def test_text_that_xml_cannot_hold_does_not_break_a_feed(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with open_store(path) as db:
        add_version(db, "orchard-locks/privacy-policy", "# New\n\nAll is different now.", NOW - timedelta(days=1))
        db.execute(
            "UPDATE judgements SET verdict = 'undecided', body = replace(body, ?, ?)",
            ('"note":""', '"note":"a\\u0001\\uffff]]><b>"'),
        )
    with asking(tmp_path) as client:
        assert ET.fromstring(client.get("/feeds/orchard-locks.atom").content).findtext(f".//{ATOM}summary")  # noqa: S314


def test_health_is_told_while_the_scheduler_ticks(site: httpx.Client) -> None:
    answer = site.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"scheduler": "ok", "store": "ok"})


def test_a_scheduler_that_stopped_is_no_health(tmp_path: Path) -> None:
    filled(tmp_path)
    clock = Clock()
    with asking(tmp_path, clock=clock) as client:
        clock.now += timedelta(minutes=5)
        assert client.get("/healthz").status_code == 503


def test_before_the_first_tick_a_daemon_is_given_a_minute() -> None:
    health = Health(started_at=NOW, ticked_at=None, tick=timedelta(seconds=5))
    assert health.ticks(NOW + timedelta(seconds=30))
    assert not health.ticks(NOW + timedelta(minutes=2))


def test_the_calendar_holds_the_days_of_told_changes(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        told = change(
            id="brightlamp/privacy-policy:6",
            vendor_name="Brightlamp",
            source="brightlamp/privacy-policy",
            new_version=6,
            created_at=NOW,
            effective_date=(NOW + timedelta(days=30)).date(),
            objection_until=(NOW + timedelta(days=14)).date(),
        )
        outbox.enqueue(db, told, [], NOW)
    with asking(tmp_path) as client:
        answer = client.get("/feeds/deadlines.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n"))
    lines = answer.text.replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert "SUMMARY:Brightlamp: Privacy Policy takes effect" in lines
    assert "SUMMARY:Brightlamp: Privacy Policy: last day for an objection" in lines
    assert f"DTSTART;VALUE=DATE:{NOW + timedelta(days=14):%Y%m%d}" in lines
    assert any(line.startswith("URL:") and line.endswith("/changes/brightlamp/privacy-policy:6") for line in lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2


def test_a_feed_asks_the_store_the_same_few_questions_however_many_entries_it_has(tmp_path: Path) -> None:
    store, asked = filled(tmp_path), list[str]()
    (tmp_path / "config.toml").write_text("")
    settings = load(tmp_path / "config.toml")

    def open_db() -> Store:
        db = open_store(store)
        db.connection.set_trace_callback(asked.append)
        return db

    serving = serve(create_app(open_db=open_db, settings=lambda: settings, health=healthy), "127.0.0.1", 0)
    with httpx.Client(base_url=serving.url) as client:
        few = len(entries(client, "/feeds/topics/legal_basis.atom"))
        questions = len(asked)
        many = len(entries(client, "/feeds/topics/sharing.atom"))
    serving.stop()
    assert many > few > 0
    assert len(asked) == 2 * questions


def test_the_feed_of_a_tag_of_several_words_has_addresses_without_blanks(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        db.execute("UPDATE sources SET tags = json_array('Pay & roll, Zürich') WHERE vendor = 'brightlamp'")
    with asking(tmp_path) as client:
        shown = page(client, "/changes?tag=Pay+%26+roll%2C+Z%C3%BCrich")
        (address,) = re.findall(r'<a href="(/feeds/[^"]+)">Atom feed', shown)
        feed = ET.fromstring(client.get(address).content)  # noqa: S314 - our own answer
    own = [link.get("href") or "" for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [f"{client.base_url}feeds/tags/Pay%20%26%20roll%2C%20Z%C3%BCrich.atom".replace("//feeds", "/feeds")]
    assert re.fullmatch(r"[!-~]+", feed.findtext(f"{ATOM}id") or "")
    assert len(feed.findall(f"{ATOM}entry")) > 0


@pytest.mark.parametrize(
    ("query", "feed"),
    [
        ("", "/feeds/all.atom"),
        ("?topic=retention", "/feeds/topics/retention.atom"),
        ("?tag=smart-home&verdict=material", "/feeds/tags/smart-home.atom"),
        ("?vendor=brightlamp&topic=sharing", "/feeds/brightlamp.atom"),
    ],
)
def test_a_list_of_changes_leads_to_its_feed_and_to_the_calendar(site: httpx.Client, query: str, feed: str) -> None:
    shown = page(site, f"/changes{query}")
    assert f'<a href="{feed}">Atom feed</a>' in shown
    assert site.get(feed).status_code == 200
    assert '<a href="/feeds/deadlines.ics">' in shown
