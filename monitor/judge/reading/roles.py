"""Companies named right behind what they do for the vendor: "our processor Boxwell sends the mails". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.judge.reading.names import NAME, Place, is_generic
from monitor.judge.reading.statements import Statement
from monitor.judge.reading.vocabulary import Mention
from monitor.model import Category, Practice, Recipient

_ROLES = frozenset(
    {
        "ad_network", "ai_provider", "analytics_provider", "carrier", "credit_bureau", "partner", "payment_provider",
        "processor",
    }
)  # fmt: skip
_BEHIND = re.compile(rf" (?P<name>{NAME})(?=[\s,.;:)]|$)")
_DETERMINER_REACHES = 40  # characters: "our external and certified processor"


def in_roles(statement: Statement) -> Iterator[Place]:
    """Where their names stand. German capitalises every noun: its rules have no "whose", and none is found there."""
    for kind in statement.find("recipients"):
        name = _BEHIND.match(statement.raw, kind.end) if kind.rule.code in _ROLES else None
        if (
            name
            and _is_common_noun(statement, kind)
            and _is_determined(statement, kind)
            and not is_generic(re.findall(r"\w+", name["name"]))
        ):
            yield name.span("name")


def _is_common_noun(statement: Statement, kind: Mention) -> bool:
    """Whether the role is written small: in titles ("Partner Sites") the word behind it is one of the title."""
    return statement.raw[kind.start : kind.end].split()[-1][:1].islower()


def _is_determined(statement: Statement, kind: Mention) -> bool:
    """Whether it is the vendor's own: "our processor", not "whichever processor"."""
    return bool(statement.find("whose", max(0, kind.start - _DETERMINER_REACHES), kind.end))


def read_role(statement: Statement) -> Iterator[Practice]:
    """That the vendor has somebody in a role, where the sentence says nothing else of sharing and denies nothing."""
    names = [] if statement.find("negation") else [statement.raw[start:end] for start, end in in_roles(statement)]
    if names:
        yield Practice(
            category=Category.SHARING,
            rule="sharing.engage",
            quote=statement.quote,
            section=statement.section,
            ordinal=statement.ordinal,
            action="engage",
            recipients=tuple(Recipient(kind="company", name=name) for name in dict.fromkeys(names)),
            purposes=statement.codes("purposes", statement.own),
        )
