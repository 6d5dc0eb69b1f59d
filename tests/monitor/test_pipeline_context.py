"""What a check tells beside the judgement: pinned clauses, deadlines, silent edits."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from monitor.model import Alert, PinFate, SilentEdit, Verdict
from store import outbox
from tests.support.policies import policy_page
from tests.support.watching import Watch, gardenbell

DAY = timedelta(days=1)
BELL = "The bell tells us when it rang, so that"


def told(folder: Path, before: str, after: str, **source: object) -> list[Alert]:
    """The alerts after a page changed from one to the other."""
    folder.mkdir(exist_ok=True)
    pages = iter([before, after, after])
    watch = Watch(folder, lambda _url: next(pages), source=gardenbell(**source))
    watch.checks(3, every=DAY)
    with watch.db() as db:
        return [delivery.alert for delivery in outbox.list_deliveries(db)]


def dated(page: str, day: str) -> str:
    return page.replace("</h1>", f"</h1><p>Last updated: {day}</p>", 1)


def test_a_pinned_clause_that_changes_is_told_though_no_rule_fires(tmp_path: Path) -> None:
    after = policy_page().replace(BELL, "The bell tells us when and how often it rang, so that")
    assert told(tmp_path, policy_page(), after) == []
    (alert,) = told(tmp_path / "pinned", policy_page(), after, pins=("The bell tells us when it rang",))
    assert alert.judgement is not None
    assert alert.judgement.verdict is Verdict.NOT_MATERIAL
    (pin,) = alert.pins
    assert pin.fate is PinFate.REWORDED
    assert pin.old.startswith(BELL)
    assert "how often it rang" in (pin.new or "")


def test_a_change_beside_a_pinned_clause_does_not_tell_of_it(tmp_path: Path) -> None:
    after = policy_page().replace("makes door bells", "makes loud door bells")
    assert told(tmp_path, policy_page(), after, pins=("The bell tells us when it rang",)) == []


def test_a_material_change_brings_the_days_of_the_contract_and_of_the_text(tmp_path: Path) -> None:
    after = policy_page(kept="up to fifteen years").replace(
        "</main>", "<p>You may object to changes of this policy within 30 days.</p></main>"
    )
    (alert,) = told(tmp_path, policy_page(), after, objection_days=10)
    assert alert.objection_until == date(2026, 3, 13)  # first seen on 3 March
    assert "your contract" in alert.objection_reason


def test_a_material_change_under_an_old_date_is_told_as_silent(tmp_path: Path) -> None:
    before, after = (dated(policy_page(kept=kept), "3 May 2024") for kept in ("up to ten years", "up to fifteen years"))
    (alert,) = told(tmp_path, before, after)
    assert alert.silent_edit is SilentEdit.TEXT_WITHOUT_DATE
