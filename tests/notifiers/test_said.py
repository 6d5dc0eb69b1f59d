"""What others say in an alert is told in the language of the message, and what they can say is known there."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.resources import files

import pytest

from monitor.check import guarded
from monitor.compare.capture_rules import RULES as RULES_OF_TWO
from monitor.decide import deadlines, pins
from monitor.decide.troubles import TROUBLES
from monitor.errors import NO_ANSWER
from monitor.judge import compare_texts
from monitor.model import AlertKind, Verdict
from notifiers.lexicon import LANGUAGES, lexicon
from notifiers.render import House
from notifiers.said import law, said, unreached
from scrapers.extract import extract_page
from tests.compare.test_suspect import BROKEN, LONG, suspected
from tests.support.alerts import PIN, SHARING, alarm, change, judgement, pinned, worded
from tests.support.storing import version

OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("advice", sorted({trouble.advice for trouble in TROUBLES.values()} - {""}))
def test_what_to_do_is_told_in_every_language(advice: str, language: str) -> None:
    assert said(advice, lexicon(language)) != advice
    assert said(advice, lexicon("en")) == advice


RULES = tomllib.loads(files("scrapers").joinpath("rules/captures.toml").read_text("utf-8"))["rules"]
PAGES = ("", "<p>Our garden has roses.</p>" * 200, "<html><body><p>We process personal data of all", "&lt;/p>" * 40)
FRAMED = '<iframe src="https://legal.example/privacy"></iframe>'
FOREIGN = (
    FRAMED,
    "<p>Wir geben die Daten der Kunden nicht an Dritte.</p>" * 40,
    "<p>個人情報を第三者に提供しません。</p>" * 80,
)
PROBLEMS = (
    {rule["message"] for rule in RULES}
    | {extract_page(html).capture.reason for html in PAGES}
    | {extract_page(html, language="en").capture.reason for html in FOREIGN}
)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("problem", [*sorted(PROBLEMS), "Connection refused"])
def test_what_a_page_shows_instead_is_told_in_every_language(problem: str, language: str) -> None:
    assert said(problem, lexicon(language)) != problem


@pytest.mark.parametrize("language", OTHERS)
def test_how_documents_fail_in_an_outage_is_told_in_every_language(language: str) -> None:
    kinds = [f"{words} ({count})" for count, words in enumerate(NO_ANSWER.values(), start=2)]
    told = unreached(f"{', '.join(kinds)}; orbit.example: Connection refused", lexicon(language))
    assert not [words for words in NO_ANSWER.values() if words in told]
    assert all(f"({count})" in told for count in range(2, 2 + len(kinds)))
    assert "; orbit.example: " in told
    assert not told.endswith("Connection refused")


def test_an_address_that_was_found_stands_in_the_sentence() -> None:
    advice = "It may have moved: clausewatch found a policy at https://a.example/p; if that is right, set url to it."
    assert "unter https://a.example/p gefunden" in said(advice, lexicon("de"))


FATES = [
    ("We sell no data. We keep it.", "We may sell data unless you object. We keep it."),
    ("We keep data for 30 days here.", "We keep data for 90 days here."),
    ("We keep all data in Norway for you.", "We hold all data in Norway for you."),
    ("We keep all data in Norway for you.", "Nothing of that is said here."),
]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(("old", "new"), FATES)
def test_what_became_of_a_pinned_clause_is_told_in_every_language(old: str, new: str, language: str) -> None:
    heading = "# Privacy\n\n"
    (found,) = pins.changed((old.split(". ")[0],), heading + old, heading + new)
    told = said(found.reason, lexicon(language))
    assert told != found.reason
    assert "pinned" not in told
    assert " it " not in told


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "text",
    ["", "You may object to changes within 30 days.", "You may object to changes until they take effect."],
)
def test_whose_period_for_objecting_it_is_is_told_in_every_language(text: str, language: str) -> None:
    old, new = version(1, "Old words."), version(2, f"New words. {text}", effective_date=date(2027, 1, 1))
    found = deadlines.deadlines(old, new, contract_days=None if text else 14)
    assert found.objection_reason
    assert said(found.objection_reason, lexicon(language)) != found.objection_reason


def not_judged() -> set[str]:
    """Every reason that there is for not judging a change, from changes that were not."""
    lamps = "\n\n".join(f"Lamp number {number} has a brass foot and burns for hours." for number in range(20))
    broken = [(LONG, text) for text in (*BROKEN.values(), lamps)]
    reasons = {suspected(*texts) for old, new in broken for texts in ((old, new), (new, old))}
    of_rules = {rule.reason.format(side="new") for rule in RULES_OF_TWO if rule.reason}
    polish = "Nie przekazujemy danych osobowych innym firmom, chyba że wymaga tego prawo. " * 9
    first, second = version(1, "Old."), version(2, "New.")
    faulty = guarded.judged(first, second, lambda _old, _new: 1 // 0)  # type: ignore[arg-type, return-value]
    return {*filter(None, reasons), *of_rules, compare_texts(polish, polish[:-9]).note, faulty.note}


@pytest.mark.parametrize("language", OTHERS)
def test_why_a_change_was_not_judged_is_told_in_every_language(language: str) -> None:
    words, reasons = lexicon(language), not_judged()
    told = {reason: said(reason, words) for reason in reasons}
    assert not [reason for reason, words in told.items() if words == reason]
    assert not [one for one in told.values() if re.search(r"\b(old|new|the|was)\b", one)]


def test_the_note_of_a_message_is_in_its_language() -> None:
    noted = judgement(verdict=Verdict.UNDECIDED, note="not read: language pl")
    told = worded(change(judgement=noted), medium="log", house=House(language="de")).text
    assert "Hinweis: nicht gelesen: Sprache pl\n" in told


@pytest.mark.parametrize(
    ("language", "cited"),
    [
        ("en", ["GDPR Art. 13(1)(c) and (d)", "GDPR Art. 13(2)(a)", "GDPR Recital 26"]),
        ("de", ["Art. 13 Abs. 1 lit. c und d DSGVO", "Art. 13 Abs. 2 lit. a DSGVO", "DSGVO Recital 26"]),
        ("fr", ["RGPD, art. 13, § 1, c et d", "RGPD, art. 13, § 2, a", "RGPD Recital 26"]),
        ("es", ["RGPD, art. 13.1.c y d", "RGPD, art. 13.2.a", "RGPD Recital 26"]),
    ],
)
def test_a_law_is_cited_as_in_its_language(language: str, cited: list[str]) -> None:
    sources = ("GDPR Art. 13(1)(c) and (d)", "GDPR Art. 13(2)(a)", "GDPR Recital 26")
    assert [law(source, lexicon(language)) for source in sources] == cited


def test_what_is_not_known_stays_as_it_is() -> None:
    assert said("the server sent a picture of a cat", lexicon("de")) == "the server sent a picture of a cat"


def test_a_german_message_is_german_but_for_what_only_the_rules_and_the_page_say() -> None:
    house = House(language="de")
    told = worded(alarm(AlertKind.BLIND, advice="Look at the page in a browser."), medium="email", house=house).text
    assert "Was zu tun ist: Sehen Sie sich die Seite in einem Browser an." in told
    assert "(Art. 13 Abs. 1 lit. e DSGVO)" in worded(change(SHARING), medium="email", house=house).text
    assert "The pinned words differ" in worded(pinned(PIN), medium="email").text
    assert (
        "unterscheiden sich hierin: Zahlen oder Zeitr\u00e4ume."
        in worded(pinned(PIN), medium="email", house=house).text
    )
