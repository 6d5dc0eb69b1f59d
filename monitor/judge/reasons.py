"""Why a revision is reported: the rule that names it, and one plain sentence. Pure."""

from __future__ import annotations

from monitor.judge.features import Features
from monitor.judge.passages import Revision
from monitor.model import Category

# Form of a statement -> what it is about, in the order in which a reader would name it.
_SUBJECTS = {
    Category.SHARING: {
        "sells": "the sale of data, or its use for targeted advertising",
        "transfers": "transfers to other countries, or what protects them",
        "discloses_to": "who receives data",
        "others_collect": "what others collect",
        "under_sharing": "the recipients of data",
    },
    Category.RETENTION: {
        "erases": "when data is deleted",
        "keeps": "how long data is kept",
        "under_retention": "how long data is kept",
    },
    Category.LEGAL_BASIS: {
        "names_ground": "the legal basis of a processing",
        "rests_on_consent": "processing that rests on consent",
        "under_basis": "a purpose or its legal basis",
    },
}
_OTHERWISE = {
    Category.SHARING: ("sharing", "who gets data, or on what terms"),
    Category.RETENTION: ("retention", "how long data is kept"),
    Category.LEGAL_BASIS: ("basis", "the ground of a processing"),
}


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


def reason(features: Features, revision: Revision, category: Category) -> tuple[str, str]:
    """(rule id, sentence)."""
    form, subject = next(
        ((form, subject) for form, subject in _SUBJECTS[category].items() if f"is:{form}" in features),
        _OTHERWISE[category],
    )
    if revision.old is None:
        return f"{category.value}.{form}.added", f"A statement about {subject} was added."
    if revision.new is None:
        return f"{category.value}.{form}.removed", f"A statement about {subject} was removed."
    return f"{category.value}.{form}.changed", f"A statement about {subject} was changed."
