"""Statements on international transfers: destinations and the safeguards under which data goes there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.judge.reading.names import companies
from monitor.judge.reading.negation import Stance, clause, stance
from monitor.judge.reading.reach import is_denied
from monitor.judge.reading.sharing import data_codes
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.vocabulary import Mention
from monitor.model import Category, Practice

_BLANKED = " " * 4  # what a trap leaves; elsewhere words have one space between them
_DENIED_NEAR = 2  # words between "no" and the transfers that it denies
_REACH = 100  # characters from the word of moving or keeping to the place
# Tools that are named for no other reason than a transfer; the others need words of transfer beside them.
_TELLING = {"scc", "dpf", "privacy_shield", "bcr", "idta", "cbpr", "adequacy", "derogation"}


def read_transfers(statement: Statement) -> list[Practice]:
    """Where data of this sentence goes, and under which safeguards: at most one practice, and one more for the places
    that are denied behind it ("stored in Norway and not sent to third countries")."""
    tools, in_place = _tools(statement)
    moving = [mention for mention in statement.find("transfers") if mention.rule.code == "abroad"]
    going = next((one for one in moving if _places(statement, one.start)), moving[0] if moving else None)
    places = _places(statement, going.start) if going else []
    telling = tuple(tool for tool in tools if tool in _TELLING or places or "transfers" in statement.topics)
    if not places and not telling:
        return []
    cue = (going.start, going.end) if going else (0, len(statement.text))
    scope = clause(statement, *cue)
    if (
        tools
        and statement.find("safeguards", 0, cue[0])
        and (not in_place or _is_struck_down(statement, cue[0], places))
    ):
        # "we no longer rely on A to send data to B", "A is no longer a means to send data to B"
        return [_practice(statement, (), tools, Stance(affirmed=False, modality="never"))]
    cut = _denied_from(statement, cue[0], places)
    if cut is None:
        meant = stance(statement, cue, scope)
        if going and not meant.affirmed and _is_named_only(statement, going, scope[0]):
            meant = Stance(affirmed=True, modality="will")
        others = {one.rule.code for one in statement.find("safeguards")} - set(tools)
        if in_place and not meant.affirmed and (others or not places):  # what is denied is another safeguard
            meant = Stance(affirmed=True, modality="will")
        return [_practice(statement, places, telling, meant)]
    stated, denied = [one for one in places if one.end <= cut], [one for one in places if one.start >= cut]
    first = stance(statement, (cue[0], min(cue[1], cut)), (scope[0], cut))
    return [
        _practice(statement, stated, telling, first),
        _practice(statement, denied, (), Stance(affirmed=False, modality="never")),
    ]


def _is_struck_down(statement: Statement, cue: int, places: Sequence[Mention]) -> bool:
    """Whether a safeguard in front of the words of transfer to a country is denied behind its name, and by nobody who
    transfers."""
    end = statement.find("safeguards", 0, cue)[-1].end
    if not any(one.rule.topic == "countries" for one in places) or not statement.find("negation", end, cue):
        return False
    return not (statement.find("we", end, cue) or statement.find("boundaries", end, cue))


def _is_named_only(statement: Statement, going: Mention, start: int) -> bool:
    """Whether something else of transfers is denied: "the Shield is no valid basis for international transfers"."""
    denials = statement.find("negation", start, going.start)
    named = [one.start for one in statement.find("named_transfers", going.start)]
    if not denials or going.start not in named:
        return False
    return len(statement.text[denials[-1].end : going.start].split()) > _DENIED_NEAR


def _tools(statement: Statement) -> tuple[tuple[str, ...], bool]:
    """The safeguards that are said to be in place, and True; where all are denied, those, and False.

    That a country is not adequate ("not recognised as providing ...") is what a safeguard is needed for, and tells of
    none. A denial reaches the next safeguard, and those listed with it ("not on A or B, but on C" denies A and B).
    """
    mentions = statement.find("safeguards")
    denied: list[Mention] = []
    for one in mentions:
        joined = not denied or _LISTED.fullmatch(statement.text, denied[-1].end, one.start)
        if joined and is_denied(statement, (one.start, one.end), clause(statement, one.start, one.end)):
            denied.append(one)
    stated = [one for one in mentions if one not in denied]
    told = stated or [one for one in denied if one.rule.code != "adequacy"]
    return tuple(dict.fromkeys(one.rule.code for one in told)), bool(stated)


def _denied_from(statement: Statement, start: int, places: Sequence[Mention]) -> int | None:
    """Where a denial begins that is joined to what the sentence states, and holds for the places behind it alone."""
    denials = statement.find("negation", start)
    if not denials or not places:
        return None
    first, cut = min(one.end for one in places), denials[0].start
    behind = first <= cut <= max(one.start for one in places)
    return cut if behind and _JOINED.search(statement.text[first:cut]) else None


_LISTED = re.compile(
    r"[\s,]*(?:(?:and|or|nor|et|ou|ni|und|oder|noch|y|o) )?(?:(?:the|an|a|on|les?|la|die|der|das|el) )*"
)
_JOINED = re.compile(r"(?:\b(?:and|but|et|mais|und|aber|y|pero)\s(?:[^\W_]+\s){0,2}|,\s)$")


def _practice(statement: Statement, places: Sequence[Mention], tools: tuple[str, ...], meant: Stance) -> Practice:
    return Practice(
        category=Category.SHARING,
        rule="transfer.abroad" if places else f"safeguard.{tools[0]}",
        quote=statement.quote,
        section=statement.section,
        ordinal=statement.ordinal,
        affirmed=meant.affirmed,
        action="transfer" if places else "safeguard",
        modality=meant.modality,
        data=data_codes(statement, (0, len(statement.text))),
        condition=meant.condition,
        countries=tuple(dict.fromkeys(one.rule.code for one in places)),
        safeguards=tools,
    )


def _places(statement: Statement, start: int) -> list[Mention]:
    """Countries and kinds of places ("outside_eea", "abroad", "home") after a word of moving or keeping."""
    kinds = statement.find("places", start)
    countries = (one for one in statement.find("countries", start) if not _is_within(one, kinds))
    left = _left_too(statement)
    named = [one for one in (*countries, *kinds) if one not in left and not _is_of_name(statement, one)]
    if not any(one.end <= start + _REACH for one in named):
        return []
    coming = _origins(statement, start, sorted(named, key=lambda one: one.start))
    return [one for one in named if one not in coming]


def _is_within(country: Mention, kinds: Sequence[Mention]) -> bool:
    """Whether it stands for what is left: "outside the EEA and Switzerland"."""
    return any(kind.start <= country.start < kind.end for kind in kinds)


# what follows "the European Union" in: outside the European Union (EU) or the European Economic Area
_ABBREVIATED_OR_JOINED = re.compile(
    r"\s?\(|\)?(?:\s\([^()]{1,12}\))?,?\s(?:and|or|et|ou|und|oder|bzw\.|beziehungsweise|sowie|y|o)\s"
    r"(?:(?:outside|of|the|hors|de|du|der|des|del|la|el)\s|l['’])*"
)


def _left_too(statement: Statement) -> list[Mention]:
    """The places of home that data leaves as it leaves the one before: it stays in neither."""
    left: list[Mention] = []
    end = None
    for place in statement.find("places"):
        joined = end is not None and _ABBREVIATED_OR_JOINED.fullmatch(statement.text, end, place.start)
        if place.rule.code == "home" and joined:
            left.append(place)
        end = place.end if place.rule.code == "outside_eea" or (place.rule.code == "home" and joined) else None
    return left


def _is_of_name(statement: Statement, place: Mention) -> bool:
    """Whether a country is but a part of a company's name: "Bank of Ireland", "Example Deutschland GmbH"."""
    if statement.text[: place.start].endswith(("bank of ", "banco de ", "banque de ")):
        return True
    return any(start < place.start and place.end < end for start, end in companies(statement.raw))


def _origins(statement: Statement, start: int, named: Sequence[Mention]) -> list[Mention]:
    """Places that data comes from, or where people are: the nearest preposition in front of a place, or of its list,
    tells, or a trap there ("users who live in")."""
    coming = []
    is_origin = False
    for one in named:
        if ways := [way for way in statement.find("way", 0, one.start) if way.end > start]:
            is_origin = ways[-1].rule.code == "from"
        if statement.text.endswith(_BLANKED, 0, one.start):
            is_origin = True
        if is_origin:
            coming.append(one)
        start = one.end
    return coming
