"""Charts as inline SVG, drawn on the server: when a policy changed, on which topic, which way, where it was not seen.

Marks differ by shape, not by colour alone: a triangle pointing down is less protective, up is more protective, a
diamond both, a disc neither; a short stroke is a change of nothing material, a ring one that needs a reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from monitor.model import Category, Direction, Verdict
from notifiers.escape import one_line
from notifiers.wording import TOPICS
from store.changes import ChangeLine
from store.figures import Spell

_LANES: tuple[Category | None, ...] = (*Category, None)
_LANE_HEIGHT = 28
_CALENDAR = 24  # the height of the years below the lanes
_LANES_WIDE, _MARGIN = 96, 12
_LABELS = 10  # below a timeline
_SHAPES = {
    Direction.LESS_PROTECTIVE: ("less", "M-6-4.5H6L0 6.5z"),
    Direction.MORE_PROTECTIVE: ("more", "M-6 4.5H6L0-6.5z"),
    Direction.MIXED: ("mixed", "M0-6.5L5.5 0L0 6.5L-5.5 0z"),
    Direction.NEUTRAL: ("neutral", "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"),
}
_STROKE = ("other", "M0-4V4")
_RING = ("review", "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Time from left to right. start, end: UTC. left, right: in SVG units."""

    start: datetime
    end: datetime
    left: float
    right: float

    def x(self, moment: datetime) -> float:
        share = (moment - self.start) / (self.end - self.start)
        return round(self.left + min(max(share, 0), 1) * (self.right - self.left), 1)


def timeline(
    changes: Sequence[ChangeLine], spells: Sequence[Spell], *, start: datetime, now: datetime, width: int = 912
) -> Markup:
    """A line for each of the lanes, years or months below; each mark links to its change."""
    start = min(start, now - timedelta(days=180))
    scale = Scale(start=start - timedelta(days=14), end=now, left=_MARGIN, right=width - _MARGIN)
    height = _LANE_HEIGHT * len(_LANES)
    body = [*_axes(width), *_calendar(scale, height)]
    body += [_blind(spell, scale, height, now) for spell in spells]
    # The oldest first, so that the tabulator key walks through time.
    body += [
        mark for change in sorted(changes, key=lambda change: change.recorded_at) for mark in _marks(change, scale)
    ]
    label = f"Timeline from {start:%B %Y} to {now:%B %Y}; the list below says the same in words"
    return Markup(
        '<svg class="timeline" viewBox="0 0 {} {}" width="{}" height="{}" role="group" aria-label="{}">{}</svg>'
    ).format(width, height + _CALENDAR, width, height + _CALENDAR, label, Markup("").join(body))


def spark(changes: Sequence[ChangeLine], *, now: datetime, months: int = 24, width: int = 132) -> Markup:
    """The last months of a vendor in one small line; without links, the list has them."""
    scale = Scale(start=now - timedelta(days=30.44 * months), end=now, left=7, right=width - 7)
    recent = sorted((change for change in changes if change.recorded_at > scale.start), key=lambda c: c.recorded_at)
    marks = [_shape(scale.x(change.recorded_at), 9, *_sign(change)) for change in recent]
    material = sum(change.verdict is Verdict.MATERIAL for change in recent)
    label = (
        f"{len(recent)} changes in {months} months, {material} material" if recent else f"no change in {months} months"
    )
    return Markup(
        '<svg class="spark" viewBox="0 0 {} 18" width="{}" height="18" role="img" aria-label="{}">'
        '<path class="axis" d="M1 9H{}"/>{}</svg>'
    ).format(width, width, label, width - 1, Markup("").join(marks))


def lanes() -> Markup:
    """The names of a timeline's lanes: a topic each, and one for the rest. They stay where the timeline is scrolled."""
    height = _LANE_HEIGHT * len(_LANES) + _CALENDAR
    names = [
        Markup('<text x="0" y="{}">{}</text>').format(_middle(number) + 4, TOPICS[lane] if lane else "other")
        for number, lane in enumerate(_LANES)
    ]
    return Markup('<svg class="lanes" width="{}" height="{}" aria-hidden="true">{}</svg>').format(
        _LANES_WIDE, height, Markup("").join(names)
    )


