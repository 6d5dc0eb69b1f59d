"""Why a new text may be none, and how long it has to last: breakage, variants, copies that lag behind."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.support.looking import EDITED, LINES, POLICY, Looks, looked_at_once, seen


@pytest.fixture
def watch() -> Looks:
    return looked_at_once()


def test_a_return_to_an_earlier_text_has_to_last_and_is_named(watch: Looks) -> None:
    watch.look(seen(EDITED))
    watch.look(seen(EDITED))
    assert watch.look(seen(POLICY)).kind == "pending"
    assert watch.look(seen(POLICY)).kind == "pending"
    back = watch.look(seen(POLICY), hours=72)
    assert (back.kind, back.reason) == ("new", "The words returned to an earlier version.")


def test_a_return_that_only_takes_words_out_has_to_last_too(watch: Looks) -> None:
    longer = f"{POLICY}\n\nLumenwick sells the records of your account to Quarrymoss, an advertiser."
    assert [watch.look(seen(longer)).kind for _ in range(2)] == ["pending", "new"]
    assert [watch.look(seen(POLICY)).kind for _ in range(2)] == ["pending", "pending"]
    assert watch.look(seen(POLICY), hours=72).reason == "The words returned to an earlier version."


def test_a_rewrite_has_to_be_there_at_the_next_regular_check(watch: Looks) -> None:
    rewritten = "\n\n".join(line.replace("record", "file") for line in LINES)  # so does another region's text
    watch.look(seen(rewritten))
    assert watch.look(seen(rewritten), hours=0.1).kind == "pending"
    assert watch.look(seen(rewritten)).kind == "new"


def test_a_text_that_lost_nearly_everything_is_suspect_for_days(watch: Looks) -> None:
    rest = "Lumenwick cares about your personal data and will tell you more here soon."
    watch.look(seen(rest))
    assert [watch.look(seen(rest)).kind for _ in range(4)] == ["suspect"] * 4
    assert watch.look(seen(rest), hours=24 * 8).kind == "new"


def test_a_text_that_states_an_older_date_has_to_last() -> None:
    dated = Looks()
    dated.look(seen(POLICY, updated=date(2024, 4, 1)))
    dated.look(seen(EDITED, updated=date(2023, 4, 1)))
    doubted = dated.look(seen(EDITED, updated=date(2023, 4, 1)), hours=0.1)
    assert (doubted.kind, "an older date (2023-04-01)" in doubted.reason) == ("pending", True)
    assert dated.look(seen(EDITED, updated=date(2023, 4, 1))).kind == "new"


def test_an_edit_that_leaves_the_stated_date_has_to_be_there_at_the_next_regular_check() -> None:
    dated = Looks()
    dated.look(seen(POLICY, updated=date(2024, 4, 1)))
    dated.look(seen(EDITED, updated=date(2024, 4, 1)))
    assert dated.look(seen(EDITED, updated=date(2024, 4, 1)), hours=0.1).kind == "pending"
    assert dated.look(seen(EDITED, updated=date(2024, 4, 1))).kind == "new"


def test_an_edit_with_a_newer_date_does_not_have_to_wait() -> None:
    dated = Looks()
    dated.look(seen(POLICY, updated=date(2024, 4, 1)))
    dated.look(seen(EDITED, updated=date(2024, 5, 1)))
    assert dated.look(seen(EDITED, updated=date(2024, 5, 1)), hours=0.1).kind == "new"


def test_a_return_in_nearly_all_that_is_new_is_a_return_too(watch: Looks) -> None:
    american = POLICY.replace("record", "file")
    watch.look(seen(american))
    watch.look(seen(american))
    british = POLICY.replace("for 7 months", "for 9 months")  # and one word that was never there
    watch.look(seen(british))
    assert watch.look(seen(british)).kind == "pending"
    assert watch.look(seen(british), hours=48).kind == "new"


def test_an_edit_that_brings_some_earlier_lines_back_is_no_return(watch: Looks) -> None:
    american = POLICY.replace("record", "file")
    watch.look(seen(american))
    watch.look(seen(american))
    some = [*LINES[:10], *(line.replace("record", "dossier") for line in LINES[10:20]), *american.split("\n\n")[20:]]
    watch.look(seen("\n\n".join(some)))
    assert watch.look(seen("\n\n".join(some)), hours=0.1).kind == "new"


def test_a_page_that_returned_twice_has_to_last_for_two_weeks(watch: Looks) -> None:
    for text, days in ((EDITED, 1), (POLICY, 3), (EDITED, 9)):
        watch.look(seen(text))
        assert watch.look(seen(text), hours=24 * days).kind == "new"
    watch.look(seen(POLICY))
    assert watch.look(seen(POLICY), hours=24 * 13).kind == "pending"
    assert watch.look(seen(POLICY), hours=24).kind == "new"


def test_a_page_that_returned_before_has_to_last_much_longer(watch: Looks) -> None:
    for text, days in ((EDITED, 1), (POLICY, 3), (EDITED, 3)):
        watch.look(seen(text))
        last = watch.look(seen(text), hours=24 * days)
    assert last.kind == "pending"
    assert watch.look(seen(EDITED), hours=24 * 5).kind == "new"


def test_a_return_that_says_something_new_as_well_waits_two_days_however_often_the_page_returned(watch: Looks) -> None:
    american = POLICY.replace("record", "file")
    for text in (american, POLICY, american):
        watch.look(seen(text))
        watch.look(seen(text), hours=24 * 14)
    news = POLICY + "\n\nLumenwick sells the records of your account to Quarrymoss, an advertiser."
    watch.look(seen(news))
    assert watch.look(seen(news), hours=47).kind == "pending"
    assert watch.look(seen(news), hours=1).kind == "new"


def test_a_new_fact_is_recorded_at_once_however_often_the_page_returned(watch: Looks) -> None:
    for text in (EDITED, POLICY, EDITED, POLICY):
        watch.look(seen(text))
        watch.look(seen(text), hours=24 * 14)
    news = POLICY + "\n\nLumenwick sells the records of your account to Quarrymoss, an advertiser."
    watch.look(seen(news))
    assert watch.look(seen(news), hours=0.1).kind == "new"


def test_a_restless_page_has_to_last_longer_and_longer(watch: Looks) -> None:
    for number in range(3):
        watch.look(seen(POLICY.replace("for 5 months", f"for {90 + number} months")))
        watch.look(seen(POLICY))
    watch.look(seen(EDITED))
    assert watch.look(seen(EDITED)).kind == "pending"
    assert watch.look(seen(EDITED), hours=72).kind == "new"


def test_words_that_are_taken_out_are_an_edit_and_no_return(watch: Looks) -> None:
    shorter = "\n\n".join(LINES[:-1])
    watch.look(seen(shorter))
    assert watch.look(seen(shorter), hours=0.1).kind == "new"


@pytest.mark.parametrize(("times", "hours"), [(1, 20), (2, 80)])
def test_words_that_came_and_went_have_to_last_longer_each_time(watch: Looks, times: int, hours: int) -> None:
    for text in (EDITED, POLICY) * times:
        watch.look(seen(text))
    watch.look(seen(EDITED))
    assert watch.look(seen(EDITED), hours=hours - 1).kind == "pending"
    assert watch.look(seen(EDITED), hours=1).kind == "new"


def flap_twice(watch: Looks) -> None:
    for number in range(2):
        watch.look(seen(POLICY.replace("for 5 months", f"for {90 + number} months")))
        watch.look(seen(POLICY))


def test_every_change_of_a_page_that_went_to_and_fro_twice_has_to_last(watch: Looks) -> None:
    flap_twice(watch)
    watch.look(seen(EDITED))
    told = watch.look(seen(EDITED), hours=19)
    assert (told.kind, "to and fro 2 times" in told.reason) == ("pending", True)
    assert watch.look(seen(EDITED), hours=1).kind == "new"


def test_a_page_that_has_come_to_rest_for_a_month_is_believed_at_once_again(watch: Looks) -> None:
    flap_twice(watch)
    assert watch.look(seen(POLICY), hours=24 * 30).kind == "unchanged"
    watch.look(seen(EDITED))
    assert watch.look(seen(EDITED), hours=0.1).kind == "new"


def return_once(watch: Looks) -> None:
    for text in (EDITED, POLICY):
        watch.look(seen(text))
        assert watch.look(seen(text), hours=24 * 3).kind == "new"


def lasts_two_days(watch: Looks) -> bool:
    """Whether a return is recorded after two days."""
    watch.look(seen(EDITED))
    kinds = (watch.look(seen(EDITED), hours=47).kind, watch.look(seen(EDITED), hours=1).kind)
    return kinds == ("pending", "new")


def test_a_page_that_returned_long_ago_is_no_page_of_variants(watch: Looks) -> None:
    return_once(watch)
    assert watch.look(seen(POLICY), hours=24 * 90).kind == "unchanged"
    assert lasts_two_days(watch)


def test_a_return_under_a_clock_that_ran_ahead_is_no_recent_one_for_years(watch: Looks) -> None:
    ahead = timedelta(days=3650)
    watch.at += ahead
    return_once(watch)
    watch.at -= ahead
    for _ in range(2):
        assert watch.look(seen(POLICY), hours=24 * 90).kind == "unchanged"
    assert lasts_two_days(watch)
