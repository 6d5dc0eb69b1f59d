"""The pages say what the store knows, link to where more is said, and need no script."""

from __future__ import annotations

import io
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from monitor.decide.gist import gist
from monitor.errors import ConfigError
from monitor.model import Category, Direction, Finding
from monitor.web.server import serve
from store.database import open_store
from tests.support.web_history import add_version, judged
from tests.support.web_site import NOW, app_of, asking, filled, page, store_at, words


def test_the_overview_tells_the_state_in_a_sentence_and_what_needs_a_person_first(site: httpx.Client) -> None:
    html = page(site, "/")
    assert "6 vendors are watched. 1 material change in the last 30 days. 1 vendor cannot be read." in html
    order = [html.index(f">{name}<") for name in ("Murmur Audio", "Northpost", "Brightlamp", "Fernweh Maps")]
    assert order == sorted(order)
    assert "Changes made meanwhile would not be noticed" in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?tag=travel", ["Fernweh Maps"]),
        ("?topic=legal_basis", ["Kettle &amp; Thread"]),
        ("?state=blind", ["Murmur Audio"]),
        ("?name=north", ["Northpost"]),
        ("?name=nobody", []),
    ],
)
def test_the_overview_can_be_narrowed_down(site: httpx.Client, query: str, shown: list[str]) -> None:
    rows = re.findall(r'<th scope="row"><a href="/vendors/[^"]+">([^<]+)</a>', page(site, "/" + query))
    assert rows == shown


def test_a_store_without_vendors_tells_how_to_begin(tmp_path: Path) -> None:
    open_store(store_at(tmp_path)).close()
    with asking(tmp_path) as client:
        assert "clausewatch add https://" in page(client, "/")


