"""A revision in numbers: which cues came, went or stand in it, and how much of it is new. Pure.

The names of the features are what the weights are kept by (weights.json):
  said:X    the passage mentions cue X          above:X   its heading, lead-in or table header does
  diff:X    a mention of X came or went         came:X    only came          went:X    only went
  touch:X   X stands among the changed words    edited:X  the passage was reworded and mentions X
  is:F      the passage has form F (see FORMS)  new:F / gone:F    it has it on one side only
  much:F    how many words changed in it        both:F    it has it on both sides
  read:R    the reader found a practice by rule R in it; reads:C one of category C
  fact:C    the facts of category C differ between its sides    denies:C    one of them is a denial
  fresh:R   a lonely passage states it by rule R, and no passage of the other version does; differs:R  a reworded one
            states other facts by rule R than before
  recipient:unheard  it names somebody who gets data, and of whom the other version says nothing
  stands:C  the share of its facts that the other version states elsewhere; news:C  none of them
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from math import log1p
from typing import NamedTuple

from monitor.compare.noise import canonical
from monitor.judge.carrying import content
from monitor.judge.cues import Mentions, exceeds, mentions
from monitor.judge.passages import Passage, Revision
from monitor.judge.reading.facts import facts
from monitor.judge.reading.folding import flat
from monitor.judge.surroundings import Surroundings
from monitor.judge.telling.stated import of_category
from monitor.model import Category, Practice, SegmentKind

Features = Mapping[str, float]
Cues = Collection[str]

_RECIPIENTS = frozenset(
    "third_party group processor advertising known_company partner authority merger public company_form".split()  # noqa: SIM905
)
_GROUNDS = frozenset("consent interest contract obligation explicit".split())  # noqa: SIM905

# Forms of a statement: what a passage says, told from the cues above it and in it.
FORMS: Mapping[str, Callable[[Cues, Cues], bool]] = {
    "keeps": lambda above, said: "retain" in said and ("criterion" in said or "period" in said),
    "erases": lambda above, said: "erase" in said and ("criterion" in said or "period" in said),
    "erases_when": lambda above, said: "erase" in said and "condition" in said and "personal_data" in said,
    "keeps_not": lambda above, said: "retain" in said and "denial" in said and "right" not in said,
    "under_retention": lambda above, said: (
        ("retain" in above or "erase" in above)
        and ("period" in said or "criterion" in said or "retain" in said or "erase" in said)
    ),
    "names_ground": lambda above, said: "basis" in said and not _GROUNDS.isdisjoint(said),
    "under_basis": lambda above, said: "basis" in above or "interest" in above,
    "rests_on_consent": lambda above, said: "consent" in said and "disclose" not in said and "vendor" in said,
    "discloses_to": lambda above, said: "disclose" in said and not _RECIPIENTS.isdisjoint(said),
    "sells": lambda above, said: "sell" in said and "personal_data" in said,
    "under_sharing": lambda above, said: (
        ("disclose" in above or "third_party" in above or "transfer" in above or "processor" in above)
        and not (_RECIPIENTS | {"country", "personal_data"}).isdisjoint(said)
    ),
    "others_collect": lambda above, said: (
        "collect" in said and not {"third_party", "advertising", "known_company", "partner"}.isdisjoint(said)
    ),
    "consents_to": lambda above, said: "consent" in said and "disclose" not in said and "purpose" in said,
    "names_interest": lambda above, said: "interest" in said or ("obligation" in said and "basis" in above),
    "lists_company": lambda above, said: (
        not {"known_company", "company_form"}.isdisjoint(said) and ("processor" in said or "disclose" in above)
    ),
    "seen_by": lambda above, said: "public" in said and ("personal_data" in said or "data_kind" in said),
    "transfers": lambda above, said: "transfer" in said and ("country" in said or "safeguard" in said),
}

_NAME = re.compile(r" (?<=[\w,(;:/&] )[\[“\"(*_]*([A-Z][\w&.-]*[\w])")
_FIRST_NAME = re.compile(r"^[^\w]*([A-Z][\w&.-]*[\w])")


def features(revision: Revision, around: Surroundings, language: str) -> Features:
    """The features of a revision; zero where a name is missing."""
    changed, cues = _changed(revision), _mentioned(revision, language)
    found = dict(_cue_features(revision, cues, language))
    found.update(_form_features(revision, cues, changed))
    found.update(_practice_features(revision, around))
    found.update(_substance(revision, changed, around))
    return {name: value for name, value in found.items() if value}


class _Mentioned(NamedTuple):
    """The cues of a revision: in its passage before and after, and above it. came, went: mentioned more on one side."""

    old: Mentions
    new: Mentions
    above: Mentions
    came: Cues
    went: Cues


def _mentioned(revision: Revision, language: str) -> _Mentioned:
    old, new = _mentions(revision.old, language), _mentions(revision.new, language)
    came = {cue for cue, words in new.items() if exceeds(words, old.get(cue, ()))}
    went = {cue for cue, words in old.items() if exceeds(words, new.get(cue, ()))}
    return _Mentioned(old, new, mentions(revision.shown.context, language), came, went)


def _mentions(passage: Passage | None, language: str) -> Mentions:
    return mentions(" ".join(passage.words), language) if passage else {}


def _cue_features(revision: Revision, cues: _Mentioned, language: str) -> Iterator[tuple[str, float]]:
    touched = {cue for words in (revision.added, revision.removed) for cue in mentions(" ".join(words), language)}
    for cue in cues.old.keys() | cues.new.keys():
        came, went = cue in cues.came, cue in cues.went
        yield f"said:{cue}", 0.7
        if came or went:
            yield f"diff:{cue}", 1.0
        if came != went:
            yield f"came:{cue}" if came else f"went:{cue}", 0.5
        if revision.reworded:
            yield f"edited:{cue}", 0.5
        if cue in touched:
            yield f"touch:{cue}", 0.7
    for cue in mentions(revision.shown.near, language):
        yield f"near:{cue}", 0.3
    for cue in cues.above:
        yield f"above:{cue}", 0.5


def _form_features(revision: Revision, cues: _Mentioned, changed: _Changed) -> Iterator[tuple[str, float]]:
    reworded = revision.reworded
    size = changed.came.total() + changed.went.total()
    moved = {*cues.came, *cues.went}
    for form, holds in FORMS.items():
        before = revision.old is not None and holds(cues.above, cues.old)
        after = revision.new is not None and holds(cues.above, cues.new)
        if not before and not after:
            continue
        yield f"is:{form}", 1.0
        yield f"much:{form}", min(1.0, size / 6)
        yield f"touched:{form}", min(1.0, len(moved) / 3)
        yield f"both:{form}", 0.7 * reworded
        yield f"period:{form}", float("period" in moved)
        yield f"ground:{form}", float(not _GROUNDS.isdisjoint(moved))
        yield f"recipient:{form}", float(not _RECIPIENTS.isdisjoint(moved))
        yield f"denial:{form}", float("denial" in moved)
        yield f"new:{form}", 0.7 * (reworded and after and not before)
        yield f"gone:{form}", 0.7 * (reworded and before and not after)


def _practice_features(revision: Revision, around: Surroundings) -> Iterator[tuple[str, float]]:
    old, new = around.old_practices(revision.old), around.new_practices(revision.new)
    reworded = revision.reworded
    yield "recipient:unheard", float(_is_unheard(old, around.new_words) or _is_unheard(new, around.old_words))
    standing = around.standing(revision)
    for category, share in standing.items():
        yield f"stands:{category.value}", share
        yield f"news:{category.value}", float(share == 0)
    for category in Category:
        before, after = of_category(old, category), of_category(new, category)
        if not before and not after:
            continue
        facts_before = {fact for practice in before for fact in facts(practice)}
        facts_after = {fact for practice in after for fact in facts(practice)}
        yield f"reads:{category.value}", 1.0
        yield f"fact:{category.value}", float(facts_before != facts_after)
        yield f"fact_kept:{category.value}", float(reworded and facts_before == facts_after)
        yield f"denies:{category.value}", float(any(map(_denies, (*before, *after))))
        fresh = not reworded and standing.get(category, 1.0) < 0.5
        differs = reworded and facts_before != facts_after
        for rule in {practice.rule for practice in (*before, *after)}:
            yield f"read:{rule}", 0.5
            yield f"fresh:{rule}", float(fresh)
            yield f"differs:{rule}", float(differs)
        yield f"fresh:{category.value}", float(fresh)


def _denies(practice: Practice) -> bool:
    """Whether it denies what its category is about: sharing, but no safeguard of it; keeping, but no deletion."""
    return not practice.affirmed and practice.action not in ("safeguard", "delete")


def _is_unheard(practices: Iterable[Practice], elsewhere: Collection[str]) -> bool:
    """Whether one of these practices names somebody who gets data and of whom the other version says nothing."""
    named = (who.name for practice in practices if practice.affirmed for who in practice.recipients if who.name)
    return any(_leading(name) not in elsewhere for name in named)


def _leading(name: str) -> str:
    """The first word of a name; the others are often those of a whole trade ("Cloud", "Analytics", "GmbH")."""
    return next(iter(canonical(name).split()), "")


class _Changed(NamedTuple):
    """The words of a revision that can carry a fact. came, went: those that one side has more often."""

    added: Counter[str]
    removed: Counter[str]
    came: Counter[str]
    went: Counter[str]


def _changed(revision: Revision) -> _Changed:
    added, removed = content(revision.added), content(revision.removed)
    if not added or not removed:
        return _Changed(added, removed, added, removed)
    return _Changed(added, removed, added - removed, removed - added)


# German capitalises every noun: there a name has a second capital ("LinkedIn"), and is no statute ("TTDSG").
_GERMAN_NAME = re.compile(r"(?!\w*(?:G|GB|VO)$)\w+[A-Z]\w*")


def _names(passage: Passage | None, language: str) -> set[str]:
    """Capitalised words, folded. One that begins a sentence counts only in items and rows, where a list may name it."""
    if passage is None:
        return set()
    listed = passage.kind in (SegmentKind.ITEM, SegmentKind.ROW)
    text = flat(passage.text)
    found = _NAME.findall(text) + (_FIRST_NAME.findall(text) if listed else [])
    return {name.casefold() for name in found if language != "de" or _GERMAN_NAME.fullmatch(name)}


def _substance(revision: Revision, changed: _Changed, around: Surroundings) -> Iterator[tuple[str, float]]:
    """How much is new, and of what kind."""
    words = [*changed.came, *changed.went]
    novel = [w for w in changed.came if w not in around.old_words]
    novel += [w for w in changed.went if w not in around.new_words]
    language = around.new.language
    names_old, names_new = _names(revision.old, language), _names(revision.new, language)
    names = names_old | names_new
    exchanged = not (names_old - around.new_words).isdisjoint(changed.removed) and not (
        names_new - around.old_words
    ).isdisjoint(changed.added)
    size = max(len(side.words) for side in (revision.old, revision.new) if side)
    restated = around.restated(revision)
    yield "novel", min(1.0, len(novel) / 6)
    yield "novel:any", float(bool(novel))
    yield "novel:name", float(any(word in names for word in novel))
    yield "names:exchanged", float(exchanged)
    yield "changed:name", float(any(word in names for word in words))
    yield "changed:number", float(any(word.isdigit() for word in words))
    yield "changed:log", log1p(len(words)) / 3
    yield "changed:none", float(not words)
    yield "changed:one", float(len(words) == 1)
    yield "changed:few", float(1 < len(words) < 4)
    yield "added", float(revision.old is None)
    yield "removed", float(revision.new is None)
    yield "reworded", float(revision.reworded)
    yield "short", float(len(revision.shown.words) < 5)
    yield f"kind:{revision.shown.kind.value}", 0.7 if revision.shown.kind is not SegmentKind.PARAGRAPH else 0.0
    yield "alike", len(revision.kept) / size
    lonely_in_new = around.in_new_section(revision.shown) and not revision.reworded
    yield "section:new", float(lonely_in_new)
    yield "restated", restated
    yield "restated:well", float(restated > 0.7)
