"""Templates: everything is escaped, and characters that are not meant to be read never reach a page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from monitor.decide import troubles
from monitor.model import PRIVACY_POLICY, DeliveryStatus, Direction, Operation
from monitor.web import charts, wording
from monitor.web.passages import readable
from notifiers.escape import clean
from notifiers.facts import SILENT_EDITS
from notifiers.lexicon import ENGLISH
from notifiers.wording import DIRECTIONS, FATES, TOPICS

STATIC = Path(__file__).parent / "static"


def environment() -> Environment:
    found = Environment(
        loader=PackageLoader("monitor.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= _globals()
    found.filters |= _filters()
    return found


def _globals() -> dict[str, Any]:
    return {
        "asset": _assets().__getitem__,
        "direction_sign": charts.direction_sign,
        "unclear_sign": charts.unclear_sign,
        "ALERTS": wording.ALERTS,
        "DELIVERIES": wording.DELIVERIES,
        "DIRECTIONS": DIRECTIONS,
        "FATES": FATES,
        "OUTCOMES": wording.OUTCOMES,
        "REVIEWS": wording.REVIEWS,
        "SILENT_EDITS": SILENT_EDITS,
        "STANDINGS": wording.STANDINGS,
        "TOPICS": TOPICS,
        "PRIVACY_POLICY": PRIVACY_POLICY,
        "VERDICTS": wording.VERDICTS,
        "DeliveryStatus": DeliveryStatus,
        "Direction": Direction,
        "Operation": Operation,
        "headline": wording.headline,
        "plural": wording.plural,
        "lanes": charts.lanes,
        "timeline": charts.timeline,
        "spark": charts.spark,
        "trouble": troubles.trouble,
    }


def _filters() -> dict[str, Callable[..., Any]]:
    return {
        "day": _day,
        "instant": _instant,
        "ago": _ago,
        "sentence": wording.sentence,
        "full_stop": wording.full_stop,
        "size": wording.size,
        "span": wording.span,
        "section": wording.section_name,
        "readable": readable,
        "runs": wording.runs,
    }


def _assets() -> dict[str, str]:
    """Addresses of the static files that change with their content, so that browsers may keep them for good."""
    return {
        file.name: f"/static/{file.name}?{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"
        for file in STATIC.iterdir()
    }


def _cleaned(value: Any) -> Any:
    """Control characters and bidirectional overrides are hostile in a page, too; what is None shows nothing."""
    if value is None:
        return ""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _day(value: date | None) -> Markup | str:
    """A date; of an instant its day in UTC, with the time on hovering."""
    if value is None:
        return "never"
    if isinstance(value, datetime):
        return _time(value, ENGLISH.day(value.astimezone(UTC)))
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), ENGLISH.day(value))


def _instant(value: datetime | None) -> Markup | str:
    """A date and time in UTC, to the minute."""
    if value is None:
        return "never"
    value = value.astimezone(UTC)
    return _time(value, f"{ENGLISH.day(value)}, {value:%H:%M} UTC")


def _ago(value: datetime | None, now: datetime) -> Markup | str:
    if value is None:
        return "never"
    return _time(value, wording.ago(value, now), kind="ago")


def _time(value: datetime, words: str, *, kind: str = "moment") -> Markup:
    value = value.astimezone(UTC)
    return Markup('<time class="{}" datetime="{}" title="{}">{}</time>').format(
        kind, value.strftime("%Y-%m-%dT%H:%M:%SZ"), f"{value:%Y-%m-%d %H:%M} UTC", words
    )
