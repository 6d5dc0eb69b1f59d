"""Who a statement names as recipient: kinds, companies by name, and where in the sentence they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.judge.statements import Statement
from monitor.model import Recipient

# A name that no list holds: capitalised words that end in a company form.
FORM = (
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|SE|B\.?V|N\.?V|S\.?A\.?S?|SARL|S\.?à\.?r\.?l|S\.?L|Corp|Corporation|Co|PLC|"
    r"plc|LLP|Pty|Oy|AB|ApS|A/S|SpA|S\.p\.A|K\.K|UAB|Pte|d\.o\.o)\b\.?"
)
_MAYBE_COMPANY = re.compile(rf"[ ,]{FORM}")  # cheap: most sentences hold none
COMPANY = re.compile(rf"(?:[a-z]?[A-Z0-9][\w&'’.\-]*[ ,]{{1,2}}){{1,5}}(?:\([A-Z][\w ]+\) )?{FORM}")
# ... or that stand where a recipient stands ("our software provider, Audio Analytic", "sent to HockeyApp").
_INTRODUCED = re.compile(
    r"(?:\b(?:with|to|via|called|named|namely|as|including|e\.g\.,?|like|avec|à|chez|par|notamment|comme|con|[Ss]ociété|empresa|"
    r"(?:operated|hosted|provided|powered|processed|managed|run|set|placed|supplied|offered) by)|"
    r"(?:provider|partner|processor|vendor|company)s?(?:,| -| \()|affiliated company|parent company|holding company)"
    r"\s+(?P<name>[A-Z][\w&.\-]*\w(?: (?:[A-Z][\w&.\-]*\w))*)(?=[\s,.;:)]|$)"
)
# ... or that are an entry of a list, with what they do in brackets ("Tinderbrook (surveys)").
_ENTRY = re.compile(r"[*\s]*(?P<name>[A-Z][\w&.\-]*\w(?: [A-Z][\w&.\-]*\w){0,2}) \((?=[a-z]|[A-Z]{2,3} )")
_MAYBE_NAME = re.compile(r"\s[A-Z]")
# Capitalised words of policies that name nobody.
_LISTED = (
    "personal data information services service platform site website app user users you your we our us third "
    "party parties privacy policy notice statement terms european union eu eea uk usa gdpr ccpa article art "
    "device devices account customer customers content cookie cookies law laws state states company group product "
    "products application january february march april may june july august september october november december "
    "internet ip api sdk i it this the commission court authority directive regulation section part http www ai "
    "agreement if please for in on when section sections clause appendix annex exhibit to with whom know access "
    "delete correct opt consent disclosure sharing analytics advertising marketing performance functionality "
    "functional security safety feedback support research statistics preferences personalization personalisation "
    "measurement other visitors members customers clients institution institutions safari chrome firefox edge opera "
    "provide comply protect prevent improve operate perform enforce process deliver manage respond fulfill maintain "
    "pci dss windows mac macos linux android flash html5 true california swedish blog "
)
_GENERIC = frozenset(_LISTED.split())


_BRACKETS_REACH = 40  # characters


@dataclass(frozen=True, slots=True)
class Named:
    """A recipient and where it stands in the statement."""

    recipient: Recipient
    start: int
    end: int


def find_recipients(statement: Statement) -> list[Named]:
    """Kinds and names, from left to right. The vendor itself ("us") is among them, as kind "us"."""
    found = [Named(Recipient(kind=m.rule.code), m.start, m.end) for m in statement.find("recipients")]
    names = [
        Named(Recipient(kind=m.rule.code, name=_name(statement.raw, m.start, m.end)), m.start, m.end)
        for m in statement.find("names")
    ]
    companies = [
        Named(Recipient(kind="company", name=match[0].strip(" ,.")), match.start(), match.end())
        for match in (COMPANY.finditer(statement.raw) if _MAYBE_COMPANY.search(statement.raw) else ())
    ]
    known = _without_overlaps([*names, *companies], ())
    known += _without_overlaps(_introduced(statement), [*known, *found])
    known = [_with_country(one, statement) for one in known]
    return sorted([*known, *_without_overlaps(found, known)], key=lambda named: named.start)


def _introduced(statement: Statement) -> list[Named]:
    if statement.rules.language == "de" or not _MAYBE_NAME.search(statement.raw):  # German capitalises every noun
        return []
    entry = _ENTRY.match(statement.raw, statement.own) if statement.own else None
    introduced = [
        match
        for match in (*_INTRODUCED.finditer(statement.raw), *((entry,) if entry else ()))
        if not is_generic(re.findall(r"\w+", match["name"])) and not _begins(statement, match)
    ]
    if not introduced:  # most sentences: then no place need be looked for
        return []
    places = [*statement.find("countries"), *statement.find("places"), *statement.find("safeguards")]
    return [
        Named(Recipient(kind="company", name=match["name"]), match.start("name"), match.end("name"))
        for match in introduced
        if not any(place.start < match.end("name") and match.start("name") < place.end for place in places)
    ]


def is_generic(words: Iterable[str]) -> bool:
    """Whether one of the words, though capitalised, is none of a company's name."""
    return not _GENERIC.isdisjoint(word.casefold() for word in words)


def _begins(statement: Statement, match: re.Match[str]) -> bool:
    """Whether the "name" is but the first word of a list entry, in capitals as the first words of sentences are."""
    end = match.end("name")
    alone = not statement.raw[statement.own : match.start("name")].strip() and " " not in match["name"]
    return alone and statement.raw[end : end + 2].strip().islower()


def _with_country(one: Named, statement: Statement) -> Named:
    """A company with the country in brackets behind it: "Google LLC (USA)"."""
    behind = statement.find("countries", one.end, one.end + _BRACKETS_REACH)
    if not behind or statement.text[one.end : behind[0].start].strip(" .") != "(":
        return one
    return Named(replace(one.recipient, country=behind[0].rule.code), one.start, one.end)


def _name(raw: str, start: int, end: int) -> str:
    return raw[start:end].strip()


def _without_overlaps(candidates: Iterable[Named], taken: Iterable[Named]) -> list[Named]:
    kept: list[Named] = []
    for one in sorted(candidates, key=lambda named: (named.start, -named.end)):
        if not any(one.start < other.end and other.start < one.end for other in (*taken, *kept)):
            kept.append(one)
    return kept
