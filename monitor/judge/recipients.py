"""Who a statement names as recipient: kinds, companies by name, and where in the sentence they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.judge.statements import Statement
from monitor.model import Recipient

# A name that no list holds: capitalised words that end in a company form.
_COMPANY = re.compile(
    r"(?:[A-Z0-9][\w&'’.\-]*[ ,]{1,2}){1,5}(?:\([A-Z][\w ]+\) )?"
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|SE|B\.?V|N\.?V|S\.?A\.?S?|SARL|S\.?à\.?r\.?l|S\.?L|Corp|Corporation|Co|PLC|"
    r"plc|LLP|Pty|Oy|AB|ApS|A/S|SpA|S\.p\.A|K\.K|UAB|Pte|d\.o\.o)\b\.?"
)
# ... or capitalised words that a recipient's kind introduces ("our software provider, Audio Analytic").
_INTRODUCED = re.compile(
    r"(?:such as|including|like|e\.g\.,?|namely|called|named|provider,|partner,|processor,|vendor,|processor -|"
    r"provider -|partner -|by|via|to|with|from|company|through|and|or|,)\s+"
    r"((?:[A-Z][\w.&\-]*[a-z0-9][\w.&\-]*|[A-Z]{2,5})(?: (?:[A-Z][\w.&\-]*|of|&))*)"
)


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
        Named(Recipient(kind="company", name=match[0].strip(" ,")), match.start(), match.end())
        for match in _COMPANY.finditer(statement.raw)
    ]
    known = _without_overlaps([*names, *companies], ())
    return sorted([*known, *_without_overlaps(found, known)], key=lambda named: named.start)


def _name(raw: str, start: int, end: int) -> str:
    return raw[start:end].strip()


def _without_overlaps(candidates: Iterable[Named], taken: Iterable[Named]) -> list[Named]:
    kept: list[Named] = []
    for one in sorted(candidates, key=lambda named: (named.start, -named.end)):
        if not any(one.start < other.end and other.start < one.end for other in (*taken, *kept)):
            kept.append(one)
    return kept
