"""What moves beside an edit does not keep it from being told: counters, paragraphs shown to every second visitor."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from monitor.decide.confirm import Observation, pending_since, unsettled_since
from tests.support.looking import LINES, POLICY, Looks, seen

SELLS = "Lumenwick sells the records of your account to Quarrymoss, an advertiser."
SHARES = "Lumenwick shares the records of your account with its affiliates for their own marketing."


def beside(line: str, value: object) -> str:
    """The policy with a line that rotates behind one of its own."""
    return POLICY.replace(LINES[20], f"{line}\n\nOnline now: {value} people")


def counted_for_days() -> Looks:
    """A page with a counter that was learnt."""
    watch = Looks()
    for value in range(40, 46):
        watch.look(seen(beside(LINES[20], value)), hours=24)
    return watch


def looked_at(watch: Looks, texts: Iterable[str], *, hours: float = 1) -> list[Observation]:
    return [watch.look(seen(text), hours=hours) for text in texts]


def kinds(looks: Iterable[Observation]) -> list[str]:
    return [look.kind for look in looks]


@pytest.mark.parametrize("edited", [SELLS, "We sell your data."])
def test_an_edit_of_the_line_before_a_counter_is_told_at_the_third_look(edited: str) -> None:
    watch = counted_for_days()
    looks = looked_at(watch, (beside(edited, value) for value in (51, 52, 53)))
    assert kinds(looks) == ["pending", "pending", "new"]
    assert looks[-1].text == beside(edited, 53)
    assert looks[-1].since == watch.at - timedelta(hours=2)


@pytest.mark.parametrize("counted", [2, 3, 4])
def test_a_line_that_goes_while_a_counter_is_learnt_is_not_taken_for_on_record(counted: int) -> None:
    watch = Looks()
    looked_at(watch, [beside(LINES[20], 40 + number) for number in range(counted)])
    shorter = [beside(LINES[20], value).replace(LINES[5], "") for value in range(50, 56)]
    assert "new" in kinds(looked_at(watch, shorter))


@pytest.mark.parametrize(("gone", "third"), [("", "new"), (LINES[30], "pending")])
def test_an_edit_beside_a_counter_is_not_believed_at_a_look_at_which_a_line_is_missing(gone: str, third: str) -> None:
    watch = Looks()
    watch.look(seen(POLICY))
    texts = [f"{SELLS}\n\n{POLICY}\n\nOnline now: {number} people" for number in range(3)]
    looks = looked_at(watch, [*texts[:2], texts[2].replace(gone, "")])
    assert kinds(looks) == ["pending", "pending", third]


def test_a_text_of_which_more_goes_at_the_next_look_waits_since_the_first() -> None:
    watch = Looks()
    watch.look(seen(beside(LINES[20], 41)))
    watch.look(seen(beside(LINES[20], 42).replace(LINES[5], "")))
    first = watch.at
    watch.look(seen(beside(LINES[20], 43).replace(LINES[5], "").replace(LINES[6], "")))
    assert pending_since(watch.memory) == first


def test_an_edit_beside_a_long_line_that_rotates_is_told() -> None:
    watch = Looks()
    praise = "Our customers write, and today it is visitor number {} who says so, that they trust us with every record."
    watch.look(seen(f"{POLICY}\n\n{praise.format(1)}"))
    looks = looked_at(watch, (f"{SELLS}\n\n{POLICY}\n\n{praise.format(number)}" for number in (2, 3, 4)))
    assert kinds(looks) == ["pending", "pending", "new"]


def test_a_long_line_that_rotates_is_no_edit_by_itself() -> None:
    watch = Looks()
    praise = "Our customers write, and today it is visitor number {} who says so, that they trust us with every record."
    texts = [f"{POLICY}\n\n{praise.format(number)}" for number in range(12)]
    assert set(kinds(looked_at(watch, texts, hours=24))[1:]) == {"pending"}


def test_an_edit_of_a_page_in_variants_is_told_without_the_variant() -> None:
    watch = Looks()
    watch.look(seen(POLICY))
    variants = itertools.cycle((POLICY, f"{POLICY}\n\n{SHARES}"))
    assert "new" not in kinds(looked_at(watch, itertools.islice(variants, 40), hours=12))
    edited = itertools.cycle((f"{SELLS}\n\n{POLICY}\n\n{SHARES}", f"{SELLS}\n\n{POLICY}"))
    looks = looked_at(watch, itertools.islice(edited, 40), hours=12)
    told = [look for look in looks if look.kind == "new"]
    assert [look.text for look in told] == [f"{SELLS}\n\n{POLICY}"]
    assert kinds(looks).index("new") <= 6, "within days, since what moves does so beside it"
    assert "suspect" not in kinds(looks)


def test_a_page_that_moves_to_and_fro_beside_an_edit_has_to_last_longer() -> None:
    watch, stated = Looks(), date(2024, 4, 1)
    watch.look(seen(POLICY, updated=stated))
    variants = itertools.cycle((f"{SELLS}\n\n{POLICY}", f"{SELLS}\n\n{POLICY}\n\n{SHARES}"))
    looks = [watch.look(seen(next(variants), updated=stated), hours=1) for _ in range(8)]
    assert kinds(looks) == ["pending"] * 8, "alone, the same date asks for five hours"
    assert "to and fro" in looks[-2].reason


def test_what_follows_an_edit_at_once_has_to_be_seen_twice_itself() -> None:
    watch = Looks()
    watch.look(seen(POLICY))
    drafts = [SELLS, f"{SELLS}\n\n{SHARES}", f"{SELLS}\n\n{SHARES}\n\nWe keep all of it for good."]
    assert kinds(looked_at(watch, (f"{draft}\n\n{POLICY}" for draft in drafts))) == ["pending"] * 3
    assert watch.look(seen(f"{drafts[-1]}\n\n{POLICY}")).kind == "new"


def test_an_edit_beside_a_counter_waits_as_long_as_its_doubts_say() -> None:
    watch, stated = Looks(), date(2024, 4, 1)
    for value in range(40, 46):
        watch.look(seen(beside(LINES[20], value), updated=stated), hours=24)
    waits = [watch.look(seen(beside(SELLS, value), updated=stated), hours=1) for value in range(50, 57)]
    assert kinds(waits) == ["pending"] * 5 + ["new", "pending"]


def test_a_page_is_looked_at_less_and_less_often_while_parts_of_it_move() -> None:
    watch = counted_for_days()
    looked_at(watch, [beside(SELLS, 51)])
    first_sight = watch.at
    looked_at(watch, [beside(SELLS, 52)], hours=0.5)
    assert pending_since(watch.memory) == first_sight


def test_what_an_earlier_clausewatch_remembers_of_a_candidate_is_taken_over() -> None:
    def waiting() -> Looks:
        watch = Looks()
        watch.look(seen(POLICY))
        watch.look(seen(f"{SELLS}\n\n{POLICY}"))
        pending = watch.memory["pending"]
        watch.memory["pending"] = {name: pending[name] for name in ("fingerprint", "since", "moving")} | {"new": []}
        return watch

    assert waiting().look(seen(f"{SELLS}\n\n{POLICY}")).kind == "new"
    other = waiting()
    assert kinds(looked_at(other, [f"{SHARES}\n\n{POLICY}"] * 2)) == ["pending", "new"]


def test_a_short_sentence_in_the_place_of_a_counter_is_told_when_it_stands_still() -> None:
    watch = counted_for_days()
    pushed = [beside(f"{LINES[20]}\n\nWe sell your data.", value) for value in range(70, 82)]
    looks = looked_at(watch, pushed, hours=12)
    told = [look.text for look in looks if look.kind == "new"]
    assert len(told) == 1
    assert told[0] is not None
    assert "We sell your data." in told[0]
    assert kinds(looks).index("new") <= 8, "within four days"


def test_that_is_so_although_the_clock_ran_ahead_when_the_sentence_came() -> None:
    watch = counted_for_days()
    pushed = [beside(f"{LINES[20]}\n\nWe sell your data.", value) for value in range(70, 82)]
    ahead = timedelta(days=3650)
    watch.at += ahead
    watch.look(seen(pushed[0]))
    watch.at -= ahead
    assert "new" in kinds(looked_at(watch, pushed[1:], hours=12))


def test_a_page_that_shows_another_text_at_every_look_is_looked_at_less_and_less_often_too() -> None:
    watch = Looks()
    watch.look(seen(POLICY))
    watch.look(seen(f"{POLICY}\n\n{SHARES}"))
    first = watch.at
    looked_at(watch, [f"{POLICY}\n\n{SHARES.replace('affiliates', f'friend number {number}')}" for number in range(9)])
    assert (unsettled_since(watch.memory), pending_since(watch.memory)) == (first, watch.at)
    watch.look(seen(POLICY))
    assert unsettled_since(watch.memory) is None


def test_a_line_that_names_the_day_makes_a_few_versions_and_not_one_a_day() -> None:
    watch = Looks()
    days = [f"{POLICY}\n\nToday is day {day} of our service." for day in range(12)]
    looks = [watch.look(seen(day), hours=hours).kind for day in days for hours in (23, 1)]
    assert looks.count("new") == 3
    assert set(looks[9:]) == {"unchanged"}
    edited = [f"{SELLS}\n\n{POLICY}\n\nToday is day {day} of our service." for day in (13, 13, 14)]
    assert kinds(looked_at(watch, edited)) == ["pending", "new", "unchanged"]


def test_a_line_that_goes_on_the_day_on_which_a_date_is_learnt_is_told() -> None:
    watch = Looks()
    for day in range(4):
        looked_at(watch, [f"{POLICY}\n\nToday is day {day} of our service."] * 2, hours=12)
    looks = looked_at(watch, [f"{POLICY.replace(LINES[5], '')}\n\nToday is day 4 of our service."] * 2, hours=12)
    assert kinds(looks) == ["pending", "new"]


def test_counters_behind_one_another_are_learnt_together() -> None:
    watch = Looks()
    texts = [f"{POLICY}\n\n{value} days\n\n{value * 7} hours\n\n{value * 11} minutes" for value in range(40, 50)]
    looks = kinds(looked_at(watch, texts))
    assert looks == ["first", "pending", "pending", *["unchanged"] * 7]
    assert kinds(looked_at(watch, (f"{SELLS}\n\n{text}" for text in texts))) == ["pending", "new", *["unchanged"] * 8]
