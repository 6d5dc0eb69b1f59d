"""A new vendor: its policy found from any page of its site and read, then written into the configuration."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from monitor.config import Settings, load
from monitor.edge import Edge
from monitor.errors import ConfigError, ConfigFault
from monitor.model import PRIVACY_POLICY, NotModified, Page, Snapshot, SourceDocument
from scrapers.discover import Discovery, discover
from scrapers.extract import extract_page

# Domain endings of two parts, whose first part is no vendor's name. For a suggestion a short list will do.
_SECOND_LEVEL = {"ac", "co", "com", "edu", "gov", "net", "org"}


def find(settings: Settings, url: str, clock: Callable[[], datetime]) -> tuple[Discovery, Page]:
    """Where the policy is, and the page as it reads. Fetches politely and guarded. Raises FetchError."""
    edge = Edge(settings, clock)
    source = SourceDocument(
        vendor="new", vendor_name="new", terms_type=PRIVACY_POLICY, urls=(url,), interval=timedelta(days=1)
    )

    def fetch(address: str) -> Snapshot:
        answer = edge(source, address)
        assert not isinstance(answer, NotModified), "a request without conditions is not answered so"  # noqa: S101
        return answer

    def read(capture: Snapshot) -> Page:
        return extract_page(capture.content, url=capture.final_url, content_type=capture.header("content-type"))

    found = discover(url, fetch=fetch, read=read)
    return found, read(fetch(found.url))


def name_from(url: str) -> str | None:
    """A name for the vendor of an address: "https://www.example.co.uk/about" -> "Example"; None where it has none."""
    parts = [part for part in (urlsplit(url).hostname or "").split(".") if part]
    if len(parts) > 2 and parts[-2] in _SECOND_LEVEL:
        parts.pop()
    return parts[-2].capitalize() if len(parts) >= 2 else None


def append(config: Path, name: str, url: str) -> None:
    """Adds the vendor at the end of the file, which stays as it was before; the new file is read before it counts.

    Raises ConfigError where the file would not be sound, and leaves the old one in its place.
    """
    before = config.read_text(encoding="utf-8-sig")
    # A JSON string is a TOML string, but for escaped surrogates.
    entry = (
        f"\n[[vendors]]\nname = {json.dumps(name, ensure_ascii=False)}\nurl = {json.dumps(url, ensure_ascii=False)}\n"
    )
    draft = config.with_name(config.name + ".new")
    try:
        draft.write_text(before.rstrip("\n") + "\n" + entry, encoding="utf-8")
        load(draft)
        draft.replace(config)
    except OSError as error:
        fault = ConfigFault(
            path="(the file)", problem=f"cannot be written: {error.strerror}", hint=f"add by hand:{entry}"
        )
        raise ConfigError(str(config), (fault,)) from error
    finally:
        draft.unlink(missing_ok=True)
