"""Judging and reading, such that a bug of ours in them keeps no text out of the store: store first, judge after."""

from __future__ import annotations

import logging
from collections.abc import Callable

from monitor import readings
from monitor.decide import alerts
from monitor.judge import RULES_VERSION
from monitor.model import Category, CategoryVerdict, Judgement, SourceDocument, Verdict, Version

log = logging.getLogger(__name__)

Judge = Callable[[str, str], Judgement]


def judged(before: Version, version: Version, judge: Judge) -> Judgement:
    """What the change means; undecided where a bug keeps it from being judged."""
    try:
        return judge(before.text, version.text)
    except Exception:
        log.exception("The change to version %d could not be judged", version.number)
        return Judgement(
            verdict=Verdict.UNDECIDED,
            categories={category: CategoryVerdict() for category in Category},
            findings=(),
            changes={},
            rules_version=RULES_VERSION,
            note="The change could not be judged: a fault of clausewatch, see its log.",
        )


def context(source: SourceDocument, before: Version, version: Version, judgement: Judgement) -> alerts.Context:
    """What else there is to tell of the change; a bug in finding it must not keep the change itself from being told."""
    try:
        return alerts.context(source, old=before, new=version, judgement=judgement)
    except Exception:
        log.exception("Deadlines and pinned clauses of version %d could not be read", version.number)
        return alerts.NO_CONTEXT


def facts(version: Version) -> readings.Facts | None:
    """What the version says, item by item; None where a bug of ours keeps it from being read, for now."""
    try:
        return readings.facts_of(version.text)
    except Exception:
        log.exception("Version %d could not be read item by item", version.number)
        return None
