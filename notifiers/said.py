"""What others say in English within an alert, in the language of the message where it is known. Pure.

A finding carries which sentence its reason is and what it names, and `monitor.sentences` has that in each language.
What is wrong with a page and what to do is told by the English sentence itself, as in gettext (`said` in words/en.toml
has them word for word): it is found far from any alert, stored with checks and states, and may be a server's own words.
tests/notifiers/test_said.py makes each where it comes from.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

from monitor.model import Finding, Sentence, Term
from monitor.sentences import sentence_in
from notifiers.escape import one_line
from notifiers.lexicon import ENGLISH, Lexicon

_PLACE = re.compile(r"\\{(\w+)\\}")  # as re.escape leaves it
_CITED = re.compile(r"GDPR Art\. (?P<article>\d+)\((?P<paragraph>\d+)\)(?P<points>\([a-z]\)(?: and \([a-z]\))*)")
_POINT = re.compile(r"\((\w)\)")


def reason(finding: Finding, words: Lexicon) -> str:
    """Why a finding is told; in English where another version stored it, without a sentence or with one of its own."""
    if words is not ENGLISH and finding.sentence is not None:
        with suppress(KeyError):
            return sentence_in(words.code, _plain(finding.sentence))
    return one_line(finding.reason)


def _plain(sentence: Sentence) -> Sentence:
    """Without what a page may hide in names; the no-break spaces of the sentence itself stay."""
    named = {
        place: tuple(Term(kind, one_line(code)) for kind, code in terms) for place, terms in sentence.named.items()
    }
    return Sentence(sentence.key, named)


def said(text: str, words: Lexicon) -> str:
    """The sentence in that language; as it is where it is none of those known. A host may stand before a problem."""
    if words is ENGLISH:
        return text
    for key, pattern in _sentences():
        if found := pattern.fullmatch(text):
            return words.say(key, **_in_places(found.groupdict(), words))
    host, colon, problem = text.partition(": ")
    told = said(problem, words) if colon and " " not in host else problem
    return text if told == problem else f"{host}{words.say('mark.colon')} {told}"


def _in_places(values: dict[str, str], words: Lexicon) -> dict[str, str]:
    """What stands in the places of a sentence; of some it is a sentence or a word of the same list."""
    if "parts" in values:
        values["parts"] = words.listed(said(part, words) for part in values["parts"].split(" and in "))
    return values | {place: said(values[place], words) for place in ("side", "problem") if place in values}


def unreached(text: str, words: Lexicon) -> str:
    """How many documents fail in which way in an outage, and the words of one of them."""
    kinds, _, example = text.partition("; ")
    host, _, problem = example.partition(": ")
    if not problem:
        return said(text, words)
    return f"{', '.join(said(kind, words) for kind in kinds.split(', '))}; {host}: {said(problem, words)}"


def law(source: str, words: Lexicon) -> str:
    """A rule's source as it is cited in that language: "Art. 13 Abs. 1 lit. c und d DSGVO"."""
    cited = _CITED.fullmatch(source)
    if words is ENGLISH or not cited:
        return source.replace(ENGLISH.say("law.gdpr"), words.say("law.gdpr"))
    points = words.listed(words.say("law.point", point=point) for point in _POINT.findall(cited["points"]))
    return words.say("law.cited", article=cited["article"], paragraph=cited["paragraph"], points=points)


@cache
def _sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = ((key, value) for key, value in ENGLISH.words.items() if key.startswith("said."))
    return tuple((key, re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(value)))) for key, value in known)
