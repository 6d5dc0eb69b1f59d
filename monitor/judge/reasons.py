"""Why a revision is reported: the rule that names it, and one plain sentence. Pure."""

from __future__ import annotations

from monitor.judge.features import Features
from monitor.judge.passages import Revision
from monitor.judge.telling.told import say
from monitor.model import Category, Sentence, Term

# What a statement is about, in the order in which a reader would name it: `topic` in monitor/sentences/*.toml.
_FORMS = {
    Category.SHARING: ("sells", "transfers", "discloses_to", "others_collect", "under_sharing"),
    Category.RETENTION: ("erases", "keeps", "under_retention"),
    Category.LEGAL_BASIS: ("names_ground", "rests_on_consent", "under_basis"),
}
_OTHERWISE = {Category.SHARING: "sharing", Category.RETENTION: "retention", Category.LEGAL_BASIS: "basis"}


# Where the law asks a controller to tell such a fact; the same of data from others stands in Art. 14.
_SOURCES = {
    Category.SHARING: "GDPR Art. 13(1)(e)",
    Category.RETENTION: "GDPR Art. 13(2)(a)",
    Category.LEGAL_BASIS: "GDPR Art. 13(1)(c) and (d)",
}
_SOURCE_OF_TRANSFERS = "GDPR Art. 13(1)(f)"


def legal_source(features: Features, category: Category) -> str:
    """The law behind a finding."""
    if category is Category.SHARING and "is:transfers" in features:
        return _SOURCE_OF_TRANSFERS
    return _SOURCES[category]


def reason(features: Features, revision: Revision, category: Category) -> tuple[str, Sentence]:
    """(rule id, sentence)."""
    form = next((form for form in _FORMS[category] if f"is:{form}" in features), _OTHERWISE[category])
    became = "added" if revision.old is None else "removed" if revision.new is None else "changed"
    return f"{category.value}.{form}.{became}", say(f"about.{became}", topic=[Term("topic", form)])
