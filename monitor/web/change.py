"""A change: the findings first, then the two texts side by side or in one column; and the list of all changes."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Any

from starlette.responses import Response

from monitor.compare.align import compare
from monitor.judge import compare_texts
from monitor.model import Category, Comparison, Judgement, Operation, ReviewAction, Verdict, Version
from monitor.web import feeds, parameters
from monitor.web.beside import beside
from monitor.web.passages import Fold, Row, folded, parts, readable, rows, shown_length
from monitor.web.site import View
from notifiers import marks
from notifiers.escape import clean
from store import judgements, reviews, sources, versions
from store.changes import ChangeLine, Place, list_changes

_PART = 90_000  # characters of changed passages on one page
_FOLDED_AT_MOST = 60_000  # characters of unchanged passages that a page carries along, folded
_PER_LIST = 50
_FIRST_FINDINGS = 12  # the most important ones come first; the others are one click away


class ReviewState(StrEnum):
    """What a list of changes may be narrowed down to."""

    OPEN = "open"


def page(view: View) -> Response:
    """The change that made a version; with ?from=, what lies between that version and this one, judged now."""
    source, number = view.source, view.number
    new = versions.get(view.db, source, number)
    old = versions.get(view.db, source, parameters.whole(view.query, "from", number - 1))
    across = old.number != number - 1  # no change that was recorded, judged and told as one
    judgement = _judged(old.text, new.text) if across else judgements.latest(view.db, source, number)
    context = beside(view.db, source, old, new, None if across else judgement)
    return view.render(
        "change.html.j2",
        source=source,
        vendor=view.path["vendor"],
        name=sources.vendor_name(view.db, source),
        terms_type=sources.terms_type(view.db, source),
        old=old,
        new=new,
        latest=versions.count(view.db, source),
        across=across,
        judgement=judgement,
        topics=_topics(judgement),
        beside=context,
        pins=[{"pin": pin, **_quotes(pin.old, pin.new)} for pin in context.pins],
        reviews=reviews.of_version(view.db, source, number),
        actions=list(ReviewAction),
        **_findings_and_texts(view, old, new, judgement),
    )


def _findings_and_texts(view: View, old: Version, new: Version, judgement: Judgement | None) -> dict[str, Any]:
    """What was found, and the part of the two texts that is asked for."""
    findings = judgement.findings if judgement else ()
    told = len(judgement.told) if judgement else 0
    found = rows(_comparison(old.text, new.text), findings)
    pages = parts(folded(found), _PART, length=shown_length)
    part = min(parameters.whole(view.query, "part", 1), len(pages))
    return {
        "findings": [{"finding": finding, **_quotes(finding.old, finding.new)} for finding in findings],
        "places": _places(pages),
        "first_findings": min(_FIRST_FINDINGS, told),
        "told": told,
        "items": pages[part - 1],
        "part": part,
        "part_count": len(pages),
        "fold_texts": _folded_text(pages[part - 1]) <= _FOLDED_AT_MOST,
        "split": view.query.get("view") != "unified",
        "counts": _counts(found),
    }


def list_page(view: View) -> Response:
    """All changes, newest first, by topic, verdict, vendor, tag and time."""
    shown, older = narrowed(view, _PER_LIST)
    return view.render(
        "changes.html.j2",
        changes=shown,
        older=older,
        topics=list(Category),
        verdicts=list(Verdict),
        review_states=list(ReviewState),
        tags=sources.tags(view.db),
        feed=feeds.address(view.query),
    )


def narrowed(view: View, limit: int) -> tuple[list[ChangeLine], str | None]:
    """The changes that the parameters ask for, and the cursor of those that follow."""
    verdict = parameters.choice(view.query, "verdict", Verdict)
    since, until = parameters.span(view.query)
    vendor = parameters.text(view.query, "vendor")
    known = sources.vendor_of(view.db, vendor) if vendor else None  # an empty list would say that nothing has changed
    found = list_changes(
        view.db,
        source=vendor if known and vendor in sources.keys(view.db, known) else None,  # else a name: "Example A/S"
        vendors=[known] if known else None,
        topic=parameters.choice(view.query, "topic", Category),
        tag=parameters.text(view.query, "tag"),
        verdicts=(verdict,) if verdict else (),
        since=since,
        until=until,
        open_only=parameters.choice(view.query, "review", ReviewState) is ReviewState.OPEN,
        after=_after(view),
        limit=limit + 1,
    )
    return found[:limit], _cursor(found[limit - 1]) if len(found) > limit else None


def _after(view: View) -> Place | None:
    """The place where a list of changes goes on."""
    found = parameters.cursor(view.query, str, str, int)
    if found is None:
        return None
    moment = parameters.moment({"cursor": found[0]}, "cursor")
    if moment is None:
        raise parameters.BadParameter("cursor", "is no cursor of ours; take it from the answer before")
    return moment, found[1], found[2]


def _cursor(change: ChangeLine) -> str:
    return parameters.encoded_cursor((change.recorded_at.isoformat(), change.source, change.number))


# A reader goes through one change part by part, and comes back to it from the next.
@lru_cache(maxsize=32)
def _comparison(old: str, new: str) -> Comparison:
    return compare(old, new)


@lru_cache(maxsize=8)
def _judged(old: str, new: str) -> Judgement:
    """Of two versions with others between them, by today's rules."""
    return compare_texts(old, new)


def _topics(judgement: Judgement | None) -> dict[Category, object]:
    if judgement is None:
        return {}
    return {category: judgement.categories[category].direction for category in judgement.material_categories}


def _quotes(before: str | None, after: str | None) -> dict[str, marks.Quote]:
    """Both sides in pieces, the changed words marked."""
    old, new = (readable(clean(quote or "")) for quote in (before, after))
    marked = marks.mark(old, new) if old and new else (marks.whole(old), marks.whole(new))
    return {"old": marked[0] if old else (), "new": marked[1] if new else ()}


def _places(pages: list[list[Row | Fold]]) -> dict[int, tuple[int, int]]:
    """Where each finding lies: its part and its passage."""
    return {
        number: (part, row.place)
        for part, items in enumerate(pages, start=1)
        for row in items
        if isinstance(row, Row)
        for number in row.findings
    }


def _folded_text(items: list[Row | Fold]) -> int:
    return sum(item.length for item in items if isinstance(item, Fold))


def _counts(found: list[Row]) -> dict[str, int]:
    return {operation.value: sum(row.kind == operation for row in found) for operation in Operation}
