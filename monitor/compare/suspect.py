"""Whether two texts are two states of one policy, or one of them is something else that was captured.

`suspicion` asks a tuple of small checks of one signature; the first that finds something gives the reason. Each looks
for a kind of difference that vendors do not make by editing: a text that breaks off, half of it gone without a new
word, menus and consent lists captured on one side, the same passages twice, another language or document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from monitor.compare.capture_rules import RULES
from monitor.compare.evidence import Evidence, count_words, evidence, running_text_share
from monitor.compare.noise import canonical
from monitor.compare.surroundings import surroundings
from monitor.model.change import Comparison
from monitor.model.language import language_of
from monitor.model.text import Segment, SegmentKind

Check = Callable[[Evidence], str | None]

_A_POLICY = 300  # words; whoever compares two paragraphs is not shown a broken capture
_ANOTHER_TEXT = 0.3  # of the words are gone
_A_SECTION = 100  # words; a text that ends without a full stop and gained less than this may just have grown


def suspicion(old: str, new: str, comparison: Comparison) -> str | None:
    """Why one of the texts is not the policy, in one plain sentence; None where both seem to be."""
    if not comparison.changes and comparison.old:
        return None
    found = evidence(old, new, comparison)
    if _is_withdrawn(found.new):
        return None
    return next((reason for check in CHECKS if (reason := check(found)) is not None), None)


def _is_withdrawn(text: str) -> bool:
    return any(rule.matches(text) for rule in RULES if rule.kind == "withdrawn")


def not_the_policy(found: Evidence) -> str | None:
    """A bot wall, an error page, a login or a page that had not loaded: it shares hardly a word with the policy."""
    for side, text, own_share in (("new", found.new, found.gained_share), ("old", found.old, found.lost_share)):
        for rule in RULES if own_share > 0.7 else ():
            if rule.side == "whole" and rule.reason and rule.matches(text):
                return rule.reason.format(side=side)
    return None


def hardly_a_word(found: Evidence) -> str | None:
    """A stub beside a full text: a heading, a teaser, nothing at all."""
    counts = {"old": found.old_words, "new": found.new_words}
    side = min(counts, key=lambda name: counts[name])
    if not counts[side] or (counts[side] < 100 and max(counts.values()) >= max(_A_POLICY, 4 * counts[side])):
        return f"The {side} text has hardly any words: the page did not show the policy."
    return None


def other_language(found: Evidence) -> str | None:
    """Texts in two languages have hardly a word in common."""
    if found.lost_share < _ANOTHER_TEXT:
        return None
    before, after = language_of(found.old), language_of(found.new)
    if before and after and before != after:
        return f"The old text is in another language ({before}) than the new one ({after})."
    return None


def other_document(found: Evidence) -> str | None:
    """Nearly nothing in common, and far from the same size or one of them not about personal data."""
    if found.lost_share < 0.5 or found.gained_share < 0.3:
        return None
    longer, shorter = max(found.old_words, found.new_words), min(found.old_words, found.new_words)
    if longer < _A_POLICY:
        return None
    if longer >= 4 * shorter and max(found.lost_share, found.gained_share) > 0.8:
        side = "old" if found.old_words < found.new_words else "new"
        return f"The {side} text is a short page with little of the other's words: another page was captured."
    if min(found.lost_share, found.gained_share) > 0.9:
        for side, text in (("old", found.old), ("new", found.new)):
            if _policy_words(text) < 0.02:
                return f"The {side} text is hardly about personal data: another document was captured."
    return None


_ABOUT_DATA = re.compile(
    r"\b(?:privacy|personal|data|information|cookies?|consent|données|confidentialité|personnel\w*|daten\w*|"
    r"personenbezogen\w*|datos|privacidad|personales)\b",
    re.IGNORECASE,
)


def _policy_words(text: str) -> float:
    """The share of words that speak of personal data: 3 to 9% in policies."""
    return len(_ABOUT_DATA.findall(text)) / max(1, len(text.split()))


def broken_off(found: Evidence) -> str | None:
    """One text stops inside a sentence or under a heading where the other goes on."""
    if found.lost_share < 0.02 and _breaks_off(found.comparison.old, found.comparison.new, found.gained):
        return "The old text breaks off where the new one goes on: it was captured incompletely."
    if found.gained_share < 0.02 and _breaks_off(found.comparison.new, found.comparison.old, found.lost):
        return "The new text breaks off where the old one goes on: it was captured incompletely."
    return None


def _breaks_off(short: Sequence[Segment], full: Sequence[Segment], missing: Sequence[Segment]) -> bool:
    """Whether `short` ends as a beginning of a passage of `full`, or in a heading, and what follows is missing."""
    if not short or count_words(missing) < _A_SECTION:
        return False
    last = short[-1]
    words = canonical(last.text)
    behind = max(segment.ordinal for segment in full)
    for segment in full:
        whole = canonical(segment.text) if segment.text.startswith(last.text[:8]) else ""
        goes_on = whole.startswith(words) and len(whole) > len(words)
        is_last_heading = last.kind is SegmentKind.HEADING and segment.text == last.text and segment.ordinal < behind
        if goes_on or is_last_heading:
            return _are_missing(segment.ordinal, full, missing)
    return False


def _are_missing(after: int, full: Sequence[Segment], missing: Sequence[Segment]) -> bool:
    """Whether nearly all passages behind this one are missing."""
    gone = {segment.ordinal for segment in missing}
    rest = [segment.ordinal for segment in full if segment.ordinal > after]
    return bool(rest) and sum(ordinal in gone for ordinal in rest) >= 0.8 * len(rest)


def half_gone(found: Evidence) -> str | None:
    """A large part vanished, or came, and not a word was changed elsewhere."""
    if found.lost_share >= 0.4 and found.lost_words >= 1000 and found.gained_share < 0.01 and len(found.edited) <= 1:
        return "A large part of the text is gone and nothing else was changed: the rest was not captured."
    if found.gained_share >= 0.55 and found.gained_words >= 800 and found.lost_share < 0.01 and len(found.edited) <= 1:
        return "Most of the text is new and nothing else was changed: the old text was captured incompletely."
    return None


def captured_twice(found: Evidence) -> str | None:
    """The passages that came, or went, stand a second time in the same text."""
    if min(found.lost_words, found.gained_words) > 20:
        return None
    gained = found.gained_words > found.lost_words
    segments, side = (found.comparison.new, found.gained) if gained else (found.comparison.old, found.lost)
    words = count_words(side)
    if words < 150:
        return None
    times = Counter(canonical(segment.text) for segment in segments)
    if count_words(segment for segment in side if times[canonical(segment.text)] > 1) < 0.95 * words:
        return None
    return "The same passages were captured twice in one of the texts."


def consent_list(found: Evidence) -> str | None:
    """The cookie list of a consent tool, on one side only."""
    if len(found.edited) > 2 or min(found.lost_words, found.gained_words) > 20:
        return None
    side = found.gained if found.gained_words > found.lost_words else found.lost
    words = " ".join(canonical(segment.text) for segment in side)
    return next((rule.reason for rule in RULES if rule.kind == "consent_wall" and rule.count(words) >= 2), None)


def tables_captured(found: Evidence) -> str | None:
    """All that came, or went, is rows of several tables, and no sentence was touched."""
    if found.edited:
        return None
    for side, other, whole in (
        (found.gained, found.lost, found.comparison.old),
        (found.lost, found.gained, found.comparison.new),
    ):
        rows = [segment for segment in side if segment.kind is SegmentKind.ROW]
        if len(rows) < 5 or running_text_share(other) > 0 or count_words(rows) < 0.9 * count_words(side):
            continue
        # A vendor who adds a table announces it; a reader who learns to read tables finds them all over the text.
        is_unannounced = len(rows) == len(side) and not any(segment.kind is SegmentKind.ROW for segment in whole)
        if (is_unannounced or len({row.header for row in rows}) >= 4) and not found.redated:
            return "Tables were captured on one side only; no other word was changed."
    return None


CHECKS: tuple[Check, ...] = (
    not_the_policy,
    hardly_a_word,
    other_language,
    broken_off,
    other_document,
    captured_twice,
    consent_list,
    tables_captured,
    half_gone,
    surroundings,
)
