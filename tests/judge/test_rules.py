"""Every rule of reading is run on its own sentences; a rule without sentences, meaning or source is a fault."""

from __future__ import annotations

import re

import pytest

from monitor.compare.segment import segment
from monitor.judge.reading.folding import fold
from monitor.judge.reading.lexicon import rules
from monitor.judge.reading.openings import NUMBER, needed, openings
from monitor.judge.reading.policy import read_segments
from monitor.judge.reading.vocabulary import Rule, Vocabulary, cue_pattern

# Topics whose rules are read as practices: their sentences go through the whole reader. The words of every other topic
# only have to be found.
READ = {"sharing", "collecting", "retention", "legal_basis", "transfers"}
RULES = {f"{rule.language or 'any'}:{rule.id}": rule for rule in rules()}


def finds(rule: Rule, sentence: str) -> bool:
    if rule.topic in READ:
        return rule.id in {practice.rule for practice in read_segments(segment(sentence), rule.language)}
    return bool(Vocabulary(rule.language, {rule.topic: [rule]}).find(rule.topic, fold(sentence)))


def test_no_two_rules_of_a_language_share_an_id() -> None:
    assert len(RULES) == len(rules())


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_what_it_means_and_where_it_comes_from(name: str) -> None:
    rule = RULES[name]
    assert rule.means
    assert rule.source
    assert rule.cues
    assert rule.trips, "a rule needs a sentence that trips it"
    assert rule.spares, "a rule needs a sentence that must not"


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_tripped_by_its_sentences_and_spares_the_others(name: str) -> None:
    rule = RULES[name]
    assert [sentence for sentence in rule.trips if not finds(rule, sentence)] == []
    assert [sentence for sentence in rule.spares if finds(rule, sentence)] == []


@pytest.mark.parametrize("name", RULES)
def test_every_cue_is_a_pattern_and_its_openings_are_told(name: str) -> None:
    for cue in RULES[name].cues:
        assert re.compile(cue_pattern(cue))
        assert openings(cue)


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("shar(e|es|ing)", {"share ", "shares ", "sharing "}),
        ("(third party |our )*partners?", {"third ", "our ", "partner ", "partners "}),
        ("we", {"we "}),
        ("ip address", {"ip "}),
        ("(?=x)ads?", {"ads ", "ad "}),
        (r"prosecut\w+", {"prosecut"}),
        (r"\d+ years", {NUMBER}),
        (".+ing", {""}),
    ],
)
def test_openings_are_the_first_word_or_its_first_letters(cue: str, expected: set[str]) -> None:
    assert openings(cue) == expected


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("shar(e|es)", []),
        ("opt out( of| from)? (~ )?(sales?|sharing)", [{"out "}, {"sale ", "sales ", "sharing "}]),
        ("(third party |our )*partners?", [{"partner ", "partners "}]),
        ("(within|in) [^.;]{1,12} days?", [{"day ", "days "}]),
        ("tell (~ )?(?=with|on)", [{"with", "on"}]),
        (r"keep (~ )?\d+ years", [{NUMBER}, {"years "}]),
        ("do (?!not )", []),
    ],
)
def test_a_cue_needs_a_word_of_each_part_that_it_cannot_do_without(cue: str, expected: list[set[str]]) -> None:
    assert list(map(set, needed(cue))) == expected


@pytest.mark.parametrize("name", RULES)
def test_a_cue_is_found_wherever_its_pattern_stands(name: str) -> None:
    """The words that are asked for first must not hide a match."""
    rule = RULES[name]
    pattern = re.compile(rf"(?<!\w)(?=[^\W_])(?:{'|'.join(map(cue_pattern, rule.cues))})(?:(?<!\w)|(?!\w))")
    vocabulary = Vocabulary(rule.language, {rule.topic: [rule]})
    for sentence in map(fold, (*rule.trips, *rule.spares)):
        found = [(mention.start, mention.end) for mention in vocabulary.find(rule.topic, sentence)]
        assert found == [match.span() for match in pattern.finditer(sentence)]


def test_words_are_looked_up_once_and_not_kept_without_end() -> None:
    rule = next(rule for rule in rules("en") if rule.id == "sharing.share")
    vocabulary = Vocabulary("en", {rule.topic: [rule]})
    for number in range(35):
        vocabulary.words(" ".join(f"w{number}x{other}" for other in range(1000)))
    assert len(vocabulary.known) < 34_000
    assert vocabulary.codes(rule.topic, "we share your data") == (rule.code,)
