"""Menus, footers, tables of contents and icon labels that a capture took for the policy, or took once and not again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from monitor.compare.capture_rules import RULES
from monitor.compare.evidence import Evidence, is_running_text
from monitor.compare.noise import canonical
from monitor.model.text import Segment, SegmentKind

_TARGET = re.compile(r"\]\(\s*<?([^()\s]*)")
_FEWEST = 3  # passages; a new title, date line or link alone is the vendor's work
_MANY = 10  # passages outside the text that make a menu; fewer may be a contact block
_LABEL_AT_MOST = 100  # letters
_MOSTLY = 0.88  # of what is around a text is labels
_REPEATED = 5  # times that a label of an icon stands in a text


def surroundings(found: Evidence) -> str | None:
    """What came and went stands around the policy and says nothing: a reason to look at the capture, not the policy."""
    old, new = _changed(found, "old"), _changed(found, "new")
    if len(old) + len(new) < _FEWEST:
        return None
    sides = ((found.comparison.old, old), (found.comparison.new, new))
    mostly_labels = all(sum(map(_is_label, changed)) >= _MOSTLY * len(changed) for _, changed in sides)
    if found.edited and not mostly_labels:
        return None
    headings = {
        canonical(segment.text) for whole, _ in sides for segment in whole if segment.kind is SegmentKind.HEADING
    }
    if not found.edited and all(_is_entry(segment, headings) for segment in (*old, *new)):
        return "Only a table of contents was captured on one side; the text is the same."
    edited = {segment for change in found.edited for segment in (*change.old, *change.new)}
    if mostly_labels and all(_is_around(whole, changed, headings, edited) for whole, changed in sides):
        return "Only menus, footers or link lists around the text were captured differently."
    return None


def _changed(found: Evidence, side: str) -> list[Segment]:
    alone = found.lost if side == "old" else found.gained
    return [*alone, *(segment for change in found.edited for segment in getattr(change, side))]


def _is_entry(segment: Segment, headings: set[str]) -> bool:
    """Whether the passage is an entry of a table of contents, or its title."""
    words = canonical(segment.text)
    if segment.kind is SegmentKind.HEADING:
        return words in ("table of contents", "contents", "on this page", "sommaire", "inhalt", "índice")
    targets = _TARGET.findall(segment.text)
    return words in headings or (
        bool(targets) and all(target.startswith("#") for target in targets) and _is_label(segment)
    )


def _is_label(segment: Segment) -> bool:
    return not is_running_text(segment)


def _is_around(whole: Sequence[Segment], changed: Sequence[Segment], headings: set[str], edited: set[Segment]) -> bool:
    """Whether nearly all these passages, mostly labels, are around their text: outer blocks, links within the site,
    icon labels.

    A link or label inside the text that was edited and not just captured or not is the vendor's work.
    """
    if not changed:
        return True
    site = _site(whole)
    times = Counter(canonical(segment.text) for segment in changed)
    labels = [segment for segment in changed if _is_label(segment)]
    inner = [
        segment
        for segment in labels
        if segment not in edited
        and (
            _is_entry(segment, headings) or _links_within(segment, site) or times[canonical(segment.text)] >= _REPEATED
        )
    ]
    if len(inner) >= 0.9 * len(changed):
        return True
    before, behind = _outside(whole, changed)
    outer = [*before, *(behind if len(changed) >= _MANY and _is_menu(labels) else [])]
    return len({s.ordinal for s in (*outer, *inner)}) >= 0.9 * len(changed)


def _is_menu(labels: Sequence[Segment]) -> bool:
    """Whether links or the words of menus are among the labels; else, behind the text, they may be an annex."""
    linked = sum(bool(_TARGET.search(segment.text)) for segment in labels)
    entries = {canonical(segment.text) for segment in labels}
    listed = (rule for rule in RULES if rule.kind == "menu")
    return linked >= 0.3 * len(labels) or any(len(entries.intersection(rule.phrases)) >= 3 for rule in listed)


def _site(segments: Sequence[Segment]) -> str:
    """The host that most links of a text lead to: the vendor's own."""
    hosts = Counter(
        urlsplit(target).hostname or "" for s in segments if "](" in s.text for target in _TARGET.findall(s.text)
    )
    del hosts[""]
    return hosts.most_common(1)[0][0] if hosts else ""


def _links_within(segment: Segment, site: str) -> bool:
    """Whether the passage is links to pages of the site itself, and hardly anything else."""
    targets = _TARGET.findall(segment.text)
    if not targets or len(canonical(segment.text).split()) > 12 * len(targets):
        return False
    return all(not urlsplit(target).hostname or urlsplit(target).hostname == site for target in targets)


def _outside(whole: Sequence[Segment], changed: Sequence[Segment]) -> tuple[list[Segment], list[Segment]]:
    """Those passages that stand before the first and behind the last running text that did not change."""
    ordinals = {segment.ordinal for segment in changed}

    def is_body(segment: Segment) -> bool:
        return segment.ordinal not in ordinals and len(segment.text) > _LABEL_AT_MOST and is_running_text(segment)

    first = next((segment.ordinal for segment in whole if is_body(segment)), None)
    last = next((segment.ordinal for segment in reversed(whole) if is_body(segment)), None)
    if first is None or last is None:
        return [], []
    before = [segment for segment in changed if segment.ordinal < first]
    return before, [segment for segment in changed if segment.ordinal > last]
