"""Which captures become versions: edits are recorded, passing breakage and flaps are not."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from benchmarks.recorder import Recorder
from monitor.confirm import Observation, observe
from monitor.model import Capture, CaptureKind, Page, fingerprint
from tests.pages import BODY, RETENTION, page

START = datetime(2024, 5, 1, 12, tzinfo=UTC)
LINES = tuple(f"Lumenwick keeps record number {number} of your account for {number} months." for number in range(40))
POLICY = "\n\n".join(LINES)
EDITED = POLICY.replace("for 7 months", "for 9 months")


def seen(text: str, *, language: str = "en", updated: date | None = None) -> Page:
    capture = Capture(kind=CaptureKind.POLICY, reason="The page holds running text about personal data.")
    return Page(text=text, capture=capture, language=language, updated_date=updated)


def broken() -> Page:
    return Page(text="", capture=Capture(kind=CaptureKind.BOT_WALL, reason="The page asks for proof."))


class Watch:
    """One source, looked at every so many hours; its memory goes through JSON as it does in the store."""

    def __init__(self) -> None:
        self.memory: dict[str, Any] = {}
        self.at = START

    def look(self, now: Page, *, hours: float = 6) -> Observation:
        self.at += timedelta(hours=hours)
        memory, observation = observe(self.memory, now, self.at)
        self.memory = json.loads(json.dumps(memory))
        return observation


@pytest.fixture
def watch() -> Watch:
    started = Watch()
    assert started.look(seen(POLICY)).kind == "first"
    return started


def test_the_first_policy_is_recorded_at_once_and_nothing_else() -> None:
    new = Watch()
    assert new.look(broken()).kind == "suspect"
    first = new.look(seen(POLICY))
    assert (first.kind, first.text) == ("first", POLICY)


def test_the_same_words_in_other_clothes_are_unchanged(watch: Watch) -> None:
    assert watch.look(seen(POLICY.replace(" keeps", ", KEEPS"))).kind == "unchanged"


def test_an_edit_is_recorded_by_a_prompt_second_look_and_dated_by_the_first(watch: Watch) -> None:
    assert watch.look(seen(EDITED)).kind == "pending"
    first_sight = watch.at
    new = watch.look(seen(EDITED), hours=0.1)
    assert (new.kind, new.text, new.since, new.returns_to_fingerprint) == ("new", EDITED, first_sight, None)


def test_an_edit_first_seen_under_a_clock_that_ran_ahead_is_recorded_when_it_has_lasted_since(watch: Watch) -> None:
    stated, ahead = date(2024, 4, 1), timedelta(days=3650)
    watch.look(seen(POLICY + f"\n\n{RETENTION}", updated=stated))
    watch.look(seen(POLICY + f"\n\n{RETENTION}", updated=stated))
    edited = seen(EDITED + f"\n\n{RETENTION}", updated=stated)  # under the same date it has to last
    watch.at += ahead
    assert watch.look(edited).kind == "pending"
    watch.at -= ahead
    assert watch.look(edited).kind == "pending"
    set_right = watch.at
    new = watch.look(edited)
    assert (new.kind, new.since) == ("new", set_right)


def test_a_page_that_never_settles_is_reported_although_the_clock_once_ran_ahead(watch: Watch) -> None:
    watch.at += timedelta(days=3650)
    assert watch.look(seen(f"{POLICY}\n\nNews of today: {RETENTION}")).kind == "pending"
    watch.at -= timedelta(days=3650)
    kinds = {watch.look(seen(f"{POLICY}\n\nNews of day {day}: {RETENTION}"), hours=24).kind for day in range(14)}
    assert kinds == {"pending"}
    told = [watch.look(seen(f"{POLICY}\n\nNews of evening {day}: {RETENTION}"), hours=24) for day in range(3)]
    assert told[-1].kind == "suspect"
    assert "No text has lasted" in told[-1].reason


def test_the_memory_of_a_page_that_never_rests_does_not_grow(watch: Watch) -> None:
    def rewritten(words: str) -> Page:
        return seen(
            "\n\n".join(line.replace("keeps", words) if place < 9 else line for place, line in enumerate(LINES))
        )

    for number in range(90):  # a text that stays, one that comes and goes, and one that was on record before
        stays, goes, before = rewritten(f"holds {number} times"), rewritten(f"loses {number} times"), seen(POLICY)
        for shown, hours in ((stays, 1), (stays, 400), (goes, 1), (stays, 1), (before, 1), (before, 400)):
            watch.look(shown, hours=hours)
    assert {len(watch.memory[name]) for name in ("recent", "came", "flaps", "returns")} == {20}


def test_a_breakage_between_two_looks_does_not_lose_the_candidate(watch: Watch) -> None:
    watch.look(seen(EDITED))
    assert watch.look(broken()).kind == "suspect"
    assert watch.look(seen(EDITED)).kind == "new"


def test_a_text_seen_once_is_no_version(watch: Watch) -> None:
    assert watch.look(seen(EDITED)).kind == "pending"
    assert watch.look(seen(POLICY)).kind == "unchanged"
    assert watch.look(seen(EDITED)).kind == "pending"
    again = watch.look(seen(EDITED), hours=0.1)
    assert (again.kind, "came and went" in again.reason) == ("pending", True)
    assert watch.look(seen(EDITED), hours=48).kind == "new"


def test_a_return_to_an_earlier_text_has_to_last_and_is_named(watch: Watch) -> None:
    watch.look(seen(EDITED))
    watch.look(seen(EDITED))
    assert watch.look(seen(POLICY)).kind == "pending"
    assert watch.look(seen(POLICY)).kind == "pending"
    back = watch.look(seen(POLICY), hours=72)
    assert (back.kind, back.returns_to_fingerprint) == ("new", fingerprint(POLICY))


def test_a_rewrite_has_to_be_there_at_the_next_regular_check(watch: Watch) -> None:
    rewritten = "\n\n".join(line.replace("record", "file") for line in LINES)  # so does another region's text
    watch.look(seen(rewritten))
    assert watch.look(seen(rewritten), hours=0.1).kind == "pending"
    assert watch.look(seen(rewritten)).kind == "new"


def test_a_text_that_lost_nearly_everything_is_suspect_for_days(watch: Watch) -> None:
    rest = "Lumenwick cares about your personal data and will tell you more here soon."
    watch.look(seen(rest))
    assert [watch.look(seen(rest)).kind for _ in range(4)] == ["suspect"] * 4
    assert watch.look(seen(rest), hours=24 * 8).kind == "new"


def test_another_language_is_suspect_and_never_a_version(watch: Watch) -> None:
    assert [watch.look(seen(EDITED, language="fr")).kind for _ in range(5)] == ["suspect"] * 5


def test_a_text_that_states_an_older_date_has_to_last() -> None:
    dated = Watch()
    dated.look(seen(POLICY, updated=date(2024, 4, 1)))
    dated.look(seen(EDITED, updated=date(2023, 4, 1)))
    assert dated.look(seen(EDITED, updated=date(2023, 4, 1)), hours=0.1).kind == "pending"
    assert dated.look(seen(EDITED, updated=date(2023, 4, 1))).kind == "new"


def test_an_edit_that_leaves_the_stated_date_has_to_be_there_at_the_next_regular_check() -> None:
    dated = Watch()
    dated.look(seen(POLICY, updated=date(2024, 4, 1)))
    dated.look(seen(EDITED, updated=date(2024, 4, 1)))
    assert dated.look(seen(EDITED, updated=date(2024, 4, 1)), hours=0.1).kind == "pending"
    assert dated.look(seen(EDITED, updated=date(2024, 4, 1))).kind == "new"


def test_an_edit_with_a_newer_date_does_not_have_to_wait() -> None:
    dated = Watch()
    dated.look(seen(POLICY, updated=date(2024, 4, 1)))
    dated.look(seen(EDITED, updated=date(2024, 5, 1)))
    assert dated.look(seen(EDITED, updated=date(2024, 5, 1)), hours=0.1).kind == "new"


def test_a_return_in_nearly_all_that_is_new_is_a_return_too(watch: Watch) -> None:
    american = POLICY.replace("record", "file")
    watch.look(seen(american))
    watch.look(seen(american))
    british = POLICY.replace("for 7 months", "for 9 months")  # and one word that was never there
    watch.look(seen(british))
    assert watch.look(seen(british)).kind == "pending"
    assert watch.look(seen(british), hours=48).kind == "new"


def test_a_page_that_returned_before_has_to_last_much_longer(watch: Watch) -> None:
    for text, days in ((EDITED, 1), (POLICY, 3), (EDITED, 3)):
        watch.look(seen(text))
        last = watch.look(seen(text), hours=24 * days)
    assert last.kind == "pending"
    assert watch.look(seen(EDITED), hours=24 * 5).kind == "new"


def test_a_return_that_says_something_new_as_well_waits_two_days_however_often_the_page_returned(watch: Watch) -> None:
    american = POLICY.replace("record", "file")
    for text in (american, POLICY, american):
        watch.look(seen(text))
        watch.look(seen(text), hours=24 * 14)
    news = POLICY + "\n\nLumenwick sells the records of your account to Quarrymoss, an advertiser."
    watch.look(seen(news))
    assert watch.look(seen(news), hours=47).kind == "pending"
    assert watch.look(seen(news), hours=1).kind == "new"


def test_a_new_fact_is_recorded_at_once_however_often_the_page_returned(watch: Watch) -> None:
    for text in (EDITED, POLICY, EDITED, POLICY):
        watch.look(seen(text))
        watch.look(seen(text), hours=24 * 14)
    news = POLICY + "\n\nLumenwick sells the records of your account to Quarrymoss, an advertiser."
    watch.look(seen(news))
    assert watch.look(seen(news), hours=0.1).kind == "new"


def test_a_candidate_that_is_edited_does_not_start_to_wait_again() -> None:
    dated = Watch()
    dated.look(seen(POLICY, updated=date(2024, 4, 1)))
    added = POLICY + "\n\nLumenwick sells the records of your account to Quarrymoss, an advertiser."
    edited = added.replace("for 7 months", "for 9 months")
    dated.look(seen(added, updated=date(2024, 4, 1)))
    first_sight = dated.look(seen(edited, updated=date(2024, 4, 1)))
    assert first_sight.kind == "pending"
    new = dated.look(seen(edited, updated=date(2024, 4, 1)), hours=0.1)
    assert (new.kind, new.since) == ("new", dated.at - timedelta(hours=0.1))


def test_a_restless_page_has_to_last_longer_and_longer(watch: Watch) -> None:
    for number in range(3):
        watch.look(seen(POLICY.replace("for 5 months", f"for {90 + number} months")))
        watch.look(seen(POLICY))
    watch.look(seen(EDITED))
    assert watch.look(seen(EDITED)).kind == "pending"
    assert watch.look(seen(EDITED), hours=72).kind == "new"


def test_a_page_that_never_settles_is_reported() -> None:
    never = Watch()
    never.look(seen(POLICY))
    variants = [POLICY.replace("record", f"file{number}") for number in range(3)]
    kinds = [never.look(seen(variants[turn % 3]), hours=24).kind for turn in range(20)]
    assert kinds == ["pending"] * 15 + ["suspect"] * 5
    assert never.look(seen(POLICY)).kind == "unchanged"
    assert never.look(seen(variants[0])).kind == "pending"


def test_small_lines_that_rotate_are_learnt_and_edits_still_found(watch: Watch) -> None:
    def rotating(value: int, text: str = POLICY) -> Page:
        return seen(text + f"\n\nOnline now: {value} people")

    counted = Watch()
    counted.look(rotating(41))
    assert counted.look(rotating(57)).kind == "pending"
    assert counted.look(rotating(63)).kind == "unchanged"
    assert [counted.look(rotating(value)).kind for value in (70, 81, 99)] == ["unchanged"] * 3
    assert counted.look(rotating(12, EDITED)).kind == "pending"
    assert counted.look(rotating(13, EDITED)).kind == "new"


def test_a_table_of_contents_that_comes_and_goes_is_no_change() -> None:
    body = "# Sharing\n\n" + POLICY
    watched = Watch()
    watched.look(seen(body))
    assert watched.look(seen("- Sharing\n\n" + body)).kind == "unchanged"


def test_a_table_of_contents_below_the_text_is_no_change_either() -> None:
    body = "# Sharing\n\n" + POLICY
    watched = Watch()
    watched.look(seen(body))
    assert watched.look(seen(body + "\n\n- Sharing")).kind == "unchanged"


@pytest.mark.parametrize("numbered", ["# 2. Sharing", "# 2.1 Sharing", "# (ii) Sharing", "# b) Sharing", "2. Sharing"])
def test_numbers_before_a_line_are_no_change(numbered: str) -> None:
    watched = Watch()
    watched.look(seen("# Sharing\n\n" + POLICY))
    assert watched.look(seen(numbered + "\n\n" + POLICY)).kind == "unchanged"


def test_numbers_that_say_something_are_a_change() -> None:
    watched = Watch()
    watched.look(seen(POLICY + "\n\n30 days after that we delete them."))
    assert watched.look(seen(POLICY + "\n\n90 days after that we delete them.")).kind == "pending"


def test_the_memory_stays_small(watch: Watch) -> None:
    for number in range(25):
        text = "\n\n".join(f"{line} Part {number}-{part}." for part in range(15) for line in LINES) + f" {number}"
        watch.look(seen(text))
        watch.look(seen(text), hours=24 * 20)
    assert len(json.dumps(watch.memory)) < 7000


def test_the_recorder_holds_what_the_daemon_would_have_on_record() -> None:
    recorder = Recorder()
    wall = "<html><body><p>Just a moment... checking your browser</p></body></html>"
    assert recorder.observe(wall, time="2024-05-01T00:00:00Z") is None
    first = recorder.observe(page(BODY), time="2024-05-01T06:00:00Z")
    assert first is not None
    assert recorder.observe(wall, time="2024-05-01T12:00:00Z") == first
    second = recorder.observe(page(BODY.replace("ninety", "sixty")), time="2024-05-01T18:00:00Z")
    assert second == first.replace(RETENTION, RETENTION.replace("ninety", "sixty"))
