"""A finding that most likely carries nothing is kept for whoever reads the whole change, and bothers nobody else."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from monitor.judge import compare_texts
from monitor.model import Category, Judgement
from notifiers.lexicon import LANGUAGES
from notifiers.render import House
from store import changes, judgements, layout, migrations
from store.database import open_store
from tests.support import alerts
from tests.support.alerts import worded
from tests.support.daemon import clausewatch
from tests.support.storing import KEY, NOON, acme_store, add_texts, judgement
from tests.support.web_history import add_version, judged
from tests.support.web_site import NOW, asking, filled, page

OLD = """# Privacy Policy

## Sharing

We share your personal data with our payment provider Paynest Ltd. We may also give usage statistics to the owners of
the buildings that our locks are used in.

You can choose which of your housemates see when a door was opened. Our support staff can see the log of a lock while
they help you.
"""
NEW = (
    OLD.replace("Paynest Ltd", "Paynest Ltd and with advertising partners")
    .replace("usage statistics to the owners of\nthe", "statistics on usage to the managers of")
    .replace(
        "can see the log of a lock while\nthey help you", "can look at the log of a lock while they are helping you"
    )
)
DOUBTFUL = replace(alerts.SHARING, reason="A statement changed.", old="Ask support.", new="Ask us.", doubtful=True)


def change() -> Judgement:
    return compare_texts(OLD, NEW)


def test_the_passage_that_carries_the_change_is_told_and_the_edits_around_it_are_doubtful() -> None:
    (told,) = change().told
    assert told.new is not None
    assert "advertising partners" in told.new
    assert len(change().findings) > 1
    assert change().findings[0] == told


def test_every_material_topic_is_told_by_a_finding() -> None:
    material = change().material_categories
    assert material == (Category.SHARING,)
    assert {finding.category for finding in change().told} == set(material)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_counts_doubtful_findings_and_does_not_tell_them(language: str) -> None:
    alert = alerts.change(alerts.SHARING, DOUBTFUL, DOUBTFUL)
    certain = worded(alerts.change(alerts.SHARING), medium="email", house=House(language=language)).text
    text = worded(alert, medium="email", house=House(language=language)).text
    assert DOUBTFUL.reason not in text
    (added,) = set(text.splitlines()) - set(certain.splitlines())
    assert "2" in added


def test_a_message_without_doubtful_findings_says_nothing_of_them() -> None:
    text = worded(alerts.change(alerts.SHARING, DOUBTFUL), medium="email").text
    assert "Less certain: one more passage may bear on these topics" in text
    assert "Less certain" not in worded(alerts.change(alerts.SHARING), medium="email").text


def test_a_webhook_gets_every_finding_and_which_of_them_are_doubtful() -> None:
    payload = json.loads(worded(alerts.change(alerts.SHARING, DOUBTFUL), medium="webhook").text)
    assert [finding["doubtful"] for finding in payload["judgement"]["findings"]] == [False, True]


def test_compare_shows_the_doubtful_ones_under_their_own_heading(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(OLD)
    (tmp_path / "new.md").write_text(NEW)
    shown = clausewatch("compare", "old.md", "new.md", cwd=tmp_path).stdout
    assert (
        shown.index("Paynest") < shown.index("Less certain, and not told in messages:") < shown.index("support staff")
    )


def test_the_page_of_a_change_folds_them_and_marks_them(tmp_path: Path) -> None:
    findings = [replace(alerts.SHARING, old=None, new="We give data to partners."), replace(DOUBTFUL, old=None)]
    text = "# Policy\n\nWe give data to partners.\n\nAsk us."
    with open_store(filled(tmp_path)) as db:
        add_version(db, "orchard-locks/privacy-policy", text, NOW, judged("", text, findings))
    with asking(tmp_path) as client:
        html = page(client, "/changes/orchard-locks/privacy-policy:2")
    folded = html.index("<summary>1 less certain finding</summary>")
    assert html.index("1 finding</h2>") < html.index("We give data to partners.") < folded
    assert folded < html.index("A statement changed.")


def test_lists_count_what_is_told_and_the_view_marks_the_rest(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one", "two")
        judgements.add(db, KEY, 1, 2, judgement(findings=(alerts.SHARING, DOUBTFUL)), NOON)
        (line,) = changes.list_changes(db, limit=10)
        assert line.findings == 1
        assert [row["doubtful"] for row in db.rows("SELECT doubtful FROM all_findings")] == [0, 1]


def test_a_store_from_before_is_upgraded_and_its_findings_are_not_doubtful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Migrations("clausewatch")
    for known in (migrations.m001_layout, migrations.m002_outages, migrations.m004_marks_of_headers):
        before(name=known.__name__)(known)
    with monkeypatch.context() as earlier:
        earlier.setattr(migrations, "migrations", before)
        earlier.setattr(layout, "VIEWS", tuple(view.replace("AS doubtful", "AS other") for view in layout.VIEWS))
        with acme_store(tmp_path) as db:
            add_texts(db, "one", "two")
            judgements.add(db, KEY, 1, 2, judgement(), NOON)
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:  # as the earlier program wrote it
        connection.execute("UPDATE judgements SET body = json_remove(body, '$.findings[0].doubtful')")
        connection.commit()
        assert "doubtful" not in {column.name for column in Database(connection)["all_findings"].columns}
    with open_store(tmp_path / "store.db") as db:
        assert [row["doubtful"] for row in db.rows("SELECT doubtful FROM all_findings")] == [0]
        stored = judgements.latest(db, KEY, 2)
        assert stored is not None
        assert len(stored.told) == 1
