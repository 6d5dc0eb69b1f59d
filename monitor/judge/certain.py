"""What needs no weighing, because a fact was exchanged for another, came or went. Pure.

Each rule looks at one revision, by its cues and its surroundings, and says whether a fact of its category was altered;
what the reader finds altered within a sentence is told by `altered`. The learnt weights may add to these rules and
never overrule them, but for those that rest on nothing but whom the reader took for a recipient (BY_READING): these
need that the weights do not find the passage idle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from monitor.judge import terms
from monitor.judge.altered import altered
from monitor.judge.cues import Mentions, exceeds, mentions
from monitor.judge.features import Features
from monitor.judge.passages import Revision
from monitor.judge.periods import is_measured
from monitor.judge.reading.lexicon import says
from monitor.judge.reading.words import listed
from monitor.judge.said import is_lead_in, said
from monitor.judge.telling.stated import of_category
from monitor.model import Category, SegmentKind

Rule = Callable[[Revision, Features, str], bool]

_RETENTION_FORMS = ("keeps", "erases", "under_retention")
_BASIS_FORMS = ("names_ground", "under_basis", "rests_on_consent")
_GROUNDS = frozenset({"consent", "interest", "contract", "obligation"})
_FEW = 6  # changed words: a sentence rewritten as a whole may state another fact
_ENTRY = 20  # words of a list's item; longer ones are sentences
_WITHOUT_END = listed("without_end")
_WITHDRAWS = tuple(listed("withdrawing"))
_READ = frozenset(f"reads:{category.value}" for category in Category)
_SUPPOSING = listed("supposing")

BY_READING = frozenset(
    {"sharing.recipient.altered", "sharing.recipient.named", "sharing.recipient.listed", "sharing.denial.gone"}
)


def certain(revision: Revision, features: Features, language: str) -> Iterator[tuple[Category, str]]:
    """(category, rule id) of every fact that was certainly altered."""
    for category, rule_id, holds in RULES:
        if holds(revision, features, language):
            yield category, rule_id
    if not _READ.isdisjoint(features) or is_lead_in(revision.shown):
        yield from altered(revision, language)


def _both(features: Features, forms: tuple[str, ...]) -> bool:
    """The passage has one of these forms before and after."""
    return any(
        f"is:{form}" in features and f"new:{form}" not in features and f"gone:{form}" not in features for form in forms
    )


def period_altered(revision: Revision, features: Features, language: str) -> bool:
    """How long something is kept: one period stands where another stood."""
    if not _both(features, _RETENTION_FORMS):
        return False
    if is_measured((*revision.shown.words, *revision.shown.context.split())):
        return False
    old, new = _mentioned(revision, language)
    before, after = old.get("period", ()), new.get("period", ())
    return exceeds(before, after) and exceeds(after, before)


def ground_altered(revision: Revision, features: Features, language: str) -> bool:
    """The ground of a purpose: one stands where another stood."""
    if not _both(features, _BASIS_FORMS):
        return False
    old, new = _mentioned(revision, language)
    before, after = _GROUNDS & old.keys(), _GROUNDS & new.keys()
    return bool(before - after) and bool(after - before)


def explicitness_altered(revision: Revision, features: Features, language: str) -> bool:
    """Explicit consent stands where plain consent stood, or the reverse: GDPR Art. 9(2)(a) and Art. 6(1)(a)."""
    other = {"differs:basis.consent", "differs:basis.explicit_consent"} <= features.keys()
    return other and not {"came:explicit", "went:explicit"}.isdisjoint(features)


def kept_for_ever(revision: Revision, features: Features, language: str) -> bool:
    """Keeping without an end was stated, or ceased to be."""
    before, now = (not _WITHOUT_END.isdisjoint(words) for words in (revision.removed, revision.added))
    return before != now and "said:retain" in features


def recipient_named(revision: Revision, features: Features, language: str) -> bool:
    """Data goes to somebody by name of whom the other version says nothing."""
    if not {"recipient:unheard", "reads:sharing"} <= features.keys():
        return False
    gained = not revision.removed or not revision.added
    return not revision.reworded or ((_is_short(revision) or gained) and revision.shown.kind is not SegmentKind.ROW)


def recipient_listed(revision: Revision, features: Features, language: str) -> bool:
    """A list of recipients names one more, or one less, of whom the other version says it nowhere."""
    listed = {"kind:item", "recipient:under_sharing", "news:sharing"} <= features.keys()
    return listed and len(revision.shown.words) <= _ENTRY and _stands_alone(revision, features)


def denial_gone(revision: Revision, features: Features, language: str) -> bool:
    """That data is not shared or sold is stated no longer."""
    return _is_promised_no_longer(Category.SHARING, revision, features)


def denial_narrowed(revision: Revision, features: Features, language: str) -> bool:
    """A denial of sharing leaves out more than it did, or less: "we do not sell it", "... for money"."""
    if not (revision.old and revision.new and _is_short(revision)) or "denies:sharing" not in features:
        return False
    old, new = (of_category(said(side, language), Category.SHARING) for side in (revision.old, revision.new))
    return terms.denial_narrowed(revision, old, new, language) is not None


def keeping_denied(revision: Revision, features: Features, language: str) -> bool:
    """That something is not kept is stated no longer."""
    return _is_promised_no_longer(Category.RETENTION, revision, features)


def discretion_altered(revision: Revision, features: Features, language: str) -> bool:
    """Data is disclosed where the vendor thinks it right, or no longer so."""
    if not (revision.old and revision.new) or "reads:sharing" not in features:
        return False
    before, now = (says("discretion", side.text, language) for side in (revision.old, revision.new))
    return before != now


def purpose_based(revision: Revision, features: Features, language: str) -> bool:
    """A table of legal bases got a purpose with its ground, or lost one: GDPR Art. 13(1)(c)."""
    if not {"kind:row", "news:legal_basis"} <= features.keys() or "denies:legal_basis" in features:
        return False
    shown = revision.shown
    told = shown.text == shown.home.text or not features.keys().isdisjoint(f"said:{ground}" for ground in _GROUNDS)
    return told and _stands_alone(revision, features)


def controller_exchanged(revision: Revision, features: Features, language: str) -> bool:
    """Another company is responsible for the processing: GDPR Art. 13(1)(a)."""
    if {"said:controller", "above:controller"}.isdisjoint(features):
        return False
    read = {"differs:sharing.controller", "names:exchanged"} <= features.keys()  # its address may be another one, too
    return read or ("said:company_form" in features and _name_exchanged(revision, features))


def joint_controllers(revision: Revision, features: Features, language: str) -> bool:
    """That somebody else controls data together with the vendor is stated no longer, or for the first time."""
    return "said:joint" in features and "said:controller" in features and _stands_alone(revision, features)


def advertisers_listed(revision: Revision, features: Features, language: str) -> bool:
    """A list of recipients got a short item that names advertisers: a kind of recipient that it had not told."""
    listed = {"kind:item", "is:under_sharing", "recipient:under_sharing", "fact:sharing", "came:advertising"}
    return listed <= features.keys() and len(revision.added) + len(revision.removed) <= 2 * _FEW


def withdrawal_altered(revision: Revision, features: Features, language: str) -> bool:
    """That consent can be withdrawn is stated no longer, or for the first time, outside the list of rights."""
    told = "said:consent" in features and _may_withdraw(revision.shown.words) and _stands_alone(revision, features)
    return told and features.keys().isdisjoint({"above:right", "said:right", "said:contact", "said:state_law"})


def consent_qualified(revision: Revision, features: Features, language: str) -> bool:
    """Consent is asked for in every case, and now only where something demands it, or the reverse."""
    if not (revision.old and revision.new) or "said:consent" not in features or "reads:sharing" in features:
        return False
    before, now = (says("qualified_consent", side.text, language) for side in (revision.old, revision.new))
    return before != now and _is_short(revision)


def _may_withdraw(words: tuple[str, ...]) -> bool:
    """Whether one is told to be free to withdraw; "if you withdraw" tells what follows from it."""
    told = (number for number, word in enumerate(words) if word.startswith(_WITHDRAWS))
    return any(_SUPPOSING.isdisjoint(words[max(0, number - 3) : number]) for number in told)


def _is_promised_no_longer(category: Category, revision: Revision, features: Features) -> bool:
    """A statement that denied something of this category is gone, here and elsewhere."""
    denied = {"removed", f"denies:{category.value}", f"fresh:{category.value}"} <= features.keys()
    return denied and _stands_alone(revision, features)


def _name_exchanged(revision: Revision, features: Features) -> bool:
    """One name stands where another stood, and little else changed; with other numbers it is an address that did."""
    return _is_short(revision) and "names:exchanged" in features and "changed:number" not in features


def _stands_alone(revision: Revision, features: Features) -> bool:
    """One version only says it, here or elsewhere."""
    return not revision.reworded and "restated:well" not in features


def _is_short(revision: Revision) -> bool:
    return len(revision.added) <= _FEW and len(revision.removed) <= _FEW


def _mentioned(revision: Revision, language: str) -> tuple[Mentions, Mentions]:
    old, new = (mentions(" ".join(side.words), language) if side else {} for side in (revision.old, revision.new))
    return old, new


RULES: tuple[tuple[Category, str, Rule], ...] = (
    (Category.RETENTION, "retention.period.altered", period_altered),
    (Category.LEGAL_BASIS, "legal_basis.ground.altered", ground_altered),
    (Category.LEGAL_BASIS, "legal_basis.explicitness.altered", explicitness_altered),
    (Category.RETENTION, "retention.end.altered", kept_for_ever),
    (Category.SHARING, "sharing.recipient.named", recipient_named),
    (Category.SHARING, "sharing.recipient.listed", recipient_listed),
    (Category.SHARING, "sharing.denial.gone", denial_gone),
    (Category.SHARING, "sharing.denial.narrowed", denial_narrowed),
    (Category.RETENTION, "retention.denial.gone", keeping_denied),
    (Category.SHARING, "sharing.discretion.altered", discretion_altered),
    (Category.LEGAL_BASIS, "legal_basis.purpose.listed", purpose_based),
    (Category.SHARING, "sharing.controller.exchanged", controller_exchanged),
    (Category.SHARING, "sharing.joint_controllers.altered", joint_controllers),
    (Category.SHARING, "sharing.advertisers.listed", advertisers_listed),
    (Category.LEGAL_BASIS, "legal_basis.withdrawal.altered", withdrawal_altered),
    (Category.LEGAL_BASIS, "legal_basis.consent.qualified", consent_qualified),
)
