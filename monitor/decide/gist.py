"""A practice in few words, as a person would say it: "kept: 10 years (messages)", "shared with: advertisers". Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from monitor.judge.telling import wording

# Where a period runs from it, by the criteria of monitor/judge/rules/*/criteria.toml.
_FROM_THEN = {
    "account_life": "after the account ends",
    "relationship": "after the relationship ends",
    "inactivity": "of idleness",
    "request": "after it is asked for",
    "session": "after the session",
    "event_done": "after the processing is done",
}
# What is done with the data, and what is denied.
_ACTIONS = {
    "collect": ("collected by", "not collected by"),
    "control": ("controlled by", "not controlled by"),
    "engage": ("engaged", "not engaged"),
    "make_visible": ("visible to", "not visible to"),
    "safeguard": ("safeguards", "no safeguards"),
    "sell": ("sold to", "not sold to"),
    "share": ("shared with", "not shared with"),
    "transfer": ("transferred to", "not transferred to"),
}


def gist(said: Mapping[str, Any]) -> str:
    """A practice as `read` and `practices` print it; said: an item of monitor.judge.report."""
    if "period" in said:
        return _retention(said)
    if "basis" in said:
        return _legal_basis(said)
    return _sharing(said)


def subjects(said: Mapping[str, Any]) -> Iterator[str]:
    """What a practice is about, to be counted: "advertisers", "10 years (financial data)", "contract, Art. 6(1)(b)"."""
    if "period" in said:
        yield _term(said)
    elif "basis" in said:
        yield _ground(said)
    else:
        yield from _names(said)


def _retention(said: Mapping[str, Any]) -> str:
    return f"{'kept' if said['affirmed'] else 'not kept'}: {_term(said)}"


def _term(said: Mapping[str, Any]) -> str:
    parts = [wording.word("period", said["period"])] if said["period"] else []
    criteria = [one for one in (said["criteria"] or "").split(", ") if one]
    if parts and criteria[:1] and criteria[0] in _FROM_THEN:  # "30 days after the account ends"
        parts = [f"{parts[0]} {_FROM_THEN[criteria.pop(0)]}"]
    parts += [wording.word("criterion", one) for one in criteria]
    if not parts:
        parts = ["without end" if said["kind"] == "indefinite" else "no period stated"]
    of = ", ".join(wording.word("data", one) for one in said["applies_to"].split(", ")) if said["applies_to"] else ""
    return "; ".join(parts) + (f" ({of})" if of else "")


def _legal_basis(said: Mapping[str, Any]) -> str:
    purposes = ", ".join(wording.word(*wording.purpose(one)) for one in said["purposes"])
    return f"{'' if said['affirmed'] else 'not '}{_ground(said)}{f', for {purposes}' if purposes else ''}"


def _ground(said: Mapping[str, Any]) -> str:
    article = f", Art. {said['article']}" if said["article"] else ""
    return wording.plain(said["basis"] or "unnamed ground") + article


def _sharing(said: Mapping[str, Any]) -> str:
    plain = wording.plain(said["action"] or "share")
    does, does_not = _ACTIONS.get(said["action"] or "share", (plain, f"does not {plain}"))
    verb, nobody_named = (does, "nobody named") if said["affirmed"] else (does_not, "anyone")
    names = ", ".join(dict.fromkeys(_names(said))) or nobody_named
    safeguards = " and ".join(wording.word("safeguard", one) for one in said["safeguards"])
    under = f", under {safeguards}" if safeguards else ""
    condition = f", condition: “{said['condition']}”" if said["condition"] else ""
    return f"{verb}: {names}{under}{condition}"


def _names(said: Mapping[str, Any]) -> Iterator[str]:
    for who in said["recipients"]:
        yield who["name"] or wording.word("recipient", who["kind"])
    for country in said["countries"]:
        yield wording.word("place", country)
