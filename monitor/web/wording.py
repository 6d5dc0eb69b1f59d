"""The page's words for what the program knows. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from monitor.model import AlertKind, Category, DeliveryStatus, Direction, Outcome, ReviewAction, Verdict
from monitor.web.passages import readable
from monitor.web.standing import Standing
from notifiers.lexicon import ENGLISH
from notifiers.wording import DIRECTIONS, TOPICS
from store.changes import ChangeLine

STANDINGS = {
    Standing.BLIND: "cannot be read",
    Standing.STALE: "not verified lately",
    Standing.REVIEW: "needs a reader",
    Standing.CHANGED: "changed",
    Standing.WAITING: "not read yet",
    Standing.FINE: "as known",
    Standing.ARCHIVE: "history only",
}
VERDICTS = {
    Verdict.MATERIAL: "material",
    Verdict.NOT_MATERIAL: "not material",
    Verdict.UNDECIDED: "undecided",
    Verdict.SUSPECT_CAPTURE: "suspect capture",
}
DELIVERIES = {
    DeliveryStatus.PENDING: "waiting",
    DeliveryStatus.SENDING: "being sent",
    DeliveryStatus.SENT: "sent",
    DeliveryStatus.DEAD: "given up",
    DeliveryStatus.DROPPED: "dropped",
}
ALERTS = {
    AlertKind.CHANGE: "change",
    AlertKind.BLIND: "cannot be read",
    AlertKind.RECOVERED: "can be read again",
    AlertKind.TEST: "test",
    AlertKind.UNDELIVERED: "could not be delivered",
    AlertKind.DUE: "a day of a change is near",
    AlertKind.UNREVIEWED: "not reviewed",
    AlertKind.OUTAGE: "next to nothing can be reached",
    AlertKind.OUTAGE_OVER: "reached again",
}
REVIEWS = {
    ReviewAction.ACKNOWLEDGED: "looked at",
    ReviewAction.ASSIGNED: "given to somebody",
    ReviewAction.DISMISSED: "dismissed",
    ReviewAction.LINKED: "linked to a ticket",
}
OUTCOMES = {
    Outcome.FIRST_RECORD: "first record",
    Outcome.UNCHANGED: "unchanged",
    Outcome.NOT_MODIFIED: "not modified, the server says",
    Outcome.PENDING: "another text, to be seen again",
    Outcome.NEW_VERSION: "new version",
    Outcome.SUSPECT: "something other than the policy",
    Outcome.FAILED: "failed",
}


def headline(verdict: Verdict, topics: Mapping[Category, Direction | None], pins: int = 0) -> str:
    """A change in a few words: "Sharing and retention, less protective". pins: how many pinned clauses changed."""
    if verdict is Verdict.SUSPECT_CAPTURE:
        return "The capture is suspect"
    if not topics:
        if verdict is Verdict.UNDECIDED:
            return "Could not be decided"
        return sentence(ENGLISH.count("title.pins", pins)) if pins else "Nothing material"
    named = sentence(ENGLISH.listed(TOPICS[category] for category in topics))
    directions = set(topics.values()) - {None}
    if len(directions) == 1 and (direction := directions.pop()):
        return f"{named}, {DIRECTIONS[direction]}"
    return named


def summary(counts: Mapping[Standing, int], recent: int, *, verified_at: datetime | None) -> str:
    """The state of the watch in a few sentences. recent: material changes. verified_at: of any policy."""
    watched = sum(counts.values()) - counts.get(Standing.ARCHIVE, 0)
    if not watched:
        kept = counts.get(Standing.ARCHIVE, 0)
        return f"No vendor is watched. The history of {plural(kept, 'vendor', 'vendors')} is kept."
    parts = [f"{plural(watched, 'vendor is', 'vendors are')} watched."]
    if recent:
        parts.append(f"{plural(recent, 'material change', 'material changes')} in the last 30 days.")
    else:
        parts.append("No material change in the last 30 days.")
    if blind := counts.get(Standing.BLIND, 0):
        parts.append(f"{plural(blind, 'vendor', 'vendors')} cannot be read.")
    stale = counts.get(Standing.STALE, 0)
    if stale == watched and verified_at:
        parts.append(f"Nothing has been verified since {ENGLISH.day(verified_at)}.")
    elif stale:
        parts.append(f"{plural(stale, 'vendor has', 'vendors have')} not been verified lately.")
    return " ".join(parts)


def plural(count: int, one: str, many: str) -> str:
    """ "1 vendor", "1,000 vendors"."""
    return f"{count:,} {one if count == 1 else many}"


def sentence(words: str) -> str:
    """With a capital at its beginning; the others stay as they are."""
    return words[:1].upper() + words[1:]


def full_stop(words: str) -> str:
    """With a stop at its end, where it has none: reasons come with one and without."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def ago(moment: datetime, now: datetime) -> str:
    """ "3 hours ago", "in 2 days"."""
    length = span(abs(now - moment))
    return f"{length} ago" if moment <= now else f"in {length}"


def span(length: timedelta) -> str:
    """A length of time in its largest fitting unit."""
    seconds = int(length.total_seconds())
    for name, size in (("year", 31_557_600), ("month", 2_629_800), ("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size * (1 if size <= 86_400 else 2):  # "45 days" says more than "1 month"
            count = seconds // size
            return plural(count, name, name + "s")
    return "moments"


def size(count: int) -> str:
    """Bytes as people read them."""
    value = float(count)
    for unit in ("bytes", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"


def section_name(section: Sequence[str] | str) -> str:
    """A heading path on one line; the policy's own title is left out, it stands above everything.

    section: headings, outermost first, or as findings hold them ("A > B").
    """
    if isinstance(section, str):
        section = section.split(" > ")
    return " › ".join(readable(heading) for heading in (section[1:] or section))


def runs(changes: Sequence[ChangeLine]) -> list[list[ChangeLine]]:
    """The changes in their order; those in a row that are nothing to look at stand together."""
    found: list[list[ChangeLine]] = []
    for change in changes:
        if found and _is_quiet(change) and _is_quiet(found[-1][-1]):
            found[-1].append(change)
        else:
            found.append([change])
    return found


def _is_quiet(change: ChangeLine) -> bool:
    return change.verdict is Verdict.NOT_MATERIAL and not change.pins
