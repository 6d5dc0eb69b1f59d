"""To whom a cue of sharing refers: those behind it, those in front of it, or those named by an entry below it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.judge.reading.actors import only_fillers
from monitor.judge.reading.entries import BEFORE_ENTRY, own_start
from monitor.judge.reading.negation import clause
from monitor.judge.reading.reach import granted
from monitor.judge.reading.recipients import Named
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.vocabulary import Mention

_NEAR = 90  # characters between a weak cue ("we use ...") and the recipient that makes a statement of it
_OBLIQUE_REACHES = 24  # characters before a recipient in which "from" or "by" makes it no subject
_DATA_SUBJECTS = frozenset({"employer", "other_users"})  # recipients, unless the data is theirs
_ITEM_REACHES = 24  # characters between an item's number and its recipient: "(2) to our insurers"
_SUBJECT_OPENS = 8  # characters in which "We ..." or "- We ..." begins an entry
_SUBJECT = 140  # characters in which the subject of a third party's collecting stands before its verb
_SAID_OF = re.compile(r"(?:is|are|am|acts?|acting|remains?|becomes?|became|qualif)\b")  # of whom stands before it


def addressees(statement: Statement, cue: Mention, scope: tuple[int, int], named: Sequence[Named]) -> list[Named]:
    """The recipients that belong to the cue: those after it, those before it, or all of the clause."""
    where = cue.rule.note.get("recipients", "any")
    barred = cue.rule.note.get("never", "").split()
    named = [one for one in named if one.recipient.name or one.recipient.kind not in barred]
    if cue.rule.note.get("names") == "nobody":  # "Acme is our representative": the word itself names none
        roles = [one for one in statement.find(cue.rule.topic) if one.rule.id == cue.rule.id]
        named = [one for one in named if all(one.end <= role.start or one.start >= role.end for role in roles)]
    weak = cue.rule.note.get("needs") == "recipient"
    if where != "subject" and (entries := _entry(statement, cue, named)):
        return entries
    others = [one for one in named if one.recipient.kind != "us" and _is_within(statement, cue, scope, one)]
    others = [one for one in others if not (_is_described(statement, one) or _is_protected(statement, cue, scope, one))]
    after = _behind_aside(statement, cue.end, [one for one in others if one.start >= cue.start])
    after = _before_givers(statement, after)
    before = [one for one in others if one.end <= cue.start]
    if where == "subject":
        listed = [one for one in named if one.recipient.kind != "us" and one.end <= cue.start] if before else []
        return _subjects(statement, listed, cue)
    if weak and after and not _is_near(statement, cue, after[0]):
        after = []
    if where == "after":
        return after
    if cue.rule.note["action"] == "control" and before and _SAID_OF.match(statement.text, cue.start):
        # "Acme is the controller and shares orders with couriers"
        return [one for one in before if not statement.text[: one.start].endswith(_ON_BEHALF)]
    return after or before


def _before_givers(statement: Statement, after: list[Named]) -> list[Named]:
    """Without those who give it to the others: "data sent to our shop by Acme or Quillmere"."""
    for number, one in enumerate(after[1:], 1):
        near = statement.find("giver", max(after[0].end, one.start - _OBLIQUE_REACHES), one.start)
        if near and not statement.text[near[-1].end : one.start].strip():
            return after[:number]
    return after


def _behind_aside(statement: Statement, start: int, after: list[Named]) -> list[Named]:
    """Without those in brackets on the data: "details (of other users, say) with our insurers"."""
    opened = statement.text.find("(", start)
    closed = statement.text.find(")", opened) if opened >= 0 else -1
    if closed < 0 or not after or not opened < after[0].start < closed:
        return after
    return [one for one in after if one.start > closed] or after


_NUMBERED = re.compile(r"\((?:\d|[a-h]|[ivx]{1,4})\)\s(?:(?:to|with|by|à|aux|an|mit|a|con)\s)?(?:\w+\s)?$")


def _is_within(statement: Statement, cue: Mention, scope: tuple[int, int], one: Named) -> bool:
    """Whether a recipient stands in the cue's clause, or begins an item of a numbered list within that sentence."""
    if scope[0] <= one.start < scope[1] or _is_example(statement, scope[1], one):
        return True
    if one.start >= scope[1] and _is_listed(statement, scope[1], one):
        return True
    if one.start < scope[1] or "(" not in statement.text[cue.end : scope[1]]:
        return False
    return _NUMBERED.search(statement.text, max(cue.end, one.start - _ITEM_REACHES), one.start) is not None


_ANNOUNCES = re.compile(
    r"\b(?:following|includes?|including|suivante?s?|folgenden?|siguientes?|incluyen?)(?: [^\W\d]+){0,3} ?:"
)


def _is_listed(statement: Statement, end: int, one: Named) -> bool:
    """Whether a recipient stands in a list within the sentence: "the following recipients: hosts; couriers"."""
    if not statement.text.startswith(":", end):
        return False
    announced = _ANNOUNCES.search(statement.text, 0, end + 1)
    if announced is None or announced.end() != end + 1:
        return False
    return not any(statement.find(actor, end, one.start) for actor in ("we", "you", "passive", "boundaries"))


def _is_example(statement: Statement, end: int, one: Named) -> bool:
    """Whether a recipient is an example behind a clause beside the list: "vendors that we chose, including hosts"."""
    examples = statement.find("examples", end, one.start)
    is_near = bool(examples) and one.start < clause(statement, end, end + 1)[1]
    return is_near and _BESIDE.match(statement.text, end) is not None


_BESIDE = re.compile(r"(?:that|which|who|die|der|das|que|qui) ")  # begins what is told of those named before


