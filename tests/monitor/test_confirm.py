"""Which captures become versions: edits are recorded, passing breakage and flaps are not."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from benchmarks.recorder import Recorder
from monitor.decide.confirm import pause, pending_since, unsettled_since
from monitor.model import Page
from tests.support.looking import EDITED, LINES, POLICY, Looks, broken, looked_at_once, seen
from tests.support.pages import BODY, RETENTION, page


@pytest.fixture
def watch() -> Looks:
    return looked_at_once()


def test_the_first_policy_is_recorded_at_once_and_nothing_else() -> None:
    new = Looks()
    assert new.look(broken()).kind == "suspect"
    first = new.look(seen(POLICY))
    assert (first.kind, first.text) == ("first", POLICY)


def test_the_same_words_in_other_clothes_are_unchanged(watch: Looks) -> None:
    assert watch.look(seen(POLICY.replace(" keeps", ", KEEPS"))).kind == "unchanged"


def test_an_edit_is_recorded_by_a_prompt_second_look_and_dated_by_the_first(watch: Looks) -> None:
    assert watch.look(seen(EDITED)).kind == "pending"
    first_sight = watch.at
    new = watch.look(seen(EDITED), hours=0.1)
    assert (new.kind, new.text, new.since) == ("new", EDITED, first_sight)
    assert "returned" not in new.reason


def test_an_edit_first_seen_under_a_clock_that_ran_ahead_is_recorded_when_it_has_lasted_since(watch: Looks) -> None:
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


def test_a_page_that_never_settles_is_reported_although_the_clock_once_ran_ahead(watch: Looks) -> None:
    watch.at += timedelta(days=3650)
    assert watch.look(seen(f"{POLICY}\n\nNews of today: {RETENTION}")).kind == "pending"
    watch.at -= timedelta(days=3650)
    kinds = {watch.look(seen(f"{POLICY}\n\nNews of day {day}: {RETENTION}"), hours=24).kind for day in range(14)}
    assert kinds == {"pending"}
    told = [watch.look(seen(f"{POLICY}\n\nNews of evening {day}: {RETENTION}"), hours=24) for day in range(3)]
    assert told[-1].kind == "suspect"
    assert "No text has lasted" in told[-1].reason


def test_of_a_page_that_never_settles_the_part_that_moves_is_quoted(watch: Looks) -> None:
    praise = "Visitor **No. {}** writes that our records of lamps, doors and keys are kept with the greatest care ever."
    looks = [watch.look(seen(f"{POLICY}\n\n{praise.format(day)}\n\n{RETENTION} {day}"), hours=24) for day in range(17)]
    told = looks[-1]
    assert (told.kind, told.trouble) == ("suspect", "restless")
    assert f"“{praise.format(16)}”" in told.reason


def test_the_memory_of_a_page_that_never_rests_does_not_grow(watch: Looks) -> None:
    def rewritten(words: str) -> Page:
        return seen(
            "\n\n".join(line.replace("keeps", words) if place < 9 else line for place, line in enumerate(LINES))
        )

    for number in range(90):  # a text that stays, one that comes and goes, and one that was on record before
        stays, goes, before = rewritten(f"holds {number} times"), rewritten(f"loses {number} times"), seen(POLICY)
        for shown, hours in ((stays, 1), (stays, 400), (goes, 1), (stays, 1), (before, 1), (before, 400)):
            watch.look(shown, hours=hours)
    assert {len(watch.memory[name]) for name in ("recent", "came", "flaps", "returns")} == {20}


def test_a_breakage_between_two_looks_does_not_lose_the_candidate(watch: Looks) -> None:
    watch.look(seen(EDITED))
    assert watch.look(broken()).kind == "suspect"
    assert watch.look(seen(EDITED)).kind == "new"


def test_a_text_seen_once_is_no_version(watch: Looks) -> None:
    assert watch.look(seen(EDITED)).kind == "pending"
    assert watch.look(seen(POLICY)).kind == "unchanged"
    assert watch.look(seen(EDITED)).kind == "pending"
    again = watch.look(seen(EDITED), hours=0.1)
    assert (again.kind, "came and went" in again.reason) == ("pending", True)
    assert watch.look(seen(EDITED), hours=48).kind == "new"


def test_another_language_is_suspect_and_never_a_version(watch: Looks) -> None:
    assert [watch.look(seen(EDITED, language="fr")).kind for _ in range(5)] == ["suspect"] * 5


def test_a_candidate_that_is_edited_does_not_start_to_wait_again() -> None:
    dated = Looks()
    dated.look(seen(POLICY, updated=date(2024, 4, 1)))
    added = POLICY + "\n\nLumenwick sells the records of your account to Quarrymoss, an advertiser."
    edited = added.replace("for 7 months", "for 9 months")
    dated.look(seen(added, updated=date(2024, 4, 1)))
    first_sight = dated.look(seen(edited, updated=date(2024, 4, 1)))
    assert first_sight.kind == "pending"
    new = dated.look(seen(edited, updated=date(2024, 4, 1)), hours=0.1)
    assert (new.kind, new.since) == ("new", dated.at - timedelta(hours=0.1))


def test_a_candidate_that_is_edited_twice_does_not_start_to_wait_again_either() -> None:
    dated, stated = Looks(), date(2024, 4, 1)
    dated.look(seen(POLICY, updated=stated))
    added = POLICY + "\n\nLumenwick sells the records of your account to Quarrymoss, an advertiser."
    edited = added.replace("for 7 months", "for 9 months")
    again = edited.replace("for 8 months", "for 9 months")
    for text, hours in ((added, 1.0), (edited, 6.0), (again, 0.1)):
        assert dated.look(seen(text, updated=stated), hours=hours).kind == "pending"
    assert dated.look(seen(again, updated=stated), hours=0.1).kind == "new"


def test_a_text_in_doubt_is_looked_at_less_and_less_often_and_once_an_interval_at_least() -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    waited = (timedelta(0), 10 * hour, 10 * day)
    assert [pause(one, hour, day) for one in waited] == [hour, 5 * hour, day]


def test_a_page_that_never_settles_is_reported() -> None:
    never = Looks()
    never.look(seen(POLICY))
    variants = [POLICY.replace("record", f"file{number}") for number in range(3)]
    kinds = [never.look(seen(variants[turn % 3]), hours=24).kind for turn in range(20)]
    assert kinds == ["pending"] * 15 + ["suspect"] * 5
    assert never.look(seen(POLICY)).kind == "unchanged"
    assert never.look(seen(variants[0])).kind == "pending"


def test_a_look_that_met_no_policy_does_not_begin_the_wait_anew(watch: Looks) -> None:
    watch.look(seen(EDITED))
    since = unsettled_since(watch.memory)
    assert since == watch.at
    watch.look(broken())
    assert unsettled_since(watch.memory) == since


def test_small_lines_that_rotate_are_learnt_and_edits_still_found(watch: Looks) -> None:
    def rotating(value: int, text: str = POLICY) -> Page:
        return seen(text + f"\n\nOnline now: {value} people")

    counted = Looks()
    counted.look(rotating(41))
    assert [counted.look(rotating(value)).kind for value in (57, 60)] == ["pending"] * 2
    assert counted.look(rotating(63)).kind == "unchanged"
    assert [counted.look(rotating(value)).kind for value in (70, 81, 99)] == ["unchanged"] * 3
    assert counted.look(rotating(12, EDITED)).kind == "pending"
    assert counted.look(rotating(13, EDITED)).kind == "new"


def test_a_short_line_that_is_corrected_at_once_is_edited_and_not_learnt() -> None:
    edited = Looks()
    looks = [edited.look(seen(f"{POLICY}\n\nLogs: {days} days."), hours=1).kind for days in (90, 9, 30, 30, 90, 90)]
    assert looks == ["first", "pending", "pending", "new", "pending", "pending"]


def test_a_line_that_is_learnt_leaves_no_text_in_doubt() -> None:
    counted = Looks()
    for value in (41, 57, 60, 63):
        counted.look(seen(f"{POLICY}\n\nOnline now: {value} people"))
    assert pending_since(counted.memory) is None


def test_a_small_line_that_changes_every_few_days_is_edited_and_not_learnt() -> None:
    edited = Looks()
    for value in (41, 57):
        edited.look(seen(f"{POLICY}\n\nOur processor: Fernhill {value}"), hours=72)
    assert edited.look(seen(f"{POLICY}\n\nOur processor: Fernhill {value + 1}"), hours=72).kind == "pending"


def test_a_list_of_small_lines_that_all_change_is_edited_and_not_learnt() -> None:
    def partners(year: int) -> Page:
        listed = "\n\n".join(f"# Partner {number}\n\nFernhill {year * number} Ltd" for number in range(1, 8))
        return seen(f"{POLICY}\n\n{listed}")

    listed = Looks()
    listed.look(partners(2021))
    assert [listed.look(partners(year)).kind for year in (2022, 2023, 2024)] == ["pending"] * 3


def test_a_text_whose_language_cannot_be_told_is_not_in_another_one(watch: Looks) -> None:
    assert watch.look(seen(EDITED, language=None)).kind == "pending"
    assert watch.look(seen(EDITED, language=None)).kind == "new"
    assert watch.look(seen(POLICY)).kind == "pending"


def test_a_table_of_contents_that_comes_and_goes_is_no_change() -> None:
    body = "# Sharing\n\n" + POLICY
    watched = Looks()
    watched.look(seen(body))
    assert watched.look(seen("- Sharing\n\n" + body)).kind == "unchanged"


def test_a_table_of_contents_below_the_text_is_no_change_either() -> None:
    body = "# Sharing\n\n" + POLICY
    watched = Looks()
    watched.look(seen(body))
    assert watched.look(seen(body + "\n\n- Sharing")).kind == "unchanged"


@pytest.mark.parametrize("numbered", ["# 2. Sharing", "# 2.1 Sharing", "# (ii) Sharing", "# b) Sharing", "2. Sharing"])
def test_numbers_before_a_line_are_no_change(numbered: str) -> None:
    watched = Looks()
    watched.look(seen("# Sharing\n\n" + POLICY))
    assert watched.look(seen(numbered + "\n\n" + POLICY)).kind == "unchanged"


def test_numbers_that_say_something_are_a_change() -> None:
    watched = Looks()
    watched.look(seen(POLICY + "\n\n30 days after that we delete them."))
    assert watched.look(seen(POLICY + "\n\n90 days after that we delete them.")).kind == "pending"


def test_the_memory_stays_small(watch: Looks) -> None:
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
