"""The policy text that the daemon would have on record after each fetch: reading, classification and confirmation.

score.py DATASET -e state:benchmarks.recorder:Recorder --part B
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.decide.confirm import observe
from monitor.model import Page
from scrapers.extract import extract_page

_CHECKS_APART = timedelta(hours=6)


class Recorder:
    """One source's record, fed with one capture after the other.

    An archive holds what its own fetches brought, so two things stand for what the daemon does: a candidate's prompt
    second look sees the same capture, and a capture that comes again with the same time is a later regular check.
    text: the text on record. page: the last capture as it was read.
    """

    def __init__(self) -> None:
        self.text: str | None = None
        self._memory: dict[str, Any] = {}
        self._last: tuple[str | bytes, str | None, str | None] | None = None
        self.page: Page | None = None
        self._again = 0

    def observe(self, html: str | bytes, *, url: str | None = None, time: str | None = None) -> str | None:
        """The text on record after this capture. time: ISO 8601, when it was fetched."""
        page = self._read(html, url, time)
        at = datetime.fromisoformat(time) if time else datetime.now(UTC)
        at += self._again * _CHECKS_APART
        if self._look(page, at) == "pending":
            self._look(page, at)
        return self.text

    def _read(self, html: str | bytes, url: str | None, time: str | None) -> Page:
        seen = (html, url, time)
        if self.page is None or seen != self._last:
            self._last, self.page, self._again = seen, extract_page(html, url=url), 0
        else:
            self._again += 1
        return self.page

    def _look(self, page: Page, at: datetime) -> str:
        self._memory, observation = observe(self._memory, page, at)
        self.text = observation.text or self.text
        return observation.kind
