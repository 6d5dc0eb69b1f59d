"""/metrics as Prometheus reads it: of the real daemon at work, and of a store with troubles in it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from monitor.measures import Histogram
from monitor.model import DeliveryStatus, Outcome
from store import outbox, sources
from store.database import Store, open_store
from tests.support.alerts import change
from tests.support.daemon import running_daemon, wait_until
from tests.support.policies import PARTNERS, policy_page
from tests.support.repository import REPOSITORY
from tests.support.server import Answer, Request, serve
from tests.support.web_site import NOW, asking, filled

_SAMPLE = re.compile(r'(clausewatch_[a-z_]+(?:\{[a-z]+="[a-z0-9_.+Inf]+"\})?) (-?[0-9.e+]+)')


def samples(text: str) -> dict[str, float]:
    """The values by name and label; each line that is no comment has to be one, and none may come twice."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            match = _SAMPLE.fullmatch(line)
            assert match, line
            assert match[1] not in found, line
            found[match[1]] = float(match[2])
    return found


def page_address(log: Path) -> str:
    wait_until(lambda: "The page is at" in log.read_text(), what="the page")
    address: str = re.findall(r"The page is at (http://[^\s/]+)", log.read_text())[0]
    return address


def test_a_daemon_at_work_counts_its_checks_by_outcome_and_how_long_fetching_and_judging_took(tmp_path: Path) -> None:
    html = policy_page()

    def vanishing(_request: Request) -> Answer:
        return Answer(status=404)

    with serve({"/privacy": lambda _request: Answer(body=html.encode()), "/gone": vanishing}) as server:
        config = tmp_path / "config.toml"
        config.write_text(
            'interval = "1s"\nconfirm_after = "1s"\n[web]\nport = 0\n[fetch]\nallow_private = ["127.0.0.1"]\n'
            f'spacing = "0s"\n[[vendors]]\nname = "Gardenbell"\nurl = "{server.url("/privacy")}"\n'
            f'[[vendors]]\nname = "Acorn"\nurl = "{server.url("/gone")}"\n'
        )
        with running_daemon(config), httpx.Client(timeout=30) as client:
            address = f"{page_address(tmp_path / 'daemon.log')}/metrics"

            def value(name: str) -> float:
                return samples(client.get(address).text)[f"clausewatch_{name}"]

            wait_until(lambda: value('checks_total{outcome="first_record"}') == 1, what="the first record")
            html = policy_page(PARTNERS)
            wait_until(lambda: value('checks_total{outcome="new_version"}') == 1, what="the new version")
            wait_until(lambda: value('checks_total{outcome="failed"}') >= 1, what="the failure")
            found = samples(client.get(address).text)
    assert found["clausewatch_judge_duration_seconds_count"] == 1
    assert found['clausewatch_judge_duration_seconds_bucket{le="+Inf"}'] == 1
    assert found["clausewatch_judge_duration_seconds_sum"] > 0
    checked = sum(value for name, value in found.items() if name.startswith("clausewatch_checks_total"))
    assert found["clausewatch_fetch_duration_seconds_count"] >= checked >= 4
    assert found["clausewatch_documents_failing"] == found['clausewatch_documents_in_trouble{kind="http_404"}'] == 1
    assert found["clausewatch_start_timestamp_seconds"] <= found["clausewatch_last_success_timestamp_seconds"]


def test_each_outcome_is_there_from_the_start_so_that_the_first_one_is_seen_as_a_rise(tmp_path: Path) -> None:
    filled(tmp_path)
    with asking(tmp_path) as client:
        answer = client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = samples(answer.text)
    assert found["clausewatch_up"] == 1
    assert {found[f'clausewatch_checks_total{{outcome="{outcome}"}}'] for outcome in Outcome} == {0}
    assert {f'clausewatch_deliveries{{status="{status}"}}' for status in DeliveryStatus} < found.keys()


def test_blind_and_failing_documents_and_the_last_success_come_from_the_store(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        states = sources.all_states(db)
    with asking(tmp_path) as client:
        found = samples(client.get("/metrics").text)
    assert found["clausewatch_documents"] == len(states)
    assert found["clausewatch_documents_blind"] == 1
    failing = sum(value for name, value in found.items() if name.startswith("clausewatch_documents_in_trouble"))
    assert failing == found["clausewatch_documents_failing"] == sum(state.failures > 0 for state in states)
    newest = max(state.verified_at for state in states if state.verified_at)
    assert found["clausewatch_last_success_timestamp_seconds"] == newest.timestamp()


def enqueue(db: Store, name: str, *, made: datetime, due: datetime) -> None:
    told = change(id=f"brightlamp/privacy-policy:{name}", source="brightlamp/privacy-policy", created_at=made)
    outbox.enqueue(db, told, ["dpo"], made, due={"dpo": due})


def test_the_outbox_counts_what_should_have_gone_out_and_not_what_waits_for_its_digest(tmp_path: Path) -> None:
    def of_the_outbox() -> tuple[float, float]:
        with asking(tmp_path) as client:
            found = samples(client.get("/metrics").text)
        return found["clausewatch_outbox_depth"], found["clausewatch_outbox_oldest_age_seconds"]

    filled(tmp_path)
    assert of_the_outbox() == (0, 0)
    with open_store(tmp_path / "clausewatch.db") as db:
        enqueue(db, "1", made=NOW - timedelta(days=3), due=NOW + timedelta(hours=5))
        assert of_the_outbox() == (0, 0)
        enqueue(db, "2", made=NOW - timedelta(hours=1), due=NOW - timedelta(hours=1))
        assert of_the_outbox() == (1, 3600)
        (claimed,) = outbox.claim(db, "dpo", NOW, lease=timedelta(minutes=5), limit=10)
        outbox.failed(db, claimed.id, NOW, "the mail server is away", NOW + timedelta(hours=2))
        assert of_the_outbox() == (1, 3600)
        outbox.sent(db, claimed.id, NOW)
        assert of_the_outbox() == (0, 0)


def test_a_histogram_counts_each_time_in_its_bucket_and_in_all_above() -> None:
    histogram = Histogram((0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 7.0):
        histogram.observe(seconds)
    found = histogram.distribution()
    assert (found.buckets, found.count) == ({0.1: 2, 1.0: 3}, 4)
    assert found.total == pytest.approx(7.65)


def test_what_fails_is_timed_too() -> None:
    def refuse() -> None:
        raise OSError("refused")

    histogram = Histogram((60.0,))
    with pytest.raises(OSError, match="refused"):
        histogram.timed(refuse)()
    assert histogram.distribution().count == 1


def test_rules_and_documentation_speak_of_measures_that_there_are(tmp_path: Path) -> None:
    filled(tmp_path)
    with asking(tmp_path) as client:
        served = {name.split("{")[0] for name in samples(client.get("/metrics").text)}
    rules = re.findall(r"clausewatch_[a-z_]+", (REPOSITORY / "deploy" / "alerts.yml").read_text())
    assert len(rules) >= 9
    assert set(rules) <= served
    table = (REPOSITORY / "docs" / "operations.md").read_text().split("| `clausewatch_...`")[1]
    named = {
        f"clausewatch_{name}"
        for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
        for name in re.findall(r"`([a-z_]+)", row)
    }
    assert named == {re.sub("_(bucket|sum|count)$", "", name) for name in served}