def _is_described(statement: Statement, one: Named) -> bool:
    """Whether they are whose data it is: "information of our customers", or what it is on: "news about partners"."""
    if statement.text[max(0, one.start - 12) : one.start].endswith((" about ", " regarding ", " concerning ")):
        return True
    if one.recipient.kind not in _DATA_SUBJECTS:
        return False
    start = max(0, one.start - _WHOSE_REACHES)
    return (
        _WHOSE.search(statement.text, start, one.start) is not None
        or _WHOSE_FRENCH.search(statement.text, start, one.start) is not None
    )


_WHOSE_FRENCH = re.compile(
    r"\b(?:données|informations|profils?|avis|messages?)(?: \w+){0,2}? (?:de|des|du|d')(?: ?(?:nos|ces|les|autres))* $"
)
_ON_BEHALF = ("on behalf of ", "on behalf of the ", "on behalf of our ", "on behalf of its ")
_WHOSE_REACHES = 48  # characters: "details of our hosts, drivers or guests"
_WHOSE = re.compile(r" (?:of|about)(?: (?:our|the|its|all|other|these|those|such|any))?(?: \w+(?:,|,? (?:and|or)))* $")


def _is_protected(statement: Statement, cue: Mention, scope: tuple[int, int], one: Named) -> bool:
    """Whether it is theirs what disclosure shall protect: "the rights and safety of Fernhill, its users or others"."""
    of = statement.find("protected", scope[0], one.start)
    if not of or of[-1].end <= cue.start < one.start:
        return False
    return not statement.find("way", of[-1].end, one.start)


def is_told_below(statement: Statement, cue: Mention, chosen: Sequence[Named]) -> bool:
    """Whether a lead-in's cue finds but its own "third parties", and the entry tells by its own cue who they are."""
    if cue.end > statement.own or not chosen or any(one.end > statement.own for one in chosen):
        return False
    return _gives(statement)


def is_told_by_entry(statement: Statement, cue: Mention) -> bool:
    """Whether a lead-in's cue has an entry below it that is a sentence of its own: "unless: - We may ask our hosts"."""
    if cue.end > statement.own or not statement.find("we", statement.own, statement.own + _SUBJECT_OPENS):
        return False
    return _gives(statement)


def is_granted_above(statement: Statement, cue: Mention) -> bool:
    """Whether a lead-in only grants what its entries do not state: "although we do not sell it, we give it to: ..."."""
    return any(opening <= cue.start < comma <= statement.own for opening, comma in granted(statement))


def _gives(statement: Statement) -> bool:
    """Whether an entry has a cue of its own that data is given."""
    return any(one.rule.code in ("share", "provide") for one in statement.find("sharing", statement.own))


_MARKS = " *_-–—•:("


def is_condition(statement: Statement, cue: Mention, named: Sequence[Named]) -> bool:
    """Whether a cue only says when an entry's recipient gets data: "Banks - where we are obliged to disclose it"."""
    first = next((one for one in named if one.start >= statement.own), None)
    openings = statement.find("subordinate", first.end, cue.start) if first else []
    if first is None or not openings or statement.text[statement.own : first.start].strip(_MARKS):
        return False
    return not statement.text[first.end : openings[0].start].strip(_MARKS)


def _entry(statement: Statement, cue: Mention, named: Sequence[Named]) -> list[Named]:
    """The recipients of a list's entry that begins with them, where the cue stands in its lead-in.

    What the lead-in calls them ("the following third parties") it says of all entries, by itself.
    """
    if cue.end > statement.own or not statement.own:
        return []
    entries = [one for one in named if one.recipient.kind != "us" and one.start >= statement.own]
    if not entries or len(statement.text[own_start(statement, entries[0]) : entries[0].start].split()) > BEFORE_ENTRY:
        return []
    end = clause(statement, entries[0].start, entries[0].end)[1]
    return [one for one in entries if one.start < end]


def _is_near(statement: Statement, cue: Mention, one: Named) -> bool:
    """Whether a recipient belongs to a weak cue; "we use your data to answer a regulator" engages nobody."""
    if cue.rule.code != "engage":
        return one.start - cue.end <= _NEAR
    if any(other.rule.code == "share" for other in statement.find("sharing", cue.end, one.start)):
        return False  # "yours alone to use and shared with nobody": they belong to the nearer cue
    between = set(statement.codes("data", cue.end, one.start)) - {"identifiers", "aggregated", "pseudonymous"}
    aimed = " to " in statement.text[cue.end : one.start] or _USED_FOR.search(statement.text, cue.start, one.start)
    return not between and not aimed and one.start - cue.end <= _NEAR


_USED_FOR = re.compile(r"\bus(?:e|es|ed|ing) (?:\w+ )?for ")  # "use it for other services"


_OTHERS_ACT = re.compile(r"[^\w,]*, (?:we|nous|wir)\b")  # "if you follow us on Boxwell, we collect ..."


def _subjects(statement: Statement, before: Sequence[Named], cue: Mention) -> list[Named]:
    """The recipients who do what the cue says: those in front of it, joined by "and" or commas, not "from" them."""
    text = statement.text
    if not before or not only_fillers(statement, before[-1].end, cue.start):
        return []
    if _OTHERS_ACT.match(text, before[-1].end) or not statement.find("data", cue.end, cue.end + _SUBJECT):
        return []
    chosen = [before[-1]]
    for one in reversed(before[:-1]):
        if chosen[0].start - one.end > 30:
            break
        chosen.insert(0, one)
    near = statement.find("oblique", max(0, chosen[0].start - _OBLIQUE_REACHES), chosen[0].start)
    return [] if near and not text[near[-1].end : chosen[0].start].strip(" ,.") else chosen
