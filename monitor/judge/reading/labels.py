"""The company by whose name an entry of a list of recipients begins: "Zephyrpost: sends our letters". Pure."""

from __future__ import annotations

import re

from monitor.judge.reading.folding import fold
from monitor.judge.reading.introductions import topics_of
from monitor.judge.reading.names import Place, is_generic, is_kind
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.tables import column

_NAME = r"(?:[A-ZÀ-Ý][\w&.'+]*|[a-z\d]+[A-Z\d]\w*)"
_NEXT = r"(?: (?:[A-ZÀ-Ý\d][\w&.'+]*|&))"
# "Zephyrpost: ...", "n8n - ...", "Audio Owl (USA): ...": one to four words, each with a capital or a digit.
_LABEL = re.compile(
    rf"\s*(?P<name>{_NAME}{_NEXT}{{0,3}})"
    r"\s{0,3}(?:\([^)]{2,40}\)\s{0,3})?(?::|(?<=\s)-)\s+(?=\S)"
)
# "Paddle", "Tinder Brook": an entry that is but a name.
_BARE = re.compile(rf"\s*(?P<name>{_NAME}{_NEXT}{{0,2}})(?<![.,;])[\s.,;]*$")
_OTHERWISE = (
    "recipients", "purposes", "data", "criteria", "retention", "legal_basis", "basis_cells", "labels",
    "countries", "places",
)  # fmt: skip
_EMPTY_LEAD_IN = 6  # words of a lead-in that only says that a list follows: "They are the following:"
_LISTS = frozenset({"processor", "third_party", "analytics_provider", "ad_network", "payment_provider", "partner"})


def labelled(statement: Statement) -> Place | None:
    """Where the name stands; None where the entry begins otherwise, or in a list of something else.

    A label that says what is done, given or kept there ("Payments: ...", "Legal basis: ...") names nobody.
    """
    label = _LABEL.match(statement.raw, statement.own) if _lists_recipients(statement) else None
    label = label or _bare(statement)
    if label is None or _is_generic(label["name"]):
        return None
    start, end = label.span("name")
    if any(statement.find(topic, start, end) for topic in _OTHERWISE):
        return None
    language = statement.rules.language
    told = topics_of(label["name"], language) or column(label["name"], language)
    return None if told else (start, end)


def _bare(statement: Statement) -> re.Match[str] | None:
    """An entry that is but a name, where the lead-in speaks last of recipients: German nouns are no names for that."""
    bare = _BARE.match(statement.raw, statement.own) if statement.own else None
    if bare is None or is_generic(re.findall(r"\w+", bare["name"])) or is_kind(bare["name"]):
        return None
    if statement.rules.language == "de" and not _INNER_CAPITAL.search(bare["name"]):
        return None
    told = [one for topic in ("recipients", "data", "purposes") for one in statement.find(topic, 0, statement.own)]
    last = max(told, key=lambda one: one.start, default=None)
    return bare if last is not None and last.rule.code in _LISTS else None


_INNER_CAPITAL = re.compile(r"\w[A-Z]")


def _lists_recipients(statement: Statement) -> bool:
    """Whether the lead-in, or else the innermost heading, above an entry says that recipients are listed."""
    if named := statement.find("recipients", 0, statement.own):
        return any(one.rule.code in _LISTS for one in named)
    if len(statement.raw[: statement.own].split()) > _EMPTY_LEAD_IN:
        return False
    above, _, heading = statement.section.rpartition(" > ")
    if heading.strip("*_: ") == statement.raw[: statement.own].strip():  # a bold lead-in counts as a heading
        heading = above.rpartition(" > ")[2]
        if not statement.rules.find("recipients", fold(heading)):
            return False
    return "sharing" in statement.topics and "sharing" in topics_of(heading, statement.rules.language)


def _is_generic(name: str) -> bool:
    words = re.findall(r"\w+", name)
    return all(is_generic([word]) for word in words)
