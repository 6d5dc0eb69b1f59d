"""A newer extractor reads what is stored anew, without an alert; changes are compared like with like from then on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard

from monitor.check.sight import read
from monitor.decide import confirm
from monitor.judge import RULES_VERSION
from monitor.model import Origin, Outcome, Page, Snapshot, SourceDocument, fingerprint
from monitor.upgrade import reread_is_due, upgrade, upgrade_first
from scrapers.extract import EXTRACTOR
from store import checks, judgements, outbox, practices, sources, versions
from store.history import Hooks, Record, take_over
from tests.support.policies import DENIAL, PARTNERS, policy_page
from tests.support.ticking import Bench
from tests.support.watching import Watch, gardenbell, snapshot

KEY = "gardenbell/privacy-policy"
DAY = timedelta(days=1)


def recorded_by_an_older_extractor(watch: Watch, *, other_words: bool) -> None:
    """A first record as an older extractor would have left it: with its number, and perhaps with other words."""
    watch.check()
    with watch.db() as db, db.transaction():
        db.execute("UPDATE versions SET extractor = ?", (EXTRACTOR - 1,))
        if other_words:
            db.execute("UPDATE versions SET fingerprint = ?", (fingerprint("Shop, Partners, and the policy"),))


def test_another_text_of_the_same_capture_is_a_technical_upgrade_and_told_to_nobody(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    recorded_by_an_older_extractor(watch, other_words=True)
    with watch.db() as db:
        assert versions.outdated(db, EXTRACTOR) == [KEY]
        assert upgrade(watch.source, db)
        assert versions.outdated(db, EXTRACTOR) == []
        upgraded = versions.get(db, KEY, 2)
        assert upgraded.technical_upgrade
        assert upgraded.extractor == EXTRACTOR
        assert versions.snapshots_of(db, KEY, 2) == versions.snapshots_of(db, KEY, 1)
        assert outbox.list_deliveries(db) == []
        assert practices.read_up_to(db, KEY) == (2, RULES_VERSION)
        assert not upgrade(watch.source, db)
    assert watch.check(after=DAY).outcome is Outcome.UNCHANGED


def imported(watch: Watch, text: str) -> None:
    """A history that another program recorded, the day before the watch begins."""
    record = Record(
        service="Gardenbell",
        terms_type="Privacy Policy",
        recorded_at=watch.now - DAY,
        reference=b"1",
        read=lambda: text,
    )
    with watch.db() as db:
        take_over(db, [record], now=watch.now, hooks=Hooks())


def test_the_first_reading_after_an_imported_history_is_recorded_and_told_to_nobody(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page(PARTNERS))
    imported(watch, "Home Products Contact Privacy We never sell personal data. © Gardenbell")
    assert watch.check().outcome is Outcome.NEW_VERSION
    watch.serve = lambda _url: policy_page(f"{PARTNERS}</p><p>We sell your address to data brokers.")
    assert [check.outcome for check in watch.checks(2, every=DAY)] == [Outcome.PENDING, Outcome.NEW_VERSION]
    with watch.db() as db:
        (delivery,) = outbox.list_deliveries(db)
        assert judgements.latest(db, KEY, 2) is not None
    assert (delivery.alert.old_version, delivery.alert.new_version) == (2, 3)


def test_a_history_that_is_imported_during_the_first_fetch_stands_before_it(tmp_path: Path) -> None:
    def serve(_url: str) -> str:
        if len(watch.asked) == 1:
            imported(watch, "Gardenbell never sells personal data.")
        return policy_page()

    watch = Watch(tmp_path, serve)
    assert watch.check().outcome is Outcome.NEW_VERSION
    with watch.db() as db:
        assert [version.origin for version in versions.summaries(db, KEY)] == [Origin.IMPORTED, Origin.WATCHED]


@pytest.mark.parametrize("other_words", [True, False])
def test_a_check_that_comes_in_between_is_not_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other_words: bool
) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    recorded_by_an_older_extractor(watch, other_words=other_words)

    def read_slowly(source: SourceDocument, captures: Sequence[Snapshot], *, on_record: str | None) -> Page:
        watch.check(after=DAY)
        return read(source, captures, on_record=on_record)

    with monkeypatch.context() as slow, watch.db() as db:
        slow.setattr("monitor.upgrade.read", read_slowly)
        assert not upgrade(watch.source, db)
        assert sources.state(db, KEY).checked_at == watch.now
        assert versions.count(db, KEY) == 1


def read_otherwise_and_pruned(watch: Watch) -> None:
    """A first record by an older extractor, which took the menu for the policy, and whose capture is gone."""
    watch.check()
    with watch.db() as db:
        text = versions.get(db, KEY, 1).text
        older = "Shop Partners\n\nWe sell bells and never personal data.\n\n" + text.replace(DENIAL, "")
        memory = dict(sources.state(db, KEY).memory)
        page = replace(read(watch.source, [snapshot(policy_page())]), text=older)
        memory["confirm"] = confirm.rebase(memory["confirm"], page, watch.now)
        sources.save(db, replace(sources.state(db, KEY), memory=memory))
        text_id = db.insert("blobs", blob_of(older))
        db.execute(
            "UPDATE versions SET extractor = ?, fingerprint = ?, text_id = ?",
            (EXTRACTOR - 1, fingerprint(older), text_id),
        )
        db.execute("UPDATE blobs SET data = NULL WHERE id IN (SELECT content_id FROM snapshots)")
        assert not upgrade(watch.source, db)
        assert not sources.state(db, KEY).validators


def blob_of(text: str) -> dict[str, object]:
    content = text.encode()
    return {"sha256": sha256(content).digest(), "data": zstandard.compress(content), "base_id": None, "depth": 0}


def test_a_page_that_is_the_same_is_read_anew_where_its_capture_is_gone(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page(), headers=(("etag", '"1"'),))
    read_otherwise_and_pruned(watch)
    check = watch.check(after=DAY)
    assert (check.outcome, check.version) == (Outcome.UNCHANGED, 2)
    watch.serve = lambda _url: policy_page(PARTNERS)
    assert [check.outcome for check in watch.checks(2, every=DAY)] == [Outcome.PENDING, Outcome.NEW_VERSION]
    with watch.db() as db:
        assert versions.get(db, KEY, 2).technical_upgrade
        assert DENIAL in versions.get(db, KEY, 2).text
        assert versions.has_captures(db, KEY, 2)
        (delivery,) = outbox.list_deliveries(db)
    assert (delivery.alert.old_version, delivery.alert.new_version) == (2, 3)


def test_the_first_reading_by_a_newer_extractor_of_a_page_that_looks_otherwise_is_told_to_nobody(
    tmp_path: Path,
) -> None:
    """Nobody can say whether the vendor or the reader is behind what differs; it is judged, and on record."""
    watch = Watch(tmp_path, lambda _url: policy_page())
    read_otherwise_and_pruned(watch)
    watch.serve = lambda _url: policy_page(token="another visitor")
    outcomes = [check.outcome for check in watch.checks(3, every=DAY)]
    assert Outcome.NEW_VERSION in outcomes
    with watch.db() as db:
        [check] = [check for check in checks.recent(db, KEY, 9) if check.outcome is Outcome.NEW_VERSION]
        assert "told to nobody" in check.detail
        assert judgements.latest(db, KEY, 2) is not None
        assert outbox.list_deliveries(db) == []
    watch.serve = lambda _url: policy_page(PARTNERS)
    watch.checks(2, every=DAY)
    with watch.db() as db:
        (delivery,) = outbox.list_deliveries(db)
    assert (delivery.alert.old_version, delivery.alert.new_version) == (2, 3)


def test_the_same_words_on_another_page_need_no_version_and_are_remembered_as_read(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    recorded_by_an_older_extractor(watch, other_words=False)
    with watch.db() as db:
        db.execute("UPDATE blobs SET data = NULL WHERE id IN (SELECT content_id FROM snapshots)")
    watch.serve = lambda _url: policy_page(token="another visitor")
    assert watch.check(after=DAY).outcome is Outcome.UNCHANGED
    watch.serve = lambda _url: policy_page(PARTNERS)
    watch.checks(2, every=DAY)
    with watch.db() as db:
        assert [delivery.alert.new_version for delivery in outbox.list_deliveries(db)] == [2]


def test_a_bug_in_reading_what_is_stored_keeps_nobody_from_watching(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    recorded_by_an_older_extractor(watch, other_words=True)

    def fail(*_: object) -> Page:
        raise ZeroDivisionError

    monkeypatch.setattr("monitor.upgrade.read", fail)
    with watch.db() as db:
        upgrade_first(watch.source, db)
    assert "could not be read anew" in caplog.text


def test_what_is_due_is_upgraded_before_it_is_checked(tmp_path: Path) -> None:
    bench = Bench(tmp_path, [gardenbell()])
    with bench.work() as work:
        bench.tick_until(work, lambda: bench.done, what="the first check")
        with bench.db() as db:
            db.execute("UPDATE versions SET extractor = ?, fingerprint = 'other'", (EXTRACTOR - 1,))
        bench.now += DAY * 2
        bench.tick_until(work, lambda: len(bench.done) == 2, what="the second check")
    with bench.db() as db:
        assert versions.get(db, KEY, 2).technical_upgrade
        assert [check.outcome for check in bench.done] == [Outcome.FIRST_RECORD, Outcome.UNCHANGED]


def test_the_same_words_by_a_newer_extractor_are_no_version(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    recorded_by_an_older_extractor(watch, other_words=False)
    with watch.db() as db:
        assert not upgrade(watch.source, db)
        assert versions.count(db, KEY) == 1


def test_a_change_after_an_upgrade_is_compared_with_the_upgraded_text(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    recorded_by_an_older_extractor(watch, other_words=True)
    with watch.db() as db:
        upgrade(watch.source, db)
    watch.serve = lambda _url: policy_page(PARTNERS)
    assert [check.outcome for check in watch.checks(2, every=DAY)] == [Outcome.PENDING, Outcome.NEW_VERSION]
    with watch.db() as db:
        (delivery,) = outbox.list_deliveries(db)
    assert (delivery.alert.old_version, delivery.alert.new_version) == (2, 3)


def test_selectors_that_the_operator_edits_are_applied_to_what_is_stored_and_told_to_nobody(tmp_path: Path) -> None:
    html = policy_page(f"{DENIAL}</p><p class='ours'>{PARTNERS}")
    watch = Watch(tmp_path, lambda _url: html)
    watch.check()
    watch.source = gardenbell(remove=(".ours", ".gone"))
    with watch.db() as db:
        assert reread_is_due(watch.source, sources.state(db, KEY))
        assert upgrade(watch.source, db)
        state = sources.state(db, KEY)
        assert not reread_is_due(watch.source, state)
        assert state.memory["warnings"] == ["remove: '.gone' matches nothing on the page"]
        assert PARTNERS not in versions.get(db, KEY, 2).text
        assert not upgrade(watch.source, db)
    html = html.replace("Served by", "Served today by")
    assert watch.check(after=DAY).outcome is Outcome.UNCHANGED
    html = html.replace("This policy says", "This notice says")
    assert [check.outcome for check in watch.checks(2, every=DAY)] == [Outcome.PENDING, Outcome.NEW_VERSION]
    with watch.db() as db:
        assert outbox.list_deliveries(db) == []


def test_selectors_that_leave_nothing_of_the_policy_make_no_version(tmp_path: Path) -> None:
    watch = Watch(tmp_path, lambda _url: policy_page())
    watch.check()
    watch.source = gardenbell(remove=("body",))
    with watch.db() as db:
        assert not upgrade(watch.source, db)
        assert versions.count(db, KEY) == 1


def test_selectors_edited_before_a_page_changes_are_still_applied_to_the_text_on_record(tmp_path: Path) -> None:
    html = policy_page(f"{DENIAL}</p><p class='ours'>{PARTNERS}")
    watch = Watch(tmp_path, lambda _url: html)
    watch.check()
    watch.source = gardenbell(remove=(".ours",))
    html = html.replace("This policy says", "This notice says")
    assert watch.check(after=DAY).outcome is Outcome.PENDING
    with watch.db() as db:
        assert upgrade(watch.source, db)
    assert [check.outcome for check in watch.checks(2, every=DAY)] == [Outcome.NEW_VERSION, Outcome.UNCHANGED]
    with watch.db() as db:
        assert outbox.list_deliveries(db) == []
        assert versions.get(db, KEY, 2).technical_upgrade