def _middle(lane: int) -> int:
    return _LANE_HEIGHT * lane + _LANE_HEIGHT // 2


def _axes(width: int) -> Iterable[Markup]:
    for number in range(len(_LANES)):
        yield Markup('<path class="axis" d="M0 {}H{}"/>').format(_middle(number), width - _MARGIN)


def _calendar(scale: Scale, height: int) -> Iterable[Markup]:
    """Lines where years begin, or months where the whole is short; the first label names its year."""
    named = False
    for begins in _beginnings(scale):
        label = f"{begins:%Y}" if begins.month == 1 else f"{begins:%b}" if named else f"{begins:%b %Y}"
        named = True
        yield Markup('<path class="year" d="M{0} 0V{1}"/><text x="{0}" y="{2}" class="label">{3}</text>').format(
            scale.x(begins), height, height + 16, label
        )


def _beginnings(scale: Scale) -> Iterable[datetime]:
    """Every so many months from January on, or every so many years."""
    months = (scale.end - scale.start).days / 30.44
    step = next((step for step in (1, 2, 3, 6) if months / step < _LABELS), 12 * max(1, int(months / 12 / _LABELS)))
    years = range(scale.start.year, scale.end.year + 1, max(1, step // 12))
    for begins in (datetime(year, month, 1, tzinfo=UTC) for year in years for month in range(1, 13, min(step, 12))):
        if scale.start < begins <= scale.end:
            yield begins


def _blind(spell: Spell, scale: Scale, height: int, now: datetime) -> Markup:
    left, right = scale.x(spell.start), scale.x(spell.end or now)
    until = f"{spell.end:%d %B %Y}" if spell.end else "today"
    return Markup(
        '<rect class="blind-band" x="{}" y="0" width="{}" height="{}"><title>Not seen from {} to {}: {}</title></rect>'
    ).format(left, max(right - left, 1.5), height, f"{spell.start:%d %B %Y}", until, one_line(spell.problem))


def _marks(change: ChangeLine, scale: Scale) -> Iterable[Markup]:
    """One mark in the lane of each material topic; else one in the last lane."""
    x = scale.x(change.recorded_at)
    link = f"/changes/{change.id}"
    for lane in change.topics or (None,):
        y = _middle(_LANES.index(lane))
        sign = _topic_sign(change.topics[lane]) if lane else _plain_sign(change)
        words = (
            f"{change.recorded_at:%d %B %Y}, {TOPICS[lane] if lane else 'other'}: {change.reason or 'nothing material'}"
        )
        yield Markup('<a href="{}" aria-label="{}"><title>{}</title>{}</a>').format(
            link, one_line(words), one_line(words), _shape(x, y, *sign)
        )


def _sign(change: ChangeLine) -> tuple[str, str]:
    """One sign for the whole change: its direction where all topics agree."""
    if not change.topics:
        return _plain_sign(change)
    directions = set(change.topics.values())
    return _topic_sign(directions.pop() if len(directions) == 1 else Direction.MIXED)


def _topic_sign(direction: Direction | None) -> tuple[str, str]:
    return _SHAPES[direction or Direction.NEUTRAL]


def _plain_sign(change: ChangeLine) -> tuple[str, str]:
    return _RING if change.verdict in {Verdict.UNDECIDED, Verdict.SUSPECT_CAPTURE} else _STROKE


def _shape(x: float, y: float, name: str, path: str) -> Markup:
    # Numbers and names of ours, nothing to escape; format() would take half the time of the overview.
    return Markup(f'<path class="mark {name}" transform="translate({x} {y})" d="{path}"/>')  # noqa: S704


def unclear_sign() -> Markup:
    """The ring of a change that could not be decided."""
    return _beside_words(*_RING)


def direction_sign(direction: Direction | None) -> Markup:
    """The shape of a direction, to stand beside its words."""
    return _beside_words(*_topic_sign(direction))


def _beside_words(name: str, path: str) -> Markup:
    return Markup(
        '<svg class="sign" viewBox="-8 -8 16 16" width="14" height="14" aria-hidden="true">'
        '<path class="mark {}" d="{}"/></svg>'
    ).format(name, path)