def test_an_overview_of_mere_history_says_so(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        db.execute("UPDATE sources SET watched = 0")
    with asking(tmp_path) as client:
        assert "No vendor is watched. The history of 6 vendors is kept." in words(page(client, "/"))


def test_a_vendor_shows_its_timeline_what_it_says_and_every_change(site: httpx.Client) -> None:
    html = page(site, "/vendors/brightlamp")
    assert html.count('<a href="/changes/brightlamp/privacy-policy:6"') >= 2  # a mark for each of its two topics
    assert "We keep account data for 24 months after you close your account, then delete it." in words(html)
    assert "Account data is kept for 14 days instead of 30" in html


def test_what_a_vendor_says_stands_on_its_page_in_the_words_of_the_terminal(site: httpx.Client) -> None:
    said = site.get("/api/v1/vendors/brightlamp/privacy-policy/practices").json()["practices"]
    shown = words(page(site, "/vendors/brightlamp"))
    assert [gist(one) for one in said if gist(one) not in shown] == []
    assert "kept: 10 years; as long as the law demands" in shown


def test_a_fold_tells_who_gets_data_not_what_is_done_with_it(site: httpx.Client) -> None:
    sharing, retention, _ = re.findall(r'<span class="gist">([^<]+)</span>', page(site, "/vendors/brightlamp"))
    assert "service providers" in sharing.split(", ")
    assert not {"share", "transfer", "sell"} & set(sharing.split(", "))
    assert retention.startswith("24 months ")


def test_a_change_shows_its_findings_first_and_leads_to_their_place_in_the_text(site: httpx.Client) -> None:
    html = page(site, "/changes/brightlamp/privacy-policy:6")
    assert html.index("2 findings") < html.index("The text")
    assert "We <del>do not</del> sell your personal data" in html
    assert "We <ins>may</ins> sell your personal data" in html
    for place in re.findall(r'<a href="(#p\d+)">In the text</a>', html):
        assert f'id="{place[1:]}"' in html
    assert len(re.findall(r'class="badge" href="#f\d"', html)) == 2
    assert "unchanged passages" in html


def test_a_change_can_be_read_in_one_column(site: httpx.Client) -> None:
    html = page(site, "/changes/brightlamp/privacy-policy:6?view=unified")
    assert "<del>14 days</del> <ins>24 months</ins>" in html


def test_a_moved_passage_is_shown_as_moved_at_both_places(tmp_path: Path) -> None:
    path = filled(tmp_path)
    contact = "Write to us at the harbour office whenever you have a question about any of this."
    rest = "".join(
        f"## Part {n}\n\nThis part says something about matter number {n} and nothing else.\n\n" for n in range(9)
    )
    with open_store(path) as db:
        add_version(db, "orchard-locks/privacy-policy", f"# Policy\n\n{contact}\n\n{rest}", NOW - timedelta(days=9))
        add_version(db, "orchard-locks/privacy-policy", f"# Policy\n\n{rest}\n{contact}\n", NOW - timedelta(days=8))
    with asking(tmp_path) as client:
        html = page(client, "/changes/orchard-locks/privacy-policy:3")
    target = re.search(r'moved to <a href="#(p\d+)">', html)
    assert target is not None
    assert "moved here from" in html[html.index(f'id="{target[1]}"') :][:200]


def test_changes_lead_to_the_earlier_and_the_later_one(site: httpx.Client) -> None:
    html = page(site, "/changes/brightlamp/privacy-policy:3")
    assert 'rel="prev" href="/changes/brightlamp/privacy-policy:2"' in html
    assert 'rel="next" href="/changes/brightlamp/privacy-policy:4"' in html


def test_any_two_versions_can_be_compared(site: httpx.Client) -> None:
    html = page(site, "/changes/brightlamp/privacy-policy:6?from=1")
    assert "Version 1 to version 6" in html
    assert "Our delivery company receives your postal address." in html


def test_what_it_said_on_a_day_is_the_version_in_force(site: httpx.Client) -> None:
    answer = site.get("/vendors/brightlamp/privacy-policy/at", params={"date": "2025-01-01"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/vendors/brightlamp/privacy-policy/versions/3?on=2025-01-01"
    assert "14 days" in page(site, answer.headers["location"])


def test_what_changed_between_two_days_is_judged_over_all_versions_between(site: httpx.Client) -> None:
    between = "/vendors/brightlamp/privacy-policy/between"
    answer = site.get(between, params={"since": "2025-01-01", "until": "2026-12-31"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/changes/brightlamp/privacy-policy:6?from=3")
    turned = site.get(between, params={"since": "2026-12-31", "until": "2025-01-01"})
    assert turned.headers["location"] == answer.headers["location"], "the order of the days does not matter"
    html = page(site, answer.headers["location"])
    assert "judged now, over all changes between" in html
    assert "We may sell your personal data to advertising partners" in words(html)
    assert "Add to the record" not in html  # nobody was told of it, and nobody can review it


def test_between_two_days_with_the_same_words_is_that_text(site: httpx.Client) -> None:
    between = "/vendors/brightlamp/privacy-policy/between"
    same = site.get(between, params={"since": "2025-01-01", "until": "2025-01-02"})
    assert same.headers["location"] == "/vendors/brightlamp/privacy-policy/versions/3?on=2025-01-01"
    assert site.get(between, params={"since": "2025-01-01"}).status_code == 400


def test_a_version_is_served_word_for_word(site: httpx.Client) -> None:
    answer = site.get("/vendors/brightlamp/privacy-policy/versions/1/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("# Brightlamp Privacy Policy\n\n")


def test_all_changes_are_listed_newest_first_and_can_be_narrowed_down(site: httpx.Client) -> None:
    listed = re.findall(r'href="/changes/([^"?]+:\d+)"', page(site, "/changes"))
    assert listed[:2] == ["brightlamp/privacy-policy:6", "northpost/privacy-policy:2"]
    assert re.findall(r'href="/changes/([^"?]+:\d+)"', page(site, "/changes?verdict=undecided")) == [
        "northpost/privacy-policy:2"
    ]


def test_changes_can_be_narrowed_down_to_the_vendors_with_a_tag(site: httpx.Client) -> None:
    html = page(site, "/changes?tag=travel")
    assert set(re.findall(r'href="/changes/([^"?]+):\d+"', html)) == {"fernweh-maps/privacy-policy"}
    assert '<option value="travel" selected>' in html
    assert "No change fits." in page(site, "/changes?tag=nobody")


def test_without_tags_the_changes_have_no_choice_of_tags(tmp_path: Path) -> None:
    open_store(store_at(tmp_path)).close()
    with asking(tmp_path) as client:
        assert 'name="tag"' not in page(client, "/changes")


def test_search_finds_what_no_longer_stands_and_says_so(site: httpx.Client) -> None:
    html = page(site, "/search?q=analytics+provider")
    assert "Fernweh Maps" in html
    assert "stood from" in html
    assert re.search(r"<mark>analytics</mark>", html)


def test_the_form_of_a_search_keeps_what_was_asked_for(site: httpx.Client) -> None:
    html = page(site, "/search?q=analytics+provider&vendor=brightlamp&at=2026-01-02")
    assert '<option value="brightlamp" selected>' in html
    assert 'value="analytics provider"' in html
    assert 'value="2026-01-02"' in html


def test_search_folds_the_earlier_wordings_of_a_passage_under_the_newest(site: httpx.Client) -> None:
    html = page(site, "/search?q=account+data+close")
    folded = re.search(r"<details>(.*?)</details>", html, re.DOTALL)
    assert folded is not None
    assert "24 months" in html[: folded.start()]
    assert "2 earlier wordings" in words(folded[1])
    assert "14 days" in words(folded[1])
    assert "30 days" in words(folded[1])


def test_search_as_of_a_date_leaves_out_what_came_later(site: httpx.Client) -> None:
    assert "0 passages" in page(site, "/search?q=%22advertising+partners%22&at=2025-01-01")


def test_status_shows_blind_documents_and_dead_deliveries(site: httpx.Client) -> None:
    html = words(page(site, "/status"))
    assert "the server answered 403" in html
    assert "the mail server refused the address" in html
    assert "Try again" in html


def test_status_speaks_plainly(site: httpx.Client) -> None:
    html = words(page(site, "/status"))
    assert "Daemon running looked for due checks" in html
    assert "longer than 2 days" in html
    assert "given up" in html
    assert re.search(r"\b(ticks|blind|dead|pending)\b", html) is None


def test_a_dead_delivery_can_be_tried_again_by_a_form_of_ours_only(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with asking(tmp_path) as client:
        html = page(client, "/status?deliveries=dead")
        action = re.search(r'action="(/status/deliveries/\d+/retry)"', html)
        token = re.search(r'name="form_token" value="([^"]+)"', html)
        assert action is not None
        assert token is not None
        assert client.post(action[1], data={"form_token": "forged"}).status_code == 403
        assert client.post(action[1], data={"form_token": token[1]}).status_code == 303
    with open_store(path) as db:
        assert db.value("SELECT count(*) FROM deliveries WHERE status = 'pending'") == 1


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/vendors/brightlamb", 404),
        ("/changes/brightlamp/privacy-policy:99", 404),
        ("/changes/brightlamp/privacy-policy:1", 404),
        ("/changes/brightlamp/privacy-policy:99999999999999999999", 404),
        ("/nowhere", 404),
        ("/?topic=colours", 400),
        ("/search?q=a&at=yesterday", 400),
        ("/changes?cursor=%2Fetc", 400),
        ("/changes?cursor=WzEsMiwzXQ", 400),
        ("/changes?cursor=" + "W1tb" * 5_000, 400),  # lists in lists
        ("/vendors/brightlamp/privacy-policy/at", 400),
        ("/vendors/brightlamp/privacy-policy/at?date=1999-01-01", 404),
    ],
)
def test_what_cannot_be_answered_is_said_on_a_page(site: httpx.Client, address: str, code: int) -> None:
    answer = site.get(address)
    assert answer.status_code == code
    assert '<p class="prose">' in answer.text


def test_an_unknown_vendor_is_told_the_near_name(site: httpx.Client) -> None:
    assert "did you mean" in site.get("/vendors/brightlamb").text


def test_a_page_that_did_not_change_is_not_sent_again(site: httpx.Client) -> None:
    first = site.get("/vendors/brightlamp/privacy-policy/versions/1")
    again = site.get("/vendors/brightlamp/privacy-policy/versions/1", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_without_a_store_pages_say_so_and_the_log_says_why(tmp_path: Path) -> None:
    filled(tmp_path)
    store_at(tmp_path).write_bytes(b"not a database, but long enough to be read as one" * 100)
    with asking(tmp_path) as client:
        answer = client.get("/")
    assert answer.status_code == 503
    assert "store cannot be read" in answer.text


def test_a_change_that_somebody_looked_at_is_no_longer_asked_for(tmp_path: Path) -> None:
    filled(tmp_path)
    address = "/changes/northpost/privacy-policy:2"
    with asking(tmp_path) as client:
        token = re.search(r'name="form_token" value="([^"]+)"', page(client, address))
        assert token is not None
        form = {"form_token": token[1], "action": "acknowledged", "by": "A. Example"}
        assert client.post(f"{address}/reviews", data={**form, "by": " "}).status_code == 400
        assert client.post(f"{address}/reviews", data={**form, "action": "assigned"}).status_code == 400
        assert client.post(f"{address}/reviews", data={**form, "form_token": "forged"}).status_code == 403
        assert "needs a reader" in page(client, "/")
        assert f'href="{address}"' in page(client, "/changes?review=open")
        assert client.post(f"{address}/reviews", data=form).headers["location"] == f"{address}#reviews"
        assert f'href="{address}"' not in page(client, "/changes?review=open")
        assert f'href="{address}"' in page(client, "/changes")
        assert "Looked at by A. Example, 1 June 2026" in words(page(client, address))
        assert "needs a reader" not in page(client, "/")


def test_the_evidence_pack_is_one_file_that_checks_itself(site: httpx.Client, tmp_path: Path) -> None:
    answer = site.get("/vendors/brightlamp/evidence.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert "brightlamp-evidence-2026-06-01.zip" in answer.headers["content-disposition"]
    (tmp_path / "pack.zip").write_bytes(answer.content)
    shutil.unpack_archive(tmp_path / "pack.zip", tmp_path)
    pack = tmp_path / "brightlamp-evidence-2026-06-01"
    checked = subprocess.run([sys.executable, "verify.py"], cwd=pack, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert answer.headers["x-manifest-sha256"] in checked.stdout


@pytest.mark.parametrize("wanted", ["bytes=0-10", "bytes=99999999-", "bytes=5-2", "lines=1-2"])
def test_the_evidence_pack_leaves_nothing_behind_and_comes_whole_whatever_part_is_asked_for(
    site: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    answer = site.get("/vendors/Brightlamp/evidence.zip", headers={"range": wanted})
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert pack.testzip() is None
    assert list((tmp_path / "temporary").iterdir()) == []


def test_many_findings_are_folded_behind_the_first_ones(tmp_path: Path) -> None:
    sentences = [f"We give item {n} to partner {n}." for n in range(20)]
    findings = [
        Finding(
            category=Category.SHARING,
            rule="sharing.added",
            direction=Direction.LESS_PROTECTIVE,
            reason=f"partner {n} is new",
            section="",
            old=None,
            new=sentence,
        )
        for n, sentence in enumerate(sentences)
    ]
    with open_store(filled(tmp_path)) as db:
        text = "# Policy\n\n" + "\n\n".join(sentences)
        add_version(db, "orchard-locks/privacy-policy", text, NOW, judged("", text, findings))
    with asking(tmp_path) as client:
        html = page(client, "/changes/orchard-locks/privacy-policy:2")
    assert "8 further findings" in html
    assert html.count('<a href="#p') == 20


def test_a_bug_of_ours_is_an_answer_with_all_its_headers_and_a_traceback_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    filled(tmp_path)
    app = app_of(tmp_path, health=lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    serving = serve(app, "127.0.0.1", 0)
    try:
        page_answer, probe_answer = (httpx.get(serving.url + path) for path in ("status", "healthz"))
    finally:
        serving.stop()
    assert (page_answer.status_code, probe_answer.status_code) == (500, 500)
    assert "fault of clausewatch" in page_answer.text
    assert page_answer.headers["content-security-policy"]
    assert probe_answer.headers["content-type"] == "application/problem+json"
    assert "ZeroDivisionError" in caplog.text


def test_a_port_that_another_program_holds_is_named_and_no_socket_is_left_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port, before = other.getsockname()[1], len(list(Path("/proc/self/fd").iterdir()))
        with pytest.raises(ConfigError) as caught:
            serve(Starlette(), "127.0.0.1", port)
        assert f"cannot listen at 127.0.0.1, port {port}" in caught.value.faults[0].problem
        assert len(list(Path("/proc/self/fd").iterdir())) == before
