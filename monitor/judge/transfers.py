"""Statements on international transfers: destinations and the safeguards under which data goes there."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.judge.negation import clause, stance
from monitor.judge.sharing import data_codes
from monitor.judge.statements import Statement
from monitor.judge.vocabulary import Mention
from monitor.model import Category, Practice

_REACH = 100  # characters from the word of moving or keeping to the place
# Tools that are named for no other reason than a transfer; the others need words of transfer beside them.
_TELLING = {"scc", "dpf", "privacy_shield", "bcr", "idta", "cbpr", "adequacy", "derogation"}


def read_transfers(statement: Statement) -> list[Practice]:
    """At most one practice: where data of this sentence goes, and under which safeguards."""
    text = statement.text
    tools = statement.codes("safeguards")
    moving = [mention for mention in statement.find("transfers") if mention.rule.code == "abroad"]
    going = next((one for one in moving if _places(statement, one.start)), moving[0] if moving else None)
    places = _places(statement, going.start) if going else ()
    telling = tuple(tool for tool in tools if tool in _TELLING or places or "transfers" in statement.topics)
    if not places and not telling:
        return []
    cue = (going.start, going.end) if going else (0, len(text))
    meant = stance(statement, cue, clause(statement, *cue))
    return [
        Practice(
            category=Category.SHARING,
            rule="transfer.abroad" if places else f"safeguard.{telling[0]}",
            quote=statement.quote,
            section=statement.section,
            ordinal=statement.ordinal,
            affirmed=meant.affirmed,
            action="transfer" if places else "safeguard",
            modality=meant.modality,
            data=data_codes(statement, (0, len(text))),
            condition=meant.condition,
            countries=places,
            safeguards=telling,
        )
    ]


def _places(statement: Statement, start: int) -> tuple[str, ...]:
    """Country codes and kinds of places ("outside_eea", "abroad", "home") after a word of moving or keeping."""
    named = [*statement.find("countries", start), *statement.find("places", start)]
    if not any(one.end <= start + _REACH for one in named):
        return ()
    coming = _origins(statement, start, sorted(named, key=lambda one: one.start))
    return tuple(dict.fromkeys(one.rule.code for one in named if one not in coming))


def _origins(statement: Statement, start: int, named: Sequence[Mention]) -> list[Mention]:
    """The places that data comes from: the nearest preposition in front of a place, or of its list, tells."""
    coming = []
    is_origin = False
    for one in named:
        if ways := statement.find("way", start, one.start):
            is_origin = ways[-1].rule.code == "from"
        if is_origin:
            coming.append(one)
        start = one.end
    return coming
