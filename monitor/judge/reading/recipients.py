"""Who a statement names as recipient: kinds, companies by name, and where in the sentence they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.judge.reading.labels import labelled
from monitor.judge.reading.names import FORM, bodies, companies, introduced, linked
from monitor.judge.reading.roles import in_roles
from monitor.judge.reading.statements import Statement
from monitor.model import Recipient

_BRACKETS_REACH = 40  # characters
_FORM = re.compile(rf"[ ,.]+{FORM}$", re.IGNORECASE)


@dataclass(slots=True)  # made by the thousand: frozen, it would take six times as long
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
    formed = (_company(statement, *place) for place in companies(statement.raw, statement.own))
    named = (_body(statement, found, *place) for place in bodies(statement.raw, statement.own))
    links = (_company(statement, statement.own + a, statement.own + b) for a, b in linked(statement.quote))
    known = _without_overlaps([*names, *formed, *named, *links], ())
    told = [*_labelled(statement), *_introduced(statement), *_in_roles(statement)]
    known += _without_overlaps(told, [*known, *found])
    known = [_with_country(one, statement) for one in known]
    return sorted([*known, *_without_overlaps(found, known)], key=lambda named: named.start)


def without_form(name: str) -> str:
    """A company's name without its legal form."""
    return _FORM.sub("", name)


_SPELLINGS = {
    "ltd": "limited", "inc": "incorporated", "corp": "corporation", "co": "company", "intl": "international"
}  # fmt: skip


def in_one_spelling(name: str) -> str:
    """A company's name for comparing: "Acme, Inc" is "ACME Incorporated", and not "Acme GmbH"."""
    words = re.sub(r"[^\w\s&+]", "", name.casefold()).split()
    return " ".join(_SPELLINGS.get(word, word) for word in words)


def distinct(recipients: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """Each once, in whatever spelling; of a company with form and without ("GitHub, GitHub Inc.") the full name."""
    once: dict[tuple[str, str | None, str], Recipient] = {}
    for one in recipients:
        kind, name = ("", in_one_spelling(one.name)) if one.name else (one.kind, "")
        once.setdefault((kind, one.country, name), one)
    found = tuple(once.values())
    full = {without_form(one.name).casefold() for one in found if one.name and _FORM.search(one.name)}
    return tuple(one for one in found if not one.name or one.name.casefold() not in full)


def _labelled(statement: Statement) -> list[Named]:
    label = labelled(statement)
    return [_company(statement, *label)] if label else []


def _in_roles(statement: Statement) -> list[Named]:
    return [_company(statement, *place) for place in in_roles(statement)]


def _introduced(statement: Statement) -> list[Named]:
    if statement.rules.language == "de":  # German capitalises every noun
        return []
    found = list(introduced(statement.raw, statement.own))
    if not found:  # most sentences: then no place need be looked for
        return []
    places = [*statement.find("countries"), *statement.find("places"), *statement.find("safeguards")]
    return [
        _company(statement, start, end)
        for start, end in found
        if not any(place.start < end and start < place.end for place in places)
        and not any(kind.start == end + 1 for kind in statement.find("recipients"))  # "Gallery partners": a kind
    ]


def _company(statement: Statement, start: int, end: int) -> Named:
    return Named(Recipient(kind="company", name=statement.raw[start:end].strip(" ,.")), start, end)


def _body(statement: Statement, kinds: Iterable[Named], start: int, end: int) -> Named:
    """A body by its name, of the kind that its name tells ("the Fernhill Tax Authority")."""
    kind = next((one.recipient.kind for one in kinds if start <= one.start < end), "company")
    return Named(Recipient(kind=kind, name=statement.raw[start:end]), start, end)


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
