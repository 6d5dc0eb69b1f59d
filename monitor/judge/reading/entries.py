"""Entries of lists that state without a verb who gets data: by what their heading or lead-in is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.judge.reading.introductions import topics_of
from monitor.judge.reading.recipients import Named, distinct, find_recipients
from monitor.judge.reading.statements import Statement
from monitor.model import Category, Practice

BEFORE_ENTRY = 2
"""Words in front of the recipient with which a list's entry begins: "to our affiliates"."""

_LONGEST = 30  # words of an entry; longer ones are sentences that speak for themselves
_ACTS = re.compile(r"\b(?:we|you|nous|vous|wir|sie|nosotros|usted)\b")
_LABEL_AT_MOST = 5  # words of a label that is but a kind of recipient, and the mark behind it
_LABEL = re.compile(r"[^:(]{2,60}(?::|\(|\s-\s)")  # of an entry: "Tallybird & Wren: ..."


def read_entry(statement: Statement) -> Iterator[Practice]:
    """A list entry without a verb: a recipient under a heading on sharing, a company under one on cookies."""
    topics = statement.topics & {"sharing", "cookies"} or _introduced(statement)
    if not topics or len(statement.quote.split()) > _LONGEST:
        return
    named = [one for one in find_recipients(statement) if one.recipient.kind != "us" and one.start >= statement.own]
    if "sharing" not in topics:
        named = [one for one in named if one.recipient.name]
    if named and not _acted(statement, named[0]):
        yield Practice(
            category=Category.SHARING,
            rule="sharing.recipients" if "sharing" in topics else "sharing.third_party_cookies",
            quote=statement.quote,
            section=statement.section,
            ordinal=statement.ordinal,
            action="share" if "sharing" in topics else "collect",
            recipients=distinct(one.recipient for one in named),
            purposes=statement.codes("purposes", statement.own),
        )


def _introduced(statement: Statement) -> set[str]:
    """Sharing, where a lead-in speaks of recipients and its entry is a name and what is done there; cookies, where the
    entry begins by them ("Analytics cookies: ... (Tallybird)")."""
    label = _LABEL.match(statement.text, statement.own)
    if label and "cookies" in topics_of(label[0], statement.rules.language):
        return {"cookies"}
    if not statement.own or not statement.find("recipients", 0, statement.own):
        return set()
    named = [one for one in find_recipients(statement) if one.recipient.name and _is_first(statement, one)]
    return {"sharing"} if named and label else set()


def _acted(statement: Statement, first: Named) -> bool:
    """Whether somebody acts in a list's entry, other than the recipient that it begins with ("other users").

    Behind a name or a kind and a colon stands what is done there ("Tallybird: counts visitors"), whoever else is
    spoken of.
    """
    label = _LABEL.match(statement.text, statement.own)
    if label and first.end <= label.end() and not _ACTS.search(label[0]):
        return not (first.recipient.name and _is_first(statement, first)) and len(label[0].split()) > _LABEL_AT_MOST
    start = own_start(statement, first)
    beside = range(statement.own, start)
    actors = [actor for topic in ("we", "you", "passive") for actor in statement.find(topic)]
    actors = [actor for actor in actors if actor.start not in beside and not _OBJECT.match(statement.text, actor.end)]
    if len(statement.text[start : first.start].split()) <= BEFORE_ENTRY:
        actors = [actor for actor in actors if not first.start <= actor.start < first.end]
    return bool(actors)


# "doctors treating you": a person with no verb behind it does nothing.
_OBJECT = re.compile(r"(?<= you)(?=\s*(?:$|[,.;()–-]|(?:at|in|on|with|for|or|and|including|if|when|where|as|to)\b))")


def _is_first(statement: Statement, one: Named) -> bool:
    """Whether an entry begins with it, bold or not."""
    return one.start >= statement.own and not statement.text[statement.own : one.start].strip()


def own_start(statement: Statement, first: Named) -> int:
    """Where an entry begins, behind a clause beside it: "unless you object, to advertisers", "these include banks"."""
    listing = statement.find("continuing", statement.own, first.start)
    if listing and listing[0].start == statement.own:
        return listing[0].end
    comma = statement.text.rfind(",", statement.own, first.start)
    openings = statement.find("subordinate", statement.own, first.start)
    return comma + 1 if openings and openings[0].start == statement.own and comma >= 0 else statement.own
