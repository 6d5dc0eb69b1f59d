"""The policy text that the daemon would have on record after each fetch: reading, classification and confirmation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from monitor.confirm import observe
from scrapers.extract import extract_page


class Recorder:
    """One source's record, fed with one capture after the other."""

    def __init__(self) -> None:
        self.text: str | None = None
        self._memory: dict[str, Any] = {}

    def observe(self, html: str | bytes, *, url: str | None = None, time: str | None = None) -> str | None:
        """The text on record after this capture. time: ISO 8601, when it was fetched."""
        page = extract_page(html, url=url)
        at = datetime.fromisoformat(time) if time else datetime.now(UTC)
        self._memory, observation = observe(self._memory, page, at)
        self.text = observation.text or self.text
        return self.text
